#include <QAbstractItemModelTester>
#include <QTest>

#include <limits>

#include "widgets/common/number_table.h"
#include "widgets/common/table_export.h"

using namespace vitrine::widgets;

class TestNumberTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exportsNamesAndNumbers() {
        NumberTable table(nullptr);
        const QAbstractItemModelTester tester(&table, // NOLINT: it listens
            QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setNumbers({QStringLiteral("word"), QStringLiteral("x"), QStringLiteral("y")},
            {QStringLiteral("银行"), QStringLiteral("tea, hot")},
            {0.125, std::numeric_limits<double>::quiet_NaN(), -2, 1e-9});
        QCOMPARE(toCsv(table), QByteArray("word,x,y\r\n银行,0.125,\r\n\"tea, hot\",-2,1e-09\r\n"));
    }

    void needsNoNames() {
        NumberTable table(nullptr);
        table.setNumbers({QStringLiteral("a"), QStringLiteral("b")}, {}, {1, 2, 3, 4});
        QCOMPARE(toCsv(table), QByteArray("a,b\r\n1,2\r\n3,4\r\n"));
    }

    void isEmptyAtFirst() {
        const NumberTable table(nullptr);
        QCOMPARE(table.rowCount(), 0);
        QCOMPARE(table.columnCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestNumberTable)
#include "tst_number_table.moc"
