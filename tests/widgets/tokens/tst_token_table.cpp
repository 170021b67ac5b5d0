#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/table_export.h"
#include "widgets/tokens/token_table.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestTokenTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void modelKeepsItsPromises() {
        TokenTableModel model(nullptr);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTokens(gallery::chineseTokens());
        QCOMPARE(model.rowCount(), 23);
        QCOMPARE(model.columnCount(), 9);
        model.setTokens({});
        QCOMPARE(model.rowCount(), 0);
    }

    void showsATokensParts() {
        TokenTableModel model(nullptr);
        auto tokens = gallery::scoredTokens({" of", "\xE9", "\x9C\x9C"});
        tokens[1].logProbability = -2.0794415416798357; // ln 1/8
        tokens[1].rank = 1234;
        model.setTokens(tokens);
        const auto text = [&](int row, TokenTableModel::Column column) {
            return model.index(row, column).data().toString();
        };
        QCOMPARE(text(0, TokenTableModel::Text), QStringLiteral("·of"));
        QCOMPARE(text(0, TokenTableModel::Characters), QStringLiteral("3"));
        QCOMPARE(text(0, TokenTableModel::Surprisal), QString());
        QCOMPARE(text(1, TokenTableModel::Text), QStringLiteral("▯E9"));
        QCOMPARE(text(1, TokenTableModel::Bytes), QStringLiteral("E9"));
        QCOMPARE(text(1, TokenTableModel::Offsets), QStringLiteral("3–4"));
        QCOMPARE(text(1, TokenTableModel::Characters), QStringLiteral("0"));
        QCOMPARE(text(1, TokenTableModel::Surprisal), QStringLiteral("3.00"));
        QCOMPARE(text(1, TokenTableModel::Rank), QStringLiteral("1,234"));
        QCOMPARE(model.index(1, TokenTableModel::Rank).data(exportRole).toInt(), 1234);
    }

    void unscoredTokensHaveNoSurprisal() {
        auto tokens = gallery::scoredTokens({"a", "b"});
        tokens[1].scored = false;
        TokenTableModel model(nullptr);
        model.setTokens(tokens);
        QCOMPARE(model.columnCount(), 7);
        QVERIFY(!toCsv(model).contains("surprisal"));
    }

    void rowsAreSelected() {
        TokenTable table(nullptr);
        table.setTokens(gallery::englishTokens());
        table.resize(700, 400);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        QSignalSpy selected(&table, &TokenTable::tokenSelected);
        table.setSelectedToken(3);
        QCOMPARE(selected.size(), 0);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.front().front().toInt(), 4);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
            table.visualRect(table.model()->index(7, 1)).center());
        QCOMPARE(selected.back().front().toInt(), 7);
        table.setSelectedToken(-1);
        QVERIFY(!table.currentIndex().isValid());
    }
};

QTEST_MAIN(TestTokenTable)
#include "tst_token_table.moc"
