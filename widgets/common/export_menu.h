#pragma once

#include <functional>

#include <QMenu>

#include "engine/values/error.h"
#include "engine/values/expected.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;

namespace vitrine::widgets {

/// Copy and Export for a figure, a table, or both. It asks for the file's name.
class ExportMenu : public QMenu {
    Q_OBJECT

public:
    explicit ExportMenu(QWidget* parent);

    /// Both stay the caller's and must outlive the menu; null takes the actions away.
    void setFigure(const Figure* figure);
    void setTable(const QAbstractItemModel* table);
    /// Answers with the file to write, or an empty path; the system's dialog unless set.
    using PathChooser = std::function<QString(const QString& proposal, const QString& filter)>;
    void setPathChooser(PathChooser chooser);
    /// Proposed file name, without its suffix.
    void setFileName(const QString& name);

Q_SIGNALS:
    void exported(const QString& path);
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void addFigureActions();
    void addTableActions();
    void exportFigure(FigureFormat format);
    void exportTable();
    QString askPath(const QString& suffix) const;
    void report(const Expected<void>& result, const QString& path);
    QColor background() const;

    PathChooser m_choosePath;
    const Figure* m_figure = nullptr;
    const QAbstractItemModel* m_table = nullptr;
    QString m_fileName = QStringLiteral("vitrine");
};

} // namespace vitrine::widgets
