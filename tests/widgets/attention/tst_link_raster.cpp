#include <QPainter>
#include <QTest>

#include "widgets/attention/link_raster.h"

using namespace vitrine::widgets;

namespace {

constexpr LinksGeometry::Metrics metrics{
    .width = 400, .top = 30, .rowHeight = 20, .labelWidth = 80, .gap = 10};
constexpr double viewTop = 25;
constexpr double viewBottom = 325;

} // namespace

class TestLinkRaster : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsAsAPainterDoes_data() {
        QTest::addColumn<int>("query");
        QTest::addColumn<int>("key");
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("ratio");
        QTest::newRow("level") << 4 << 4 << 1.0 << 1.0;
        QTest::newRow("falling") << 1 << 6 << 2.0 << 1.0;
        QTest::newRow("rising") << 9 << 0 << 3.0 << 1.0;
        QTest::newRow("steep") << 0 << 60 << 2.0 << 1.0;
        QTest::newRow("from above the view") << -30 << 8 << 1.5 << 1.0;
        QTest::newRow("fine pixels") << 2 << 12 << 1.0 << 2.0;
    }
    void drawsAsAPainterDoes() {
        QFETCH(int, query);
        QFETCH(int, key);
        QFETCH(double, width);
        QFETCH(double, ratio);
        const LinksGeometry geometry(metrics, 100, 100);
        const QColor color(180, 60, 20, 200);
        LinkRaster raster(geometry, viewTop, viewBottom, ratio);
        raster.draw(query, key, width, color);

        QImage painted(raster.image().size(), raster.image().format());
        painted.setDevicePixelRatio(ratio);
        painted.fill(Qt::transparent);
        QPainter painter(&painted);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(-geometry.curvesLeft(), -viewTop);
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(geometry.curve(query, key));
        painter.end();

        const double ink = inkOf(painted);
        QVERIFY(ink > 0);
        // The same ink at the same place; the pixels of an edge may share it out otherwise.
        QVERIFY(std::abs(inkOf(raster.image()) - ink) < 0.03 * ink);
        QVERIFY(difference(raster.image(), painted) < 0.2 * ink);
    }

    void laterLinksLieOverEarlierOnes() {
        LinkRaster raster(LinksGeometry(metrics, 100, 100), viewTop, viewBottom, 1);
        const QPoint onTheLink(100, 35 + 2 * 20 - 20 + 1);
        raster.draw(2, 2, 5, Qt::red);
        QCOMPARE(raster.image().pixelColor(onTheLink), QColor(Qt::red));
        raster.draw(2, 2, 5, QColor(0, 0, 255, 128));
        const QColor mixed = raster.image().pixelColor(onTheLink);
        QCOMPARE(mixed.alpha(), 255);
        QVERIFY(std::abs(mixed.red() - 127) <= 1);
        QVERIFY(std::abs(mixed.blue() - 128) <= 1);
    }

    void drawsNothingOutsideTheView() {
        LinkRaster raster(LinksGeometry(metrics, 100, 100), viewTop, viewBottom, 1);
        raster.draw(50, 60, 3, Qt::red);
        QCOMPARE(inkOf(raster.image()), 0.0);
    }

    void aViewTooNarrowForLinksIsEmpty() {
        LinkRaster raster(LinksGeometry({.width = 100, .labelWidth = 80}, 3, 3), 0, 100, 1);
        raster.draw(0, 2, 1, Qt::red);
        QVERIFY(raster.image().isNull());
    }

private:
    /// Sum of what covers the pixels.
    static double inkOf(const QImage& image) {
        double ink = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                ink += qAlpha(image.pixel(x, y));
        }
        return ink;
    }

    static double difference(const QImage& left, const QImage& right) {
        double sum = 0;
        for (int y = 0; y < left.height(); ++y) {
            for (int x = 0; x < left.width(); ++x)
                sum += std::abs(qAlpha(left.pixel(x, y)) - qAlpha(right.pixel(x, y)));
        }
        return sum;
    }
};

QTEST_APPLESS_MAIN(TestLinkRaster)
#include "tst_link_raster.moc"
