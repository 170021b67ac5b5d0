#pragma once

#include <filesystem>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace vitrine::test {

/// What make_vector_fixtures.py made.
inline std::filesystem::path referenceFolder() {
    return std::filesystem::path(VITRINE_TEST_SOURCE_DIR) / "cases/reference";
}

inline QJsonObject referenceNumbers() {
    QFile file(QString::fromStdString((referenceFolder() / "expected.json").string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

} // namespace vitrine::test
