#include <QtTest>

#include <numeric>

#include "engine/train/parameter_histograms.h"

using namespace vitrine;

namespace {

constexpr float Rounding = 1e-6F; // of sums in float32

std::size_t binOf(double power) {
    return static_cast<std::size_t>(
        (power - MagnitudeHistogram::LowestPower) * MagnitudeHistogram::BinsPerPower);
}

} // namespace

class TestParameterHistograms : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsMagnitudes() {
        const auto histogram
            = train::magnitudesOf({torch::tensor({0.0F, 2e-3F, -2e-3F, 0.2F}), torch::zeros({4})});
        QCOMPARE(histogram.zeros, 5 / 8.0F);
        QCOMPARE(histogram.shares[binOf(-2.75)], 2 / 8.0F); // 10^−2.75 = 1.8e−3 to 10^−2.5
        QCOMPARE(histogram.shares[binOf(-0.75)], 1 / 8.0F);
        QVERIFY(std::abs(histogram.rootMeanSquare - std::sqrt((2 * 4e-6 + 0.04) / 8)) < Rounding);
    }

    void keepsWhatIsOutsideInTheOuterBins() {
        const auto histogram = train::magnitudesOf({torch::tensor({1e-20F, 1e6F})});
        QCOMPARE(histogram.shares.front(), 0.5F);
        QCOMPARE(histogram.shares.back(), 0.5F);
    }

    void samplesLargeTensorsEvenly() {
        const auto values
            = torch::cat({torch::full({3'000'000}, 1e-3), torch::full({1'000'000}, 2)});
        const auto histogram = train::magnitudesOf({values});
        QVERIFY(std::abs(histogram.shares[binOf(0.25)] - 0.25F) < 0.001F);
    }

    void partsANetworkByLayers() {
        torch::nn::Sequential blocks(torch::nn::Linear(2, 3), torch::nn::Linear(3, 1));
        struct Model : torch::nn::Module {
        } model;
        model.register_module("blocks", blocks);
        model.register_module("norm", torch::nn::LayerNorm(torch::nn::LayerNormOptions({1})));
        const auto before = train::parameterHistograms(model);
        QCOMPARE(before.size(), 3U);
        QCOMPARE(before[0].part, "blocks.0");
        QCOMPARE(before[2].part, "norm");
        QVERIFY(!before[0].gradients);

        blocks->forward(torch::ones({1, 2})).sum().backward();
        const auto after = train::parameterHistograms(model);
        QVERIFY(after[1].gradients);
        QVERIFY(!after[2].gradients); // which took no part
        const auto& shares = after[0].gradients->shares;
        const float sum = std::accumulate(shares.begin(), shares.end(), 0.0F);
        QVERIFY(std::abs(sum + after[0].gradients->zeros - 1) < Rounding);
    }
};

QTEST_GUILESS_MAIN(TestParameterHistograms)
#include "tst_parameter_histograms.moc"
