#include "widgets/common/file_writer.h"

#include <QSaveFile>

namespace vitrine::widgets {

Expected<void> writeFile(const QString& path, const std::function<bool(QIODevice&)>& write) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && write(file) && file.commit())
        return {};
    return Unexpected(Error{ErrorCode::FileUnwritable, path.toStdString(), {},
        "the file could not be written: " + file.errorString().toStdString()});
}

} // namespace vitrine::widgets
