#include <cmath>

#include <QTest>

#include "widgets/layers/sinusoidal_value.h"

using vitrine::widgets::sinusoidalValue;

/// The formula of Vaswani et al. 2017, section 3.5.
class TestSinusoidalValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsTheFormula_data() {
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("dimension");
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("divisor");
        QTest::addColumn<double>("value");
        QTest::newRow("origin, sine") << 0 << 0 << 512 << 1.0 << 0.0;
        QTest::newRow("origin, cosine") << 0 << 1 << 512 << 1.0 << 1.0;
        QTest::newRow("first pair has period 2π") << 1 << 0 << 512 << 1.0 << std::sin(1.0);
        QTest::newRow("width 4, second pair") << 3 << 2 << 4 << 100.0 << std::sin(0.03);
        QTest::newRow("its cosine") << 3 << 3 << 4 << 100.0 << std::cos(0.03);
        QTest::newRow("half way") << 50 << 256 << 512 << 100.0 << std::sin(0.5);
    }
    void followsTheFormula() {
        QFETCH(int, position);
        QFETCH(int, dimension);
        QFETCH(int, width);
        const auto worked = sinusoidalValue(position, dimension, width);
        QTEST(worked.divisor, "divisor");
        QTEST(worked.value, "value");
        QCOMPARE(worked.angle, position / worked.divisor);
    }
};

QTEST_APPLESS_MAIN(TestSinusoidalValue)
#include "tst_sinusoidal_value.moc"
