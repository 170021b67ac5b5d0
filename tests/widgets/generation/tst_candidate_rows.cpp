#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/generation/candidate_rows.h"

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

NextTokenDistribution threeTokens() {
    NextTokenDistribution distribution;
    distribution.candidates = {{1, "a", 0.5F, 0}, {2, "b", 0.25F, 0}, {3, "c", 0.125F, 0}};
    distribution.vocabularySize = 100;
    return distribution;
}

std::vector<TokenId> idsOf(const std::vector<CandidateRow>& rows) {
    std::vector<TokenId> ids;
    for (const auto& row : rows)
        ids.push_back(row.id);
    return ids;
}

} // namespace

class TestCandidateRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutProcessorsNothingChanges() {
        const auto rows = candidateRows(threeTokens());
        QCOMPARE(idsOf(rows), (std::vector<TokenId>{1, 2, 3}));
        QCOMPARE(rows[1].before, rows[1].after);
        QVERIFY(candidateCuts(threeTokens()).empty());
        QCOMPARE(otherCandidates(threeTokens(), rows), (OtherCandidates{97, 0.125}));
    }

    void removedCandidatesFollow() {
        auto distribution = threeTokens();
        distribution.processed = {{LogitProcessorKind::TopK, {{1, "a", 1.0F, 0}}, 1, 0}};
        const auto rows = candidateRows(distribution);
        QCOMPARE(idsOf(rows), (std::vector<TokenId>{1, 2, 3}));
        QCOMPARE(rows[0].after, 1.0);
        QCOMPARE(rows[1].after, 0.0);
        QCOMPARE(rows[1].before, 0.25);
        QCOMPARE(otherCandidates(distribution, rows), (OtherCandidates{0, 0.0}));
    }

    void thePenaltyReorders() {
        auto distribution = threeTokens();
        distribution.processed = {{LogitProcessorKind::RepetitionPenalty,
            {{2, "b", 0.4F, 0}, {9, "z", 0.2F, 0}, {1, "a", 0.1F, 0}}, 100, 3}};
        const auto rows = candidateRows(distribution);
        QCOMPARE(idsOf(rows), (std::vector<TokenId>{2, 9, 1, 3}));
        QVERIFY(!rows[1].before); // the model's list does not reach it
        QVERIFY(!rows[3].after); // it is kept, but below the candidates that are listed
    }

    void cutsAreWhereTokensWereRemoved() {
        const auto cuts = candidateCuts(gallery::distribution());
        const std::vector<CandidateCut> wanted{
            {LogitProcessorKind::TopK, 50}, {LogitProcessorKind::TopP, 6}};
        QCOMPARE(cuts, wanted);
    }

    void aTruncationThatRemovesNothingIsNoCut() {
        auto distribution = gallery::distribution();
        distribution.processed.push_back(
            {LogitProcessorKind::MinP, distribution.processed.back().candidates, 6, 2});
        QCOMPARE(candidateCuts(distribution).size(), 2UL);
    }
};

QTEST_APPLESS_MAIN(TestCandidateRows)
#include "tst_candidate_rows.moc"
