#pragma once

#include <QtTest>

#include "tests/support/case_folders.h"

namespace vitrine::test {

/// A row for each folder of `cases`, named like it, with that name in the column "name".
inline void addCaseRows(const std::filesystem::path& cases) {
    QTest::addColumn<QString>("name");
    const auto folders = caseFolders(cases);
    QVERIFY(!folders.empty());
    for (const auto& path : folders) {
        const auto name = QString::fromStdString(path.filename().string());
        QTest::newRow(qPrintable(name)) << name;
    }
}

} // namespace vitrine::test
