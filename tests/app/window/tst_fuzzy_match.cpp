#include <QTest>

#include "app/window/fuzzy_match.h"

using vitrine::app::fuzzyMatch;

class TestFuzzyMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        QTest::newRow("nothing asked") << ""
                                       << "Generate" << true;
        QTest::newRow("prefix") << "gen"
                                << "Generate" << true;
        QTest::newRow("either case") << "GEN"
                                     << "generate" << true;
        QTest::newRow("letters in order") << "omf"
                                          << "Open model folder" << true;
        QTest::newRow("letters out of order") << "fmo"
                                              << "Open model folder" << false;
        QTest::newRow("too many letters") << "stepp"
                                          << "Step" << false;
        QTest::newRow("spaces do not count") << "op fo"
                                             << "Open model folder" << true;
        QTest::newRow("Chinese") << "打文"
                                 << "打开模型文件夹" << true;
        QTest::newRow("another character") << "关"
                                           << "打开模型文件夹" << false;
    }

    void matches() {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QFETCH(bool, matches);
        QCOMPARE(fuzzyMatch(query, text).has_value(), matches);
    }

    void wordBeginningsAndRowsRankHigher() {
        const auto q = QStringLiteral("st");
        QVERIFY(*fuzzyMatch(q, QStringLiteral("Stop")) > *fuzzyMatch(q, QStringLiteral("Last")));
        const auto m = QStringLiteral("mf");
        QVERIFY(*fuzzyMatch(m, QStringLiteral("Open model folder"))
            > *fuzzyMatch(m, QStringLiteral("some farm of")));
    }
};

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
