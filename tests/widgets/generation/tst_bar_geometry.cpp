#include <QTest>

#include "widgets/generation/bar_geometry.h"

using namespace vitrine::widgets;

class TestBarGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesProbabilities_data() {
        QTest::addColumn<BarScale>("scale");
        QTest::addColumn<double>("probability");
        QTest::addColumn<double>("x");
        QTest::newRow("linear: none") << BarScale::Linear << 0.0 << 100.0;
        QTest::newRow("linear: the largest fills the room") << BarScale::Linear << 0.5 << 300.0;
        QTest::newRow("linear: half of it") << BarScale::Linear << 0.25 << 200.0;
        QTest::newRow("linear: beyond") << BarScale::Linear << 0.9 << 300.0;
        QTest::newRow("logarithmic: one") << BarScale::Logarithmic << 1.0 << 300.0;
        QTest::newRow("logarithmic: a tenth") << BarScale::Logarithmic << 0.1 << 200.0;
        QTest::newRow("logarithmic: the least") << BarScale::Logarithmic << 0.01 << 100.0;
        QTest::newRow("logarithmic: none") << BarScale::Logarithmic << 0.0 << 100.0;
        QTest::newRow("cumulative: one") << BarScale::Cumulative << 1.0 << 300.0;
        QTest::newRow("cumulative: half") << BarScale::Cumulative << 0.5 << 200.0;
    }
    void placesProbabilities() {
        QFETCH(BarScale, scale);
        QFETCH(double, probability);
        QTEST(BarGeometry(scale, metrics, {0.5, 0.3, 0.01}).xOf(probability), "x");
    }

    void cumulativeBarsBeginWhereTheLastEnds() {
        const BarGeometry geometry(BarScale::Cumulative, metrics, {0.5, 0.25, 0.25});
        QCOMPARE(geometry.bar(0, 0.5, 10), QRectF(100, 25, 100, 10));
        QCOMPARE(geometry.bar(1, 0.25, 10), QRectF(200, 45, 50, 10));
        QCOMPARE(geometry.bar(2, 0.25, 10).right(), 300.0);
    }

    void barsAreInTheMiddleOfTheirRows() {
        const BarGeometry geometry(BarScale::Linear, metrics, {0.5, 0.25});
        QCOMPARE(geometry.bar(1, 0.25, 6), QRectF(100, 47, 100, 6));
        QCOMPARE(geometry.rowTop(1), 40.0);
    }

    void findsRows() {
        const BarGeometry geometry(BarScale::Linear, metrics, {0.5, 0.25});
        QCOMPARE(geometry.rowAt(19.9), -1);
        QCOMPARE(geometry.rowAt(20), 0);
        QCOMPARE(geometry.rowAt(59.9), 1);
        QCOMPARE(geometry.rowAt(60), -1);
        QCOMPARE(BarGeometry(BarScale::Linear, metrics, {}).rowAt(30), -1);
    }

    void logarithmicScaleReachesTheSmallest() {
        QCOMPARE(BarGeometry(BarScale::Logarithmic, metrics, {0.9, 3e-5}).minimum(), 1e-5);
        QCOMPARE(BarGeometry(BarScale::Logarithmic, metrics, {0.9, 1e-30}).minimum(), 1e-12);
        QCOMPARE(BarGeometry(BarScale::Linear, metrics, {0.9}).minimum(), 0.0);
    }

private:
    static constexpr BarGeometry::Metrics metrics{100, 300, 20, 20};
};

QTEST_APPLESS_MAIN(TestBarGeometry)
#include "tst_bar_geometry.moc"
