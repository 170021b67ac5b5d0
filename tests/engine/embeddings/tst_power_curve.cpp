#include <QTest>

#include <cmath>

#include "engine/embeddings/power_curve.h"

using vitrine::embeddings::PowerCurve;

class TestPowerCurve : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheLibrary_data() {
        QTest::addColumn<double>("exponent");
        for (const double exponent : {0.0, 0.5, 0.79, 0.895, 1.0, 1.7}) {
            QTest::addRow("x^%g", exponent) << exponent;
        }
    }
    void agreesWithTheLibrary() {
        QFETCH(double, exponent);
        constexpr double Tolerance = 1e-6; // relative: between two entries, and of float32
        const PowerCurve power(exponent);
        for (float x = 1e-20F; x < 1e20F; x *= 1.037F) {
            const double wanted = std::pow(static_cast<double>(x), exponent);
            QVERIFY(std::abs(power(x) - wanted) <= Tolerance * wanted);
        }
        QCOMPARE(power(1), 1.0F);
    }
};

QTEST_GUILESS_MAIN(TestPowerCurve)
#include "tst_power_curve.moc"
