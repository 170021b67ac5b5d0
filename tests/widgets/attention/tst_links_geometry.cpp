#include <QTest>

#include "widgets/attention/links_geometry.h"

using namespace vitrine::widgets;
using Place = LinksGeometry::Place;
using Side = LinksGeometry::Side;

class TestLinksGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesTwoColumns() {
        const LinksGeometry geometry(metrics, 3, 5);
        QCOMPARE(geometry.label({Side::Queries, 1}), QRectF(0, 50, 80, 20));
        QCOMPARE(geometry.label({Side::Keys, 4}), QRectF(320, 110, 80, 20));
        QCOMPARE(geometry.height(), 130.0);
    }

    void curvesJoinLabels() {
        const QPainterPath curve = LinksGeometry(metrics, 3, 5).curve(2, 0);
        QCOMPARE(curve.pointAtPercent(0), QPointF(90, 80));
        QCOMPARE(curve.pointAtPercent(1), QPointF(310, 40));
        QCOMPARE(curve.boundingRect(), QRectF(90, 40, 220, 40));
    }

    void theCourseIsThatOfTheCurve_data() {
        QTest::addColumn<double>("t");
        for (const double t : {0.0, 0.2, 0.5, 0.9, 1.0})
            QTest::addRow("%.1f", t) << t;
    }
    void theCourseIsThatOfTheCurve() {
        QFETCH(double, t);
        constexpr double tolerance = 1e-5; // of 24 halvings
        const QPainterPath curve = LinksGeometry(metrics, 3, 5).curve(2, 0); // 220 wide, 40 high
        const QPointF point = curve.pointAtPercent(t);
        const auto course = LinksGeometry::courseAt((point.x() - 90) / 220);
        QVERIFY(std::abs(course.fallen - (80 - point.y()) / 40) < tolerance);
        const double slope = -curve.slopeAtPercent(t) * 220 / 40;
        QVERIFY(std::abs(course.slope - slope) < tolerance);
    }

    void findsLabels_data() {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<bool>("key");
        QTest::addColumn<int>("row");
        QTest::newRow("query") << QPointF(5, 31) << false << 0;
        QTest::newRow("key") << QPointF(390, 129) << true << 4;
        QTest::newRow("no query below the last") << QPointF(5, 91) << false << -1;
        QTest::newRow("between") << QPointF(200, 50) << true << -1;
        QTest::newRow("title") << QPointF(5, 20) << false << -1;
    }
    void findsLabels() {
        QFETCH(QPointF, point);
        QFETCH(bool, key);
        QFETCH(int, row);
        const Place place = LinksGeometry(metrics, 3, 5).placeAt(point);
        QCOMPARE(place.row, row);
        QCOMPARE(place.side == Side::Keys, key);
    }

private:
    static constexpr LinksGeometry::Metrics metrics{
        .width = 400, .top = 30, .rowHeight = 20, .labelWidth = 80, .gap = 10};
};

QTEST_APPLESS_MAIN(TestLinksGeometry)
#include "tst_links_geometry.moc"
