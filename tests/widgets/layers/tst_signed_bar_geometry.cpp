#include <QTest>

#include "widgets/layers/signed_bar_geometry.h"

using namespace vitrine::widgets;

class TestSignedBarGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsFromZero_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QRectF>("bar");
        // −2 … 6 over 100 … 500: zero stands at 200, one unit is 50.
        QTest::newRow("zero") << 0.0 << QRectF(200, 50, 0, 10);
        QTest::newRow("positive") << 4.0 << QRectF(200, 50, 200, 10);
        QTest::newRow("negative") << -1.0 << QRectF(150, 50, 50, 10);
        QTest::newRow("largest") << 6.0 << QRectF(200, 50, 300, 10);
        QTest::newRow("smallest") << -2.0 << QRectF(100, 50, 100, 10);
    }
    void drawsFromZero() {
        QFETCH(double, value);
        const SignedBarGeometry geometry(metrics, {6, -2, 1});
        QTEST(geometry.bar(1, value, 10), "bar");
    }

    void keepsZeroInSight() {
        QCOMPARE(SignedBarGeometry(metrics, {3, 4}).xOf(0), 100.0);
        QCOMPARE(SignedBarGeometry(metrics, {-3, -4}).xOf(0), 500.0);
        QCOMPARE(SignedBarGeometry(metrics, {0, 0}).xOf(0), 100.0);
    }

    void findsRows_data() {
        QTest::addColumn<double>("y");
        QTest::addColumn<int>("row");
        QTest::newRow("above") << 9.0 << -1;
        QTest::newRow("first") << 10.0 << 0;
        QTest::newRow("last") << 99.0 << 2;
        QTest::newRow("below") << 100.0 << -1;
    }
    void findsRows() {
        QFETCH(double, y);
        QTEST(SignedBarGeometry(metrics, {1, 2, 3}).rowAt(y), "row");
    }

private:
    static constexpr SignedBarGeometry::Metrics metrics{100, 500, 10, 30};
};

QTEST_APPLESS_MAIN(TestSignedBarGeometry)
#include "tst_signed_bar_geometry.moc"
