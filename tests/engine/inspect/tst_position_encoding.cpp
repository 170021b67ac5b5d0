#include <QtTest>

#include <cmath>

#include "engine/inspect/position_encoding.h"
#include "engine/nn/sinusoidal_positions.h"

using namespace vitrine;

namespace {

/// One rounding to float32 of a number below 1.
constexpr double Rounding = 1e-7;

} // namespace

class TestPositionEncoding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sinesAndCosinesStandAsInThePaper();
    void similarityIsTheCosine();
};

void TestPositionEncoding::sinesAndCosinesStandAsInThePaper() {
    const auto table = nn::sinusoidalPositions(/*positions=*/40, /*width=*/8);
    for (int position = 0; position < 40; ++position) {
        for (int i = 0; i < 4; ++i) {
            const double angle = position / std::pow(10000.0, 2.0 * i / 8);
            QVERIFY(std::abs(table[position][2 * i].item<double>() - std::sin(angle)) < Rounding);
            QVERIFY(
                std::abs(table[position][2 * i + 1].item<double>() - std::cos(angle)) < Rounding);
        }
    }
}

void TestPositionEncoding::similarityIsTheCosine() {
    const auto encoding
        = inspect::positionEncoding(torch::tensor({{3.0F, 4.0F}, {4.0F, 3.0F}, {0.0F, 0.0F}}));
    QCOMPARE(encoding.positions, 3);
    QCOMPARE(encoding.width, 2);
    QCOMPARE(encoding.vectors[1], 4.0F);
    QVERIFY(std::abs(encoding.similarity[1] - 0.96) < 1e-6);
    QVERIFY(std::abs(encoding.similarity[0] - 1) < 1e-6);
    QCOMPARE(encoding.similarity[8], 0.0F); // no direction, likeness to nothing
}

QTEST_GUILESS_MAIN(TestPositionEncoding)
#include "tst_position_encoding.moc"
