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
        const QPainterPath curve = LinksGeometry(metrics, 3, 5).curve(2, 0, -1000, 1000);
        QCOMPARE(curve.pointAtPercent(0), QPointF(90, 80));
        QCOMPARE(curve.pointAtPercent(1), QPointF(310, 40));
        QCOMPARE(curve.boundingRect(), QRectF(90, 40, 220, 40));
    }

    void cutsCurvesToTheView_data() {
        QTest::addColumn<int>("query");
        QTest::addColumn<int>("key");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("bottom");
        QTest::newRow("downwards") << 0 << 100 << 60.0 << 160.0;
        QTest::newRow("upwards") << 100 << 0 << 60.0 << 160.0;
        QTest::newRow("inside") << 2 << 4 << 80.0 << 120.0;
        QTest::newRow("level") << 3 << 3 << 100.0 << 100.0;
    }
    void cutsCurvesToTheView() {
        QFETCH(int, query);
        QFETCH(int, key);
        QFETCH(double, top);
        QFETCH(double, bottom);
        const LinksGeometry geometry(metrics, 200, 200);
        const QPainterPath whole = geometry.curve(query, key, -1e9, 1e9);
        const QPainterPath part = geometry.curve(query, key, 60, 160);
        const QRectF found = part.controlPointRect();
        QVERIFY(std::abs(found.top() - top) < 0.1);
        QVERIFY(std::abs(found.bottom() - bottom) < 0.1);
        // What is left lies on the whole.
        const QPointF middle = part.pointAtPercent(0.5);
        double nearest = 1e9;
        for (double t = 0; t <= 1; t += 0.0005)
            nearest = std::min(nearest, QLineF(whole.pointAtPercent(t), middle).length());
        QVERIFY(nearest < 2);
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
