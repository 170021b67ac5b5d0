#include <QTest>

#include <cmath>

#include "app/pages/candidate_derivation.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

/// Logits 2, 1, 0 over a vocabulary of three; top-k then keeps the first two.
NextTokenDistribution example() {
    NextTokenDistribution distribution;
    const double sum = std::exp(2.0) + std::exp(1.0) + 1;
    distribution.logSumExp = std::log(sum);
    distribution.vocabularySize = 3;
    for (int i = 0; i < 3; ++i) {
        const double logit = 2 - i;
        distribution.candidates.push_back({i, std::string(1, static_cast<char>('a' + i)),
            static_cast<float>(std::exp(logit) / sum), static_cast<float>(logit)});
    }
    ProcessedDistribution topK;
    topK.processor = LogitProcessorKind::TopK;
    topK.kept = 2;
    const double kept = std::exp(2.0) + std::exp(1.0);
    topK.candidates = {{0, "a", static_cast<float>(std::exp(2.0) / kept), 2},
        {1, "b", static_cast<float>(std::exp(1.0) / kept), 1}};
    distribution.processed.push_back(topK);
    return distribution;
}

constexpr double tolerance = 1e-6; // candidates are in single precision

} // namespace

class TestCandidateDerivation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worksOutTheSoftmax() {
        const auto derivation = deriveCandidate(example(), 1);
        QVERIFY(derivation);
        const double p = std::exp(1.0) / (std::exp(2.0) + std::exp(1.0) + 1);
        QVERIFY(std::abs(derivation->probability - p) < tolerance);
        QVERIFY(std::abs(derivation->surprisal + std::log2(p)) < tolerance);
        QCOMPARE(derivation->rank, 2);
    }

    void followsTheSettings() {
        const auto kept = deriveCandidate(example(), 1);
        const double first = std::exp(2.0) / (std::exp(2.0) + std::exp(1.0));
        QCOMPARE(kept->steps.size(), std::size_t(1));
        QCOMPARE(kept->steps[0].processor, LogitProcessorKind::TopK);
        QCOMPARE(kept->steps[0].rank, 2);
        QCOMPARE(kept->steps[0].kept, std::size_t(2));
        QVERIFY(std::abs(kept->steps[0].probability - (1 - first)) < tolerance);
        QVERIFY(std::abs(kept->shareStart - first) < tolerance);
        QVERIFY(std::abs(kept->shareEnd - 1) < tolerance);
        const auto removed = deriveCandidate(example(), 2);
        QCOMPARE(removed->steps[0].rank, 0);
        QCOMPARE(removed->steps[0].probability, 0.0);
    }

    void saysNothingOfATokenThatIsNotListed() { QVERIFY(!deriveCandidate(example(), 7)); }
};

QTEST_GUILESS_MAIN(TestCandidateDerivation)
#include "tst_candidate_derivation.moc"
