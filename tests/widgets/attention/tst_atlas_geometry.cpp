#include <QTest>

#include "widgets/attention/atlas_geometry.h"

using namespace vitrine::widgets;

class TestAtlasGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsTheRoom_data() {
        QTest::addColumn<QSizeF>("room");
        QTest::addColumn<double>("side");
        QTest::newRow("as wide as the room") << QSizeF(20 + 12 * 34, 1000) << 30.0;
        QTest::newRow("as high as the room") << QSizeF(1000, 10 + 6 * 44) << 40.0;
        QTest::newRow("no larger than the largest") << QSizeF(5000, 5000) << 60.0;
        QTest::newRow("low: scrolls") << QSizeF(20 + 12 * 34, 50) << 16.0;
        QTest::newRow("narrow: smaller than the smallest") << QSizeF(20 + 12 * 10, 500) << 6.0;
        QTest::newRow("none") << QSizeF(0, 0) << 1.0;
    }
    void fillsTheRoom() {
        QFETCH(QSizeF, room);
        QTEST(AtlasGeometry(room, metrics, 6, 12).side(), "side");
    }

    void findsPlaces_data() {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<int>("place");
        QTest::newRow("first") << QPointF(20, 10) << 0;
        QTest::newRow("second row") << QPointF(21 + 34, 11 + 34) << 13;
        QTest::newRow("last") << QPointF(20 + 11 * 34 + 29, 10 + 5 * 34 + 29) << 71;
        QTest::newRow("the gap between") << QPointF(20 + 32, 15) << -1;
        QTest::newRow("labels") << QPointF(10, 15) << -1;
        QTest::newRow("below") << QPointF(30, 10 + 6 * 34 + 5) << -1;
    }
    void findsPlaces() {
        QFETCH(QPointF, point);
        QFETCH(int, place);
        const AtlasGeometry geometry({20 + 12 * 34, 1000}, metrics, 6, 12);
        QCOMPARE(geometry.placeAt(point), place);
        QVERIFY(place < 0 || geometry.rect(place).contains(point));
        QCOMPARE(geometry.size(), QSizeF(20 + 12 * 34, 10 + 6 * 34));
    }

    void hasNoPlacesWithoutHeads() {
        QCOMPARE(AtlasGeometry({100, 100}, metrics, 0, 0).placeAt({25, 25}), -1);
    }

private:
    static constexpr AtlasGeometry::Metrics metrics{20, 10, 4, 16, 60};
};

QTEST_APPLESS_MAIN(TestAtlasGeometry)
#include "tst_atlas_geometry.moc"
