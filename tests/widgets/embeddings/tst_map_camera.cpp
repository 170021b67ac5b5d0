#include <QTest>

#include <cmath>
#include <numbers>

#include "widgets/embeddings/map_camera.h"

using namespace vitrine::widgets;

namespace {

bool isNear(const QPointF& a, const QPointF& b) {
    return (a - b).manhattanLength() < 1e-3;
}

/// A square around (3, 4) with sides of 2, on 200 × 100 pixels.
const std::vector<float> Square{2, 3, 4, 3, 4, 5, 2, 5};

MapCamera squareCamera() {
    MapCamera camera;
    camera.setSize({200, 100});
    camera.fit(Square, 2);
    return camera;
}

QPointF at(const MapCamera& camera, std::vector<float> place) {
    return camera.screen(place);
}

} // namespace

class TestMapCamera : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// 86 % of the smaller side: 2 units on 86 pixels, y upwards.
    void showsTheWholeMapInTheMiddle() {
        const auto camera = squareCamera();
        QVERIFY(isNear(at(camera, {3, 4}), {100, 50}));
        QVERIFY(isNear(at(camera, {4, 4}), {143, 50}));
        QVERIFY(isNear(at(camera, {3, 5}), {100, 7}));
    }

    void zoomsAtThePointer() {
        auto camera = squareCamera();
        const QPointF pointer(143, 50);
        camera.zoomAt(pointer, 2);
        QVERIFY(isNear(at(camera, {4, 4}), pointer));
        QVERIFY(isNear(at(camera, {3, 4}), {57, 50}));
        camera.zoomAt(pointer, 0.5);
        QVERIFY(isNear(at(camera, {3, 4}), {100, 50}));
    }

    void staysWithinItsZoom() {
        auto camera = squareCamera();
        for (int i = 0; i < 100; ++i) {
            camera.zoomAt({100, 50}, 2);
        }
        QVERIFY(std::isfinite(at(camera, {2, 3}).x()));
        QCOMPARE(camera.zoom(), 400.0);
    }

    void pansByPixels() {
        auto camera = squareCamera();
        camera.pan({10, -20});
        QVERIFY(isNear(at(camera, {3, 4}), {110, 30}));
        camera.fit(Square, 2);
        QVERIFY(isNear(at(camera, {3, 4}), {100, 50}));
    }

    void turnsInThreeDimensions() {
        MapCamera camera;
        camera.setSize({100, 100});
        camera.fit(std::vector<float>{-1, 0, 0, 1, 0, 0}, 3);
        const auto right = at(camera, {1, 0, 0});
        QVERIFY(right.x() > 50);
        QCOMPARE(camera.nearness(std::vector<float>{0, 0, 0}), 0.5);
        camera.turn(std::numbers::pi, 0); // half around: right is left
        QVERIFY(isNear(at(camera, {-1, 0, 0}), right));
        camera.turn(-std::numbers::pi / 2, 0);
        QVERIFY(isNear(at(camera, {1, 0, 0}), {50, 50}));
        const auto front = camera.nearness(std::vector<float>{1, 0, 0});
        const auto back = camera.nearness(std::vector<float>{-1, 0, 0});
        QVERIFY(std::abs(front - back) > 0.9);
    }

    void bearsASinglePoint() {
        MapCamera camera;
        camera.setSize({100, 100});
        camera.fit(std::vector<float>{7, 7}, 2);
        QVERIFY(isNear(at(camera, {7, 7}), {50, 50}));
        camera.fit({}, 2);
        QVERIFY(std::isfinite(at(camera, {1, 1}).x()));
    }
};

QTEST_GUILESS_MAIN(TestMapCamera)
#include "tst_map_camera.moc"
