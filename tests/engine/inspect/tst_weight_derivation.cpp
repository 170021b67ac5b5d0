#include <QtTest>

#include <cmath>
#include <vector>

#include "engine/api/text_inspector.h"
#include "engine/inspect/weight_derivation.h"

using namespace vitrine;

namespace {

/// Doubles throughout.
constexpr double Exact = 1e-12;

} // namespace

class TestWeightDerivation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheTextbooksNumbers();
    void leavesOutWhatIsMasked();
    void addsNothingWhereNothingIsVisible();
};

void TestWeightDerivation::givesTheTextbooksNumbers() {
    const auto example = api::textbookDerivation();
    QCOMPARE(example.dotProduct, 112.0);
    QCOMPARE(example.scale, 8.0);
    QCOMPARE(example.score, 14.0);
    QCOMPARE(example.rowScores, (std::vector{14.0, 12.0}));
    QCOMPARE(std::round(example.rowWeights[0] * 100), 88.0);
    QCOMPARE(std::round(example.rowWeights[1] * 100), 12.0);
    QVERIFY(std::abs(example.rowWeights[0] - 1 / (1 + std::exp(-2.0))) < Exact);
}

void TestWeightDerivation::leavesOutWhatIsMasked() {
    const std::vector<float> q{1, 2, 0, 2};
    const std::vector<float> keys{1, 0, 0, 1, 2, 1, 5, 0, 9, 9, 9, 9};
    const std::vector<float> values{1, 0, 0, 0, 0, 1, 0, 0, 7, 7, 7, 7};
    const auto derivation = inspect::deriveWeight({q, keys, values, {true, true, false}}, 1);
    QCOMPARE(derivation.rowScores, (std::vector{1.5, 2.0, 22.5}));
    QCOMPARE(derivation.rowWeights[2], 0.0);
    const double weight = 1 / (1 + std::exp(-0.5));
    QVERIFY(std::abs(derivation.weight - weight) < Exact);
    QVERIFY(std::abs(derivation.rowWeights[0] + weight - 1) < Exact);
    QCOMPARE(derivation.headOutput[1], static_cast<float>(weight));
    QCOMPARE(derivation.v, (std::vector<float>{0, 1, 0, 0}));
}

void TestWeightDerivation::addsNothingWhereNothingIsVisible() {
    const std::vector<float> q{1, 1};
    const auto derivation = inspect::deriveWeight({q, q, q, {false}}, 0);
    QVERIFY(!derivation.visible);
    QCOMPARE(derivation.weight, 0.0);
    QCOMPARE(derivation.headOutput, (std::vector<float>{0, 0}));
}

QTEST_GUILESS_MAIN(TestWeightDerivation)
#include "tst_weight_derivation.moc"
