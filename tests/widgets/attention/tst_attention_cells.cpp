#include <numeric>

#include <QTest>

#include "widgets/attention/attention_cells.h"

using namespace vitrine;
using namespace vitrine::widgets;
using Visibility = AttentionCells::Visibility;

class TestAttentionCells : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTokensApart() {
        const auto cells = arrangeAttention(causalMap(), tokens(), {});
        QCOMPARE(cells.rows(), 5);
        QCOMPARE(cells.values, causalMap().weights);
        QCOMPARE(cells.queries[1], (AttentionEntry{QStringLiteral("un"), 1, 1}));
        QCOMPARE(cells.queries[0].text, QStringLiteral("[CLS]"));
        QVERIFY(cells.borders.empty());
    }

    void mergesWords() {
        AttentionArrangement how;
        how.wordStarts = {0, 1, 3, 4};
        const auto cells = arrangeAttention(causalMap(), tokens(), how);
        QCOMPARE(cells.rows(), 4);
        QCOMPARE(cells.queries[1], (AttentionEntry{QStringLiteral("unable"), 1, 2}));
        // Rows of "un" and "able": 0.5 0.5 0 0 0 and 0.2 0.3 0.5 0 0.
        QCOMPARE(cells.at(1, 0), 0.35F);
        QCOMPARE(cells.at(1, 1), 0.65F);
        QCOMPARE(cells.at(1, 2), 0.0F);
        QCOMPARE(cells.at(2, 1), 0.3F); // "?" to both parts of the word
        for (int row = 0; row < cells.rows(); ++row) {
            const auto* first = cells.values.data() + row * cells.columns();
            QVERIFY(std::abs(std::accumulate(first, first + cells.columns(), 0.0F) - 1) < 1e-6F);
        }
        QCOMPARE(cells.visibility(1, 1), Visibility::Visible);
        QCOMPARE(cells.visibility(1, 2), Visibility::Causal);
    }

    void hides_data() {
        QTest::addColumn<bool>("special");
        QTest::addColumn<bool>("first");
        QTest::addColumn<QList<int>>("left");
        QTest::newRow("nothing") << false << false << QList<int>{0, 1, 2, 3, 4};
        QTest::newRow("special tokens") << true << false << QList<int>{1, 2, 3};
        QTest::newRow("the first") << false << true << QList<int>{1, 2, 3, 4};
        QTest::newRow("both") << true << true << QList<int>{1, 2, 3};
    }
    void hides() {
        QFETCH(bool, special);
        QFETCH(bool, first);
        QFETCH(QList<int>, left);
        AttentionArrangement how;
        how.hideSpecial = special;
        how.hideFirst = first;
        const auto cells = arrangeAttention(causalMap(), tokens(), how);
        QCOMPARE(cells.rows(), left.size());
        for (int i = 0; i < left.size(); ++i) {
            QCOMPARE(cells.queries[static_cast<std::size_t>(i)].first, left[i]);
            QCOMPARE(cells.queryOf(left[i]), i);
            QCOMPARE(cells.at(i, 0), causalMap().at(left[i], left[0]));
        }
        QCOMPARE(cells.queryOf(0), left[0] == 0 ? 0 : -1);
    }

    void hidesTheFirstTokenOfAWord() {
        AttentionArrangement how;
        how.wordStarts = {0, 3};
        how.hideFirst = true;
        const auto cells = arrangeAttention(causalMap(), tokens(), how);
        QCOMPARE(cells.queries.front().first, 1);
        QCOMPARE(cells.queries.front().last, 2);
    }

    void marksForbiddenPairs() {
        auto map = causalMap();
        map.forbidden = {{3, 1}, {2, 0}, {3, 2}};
        AttentionArrangement how;
        QCOMPARE(arrangeAttention(map, tokens(), how).visibility(2, 0), Visibility::Forbidden);
        QCOMPARE(arrangeAttention(map, tokens(), how).visibility(3, 3), Visibility::Visible);
        how.wordStarts = {0, 1, 3, 4};
        const auto words = arrangeAttention(map, tokens(), how);
        QCOMPARE(words.visibility(2, 1), Visibility::Forbidden); // both keys of the word
        QCOMPARE(words.visibility(1, 0), Visibility::Visible); // one query of the two
    }

    void findsSegments() {
        AttentionArrangement how;
        how.segments = {0, 0, 0, 1, 1};
        QCOMPARE(arrangeAttention(causalMap(), tokens(), how).borders, std::vector<int>{3});
        how.wordStarts = {0, 1, 3, 4};
        QCOMPARE(arrangeAttention(causalMap(), tokens(), how).borders, std::vector<int>{2});
    }

    void subtracts() {
        const auto before = arrangeAttention(causalMap(), tokens(), {});
        auto after = before;
        after.values[5] = 0.9F;
        const auto difference = attentionDifference(before, after);
        QVERIFY(difference.difference);
        QCOMPARE(difference.values[5], 0.9F - 0.5F);
        QCOMPARE(difference.values[0], 0.0F);
    }

private:
    static std::vector<Token> tokens() {
        return {{101, "", "[CLS]", 0, 0, true}, {1, "un", "un", 0, 2, false},
            {2, "able", "##able", 2, 6, false}, {3, "?", "?", 6, 7, false},
            {102, "", "[SEP]", 7, 7, true}};
    }

    static AttentionMap causalMap() {
        AttentionMap map;
        map.queries = 5;
        map.keys = 5;
        map.causal = true;
        map.weights = {1, 0, 0, 0, 0, //
            0.5, 0.5, 0, 0, 0, //
            0.2F, 0.3F, 0.5, 0, 0, //
            0.6F, 0.1F, 0.2F, 0.1F, 0, //
            0.2F, 0.2F, 0.2F, 0.2F, 0.2F};
        return map;
    }
};

QTEST_APPLESS_MAIN(TestAttentionCells)
#include "tst_attention_cells.moc"
