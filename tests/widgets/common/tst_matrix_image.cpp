#include <array>
#include <limits>

#include <QPainter>
#include <QTest>

#include "widgets/common/matrix_image.h"

using namespace vitrine::widgets;

class TestMatrixImage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesEachValueOnePixel() {
        const std::array<float, 6> values{-2, 0, 2, 1, -1, 4};
        const auto scale = ColorScale::difference(Theme());
        const QImage image = matrixImage(values, 3, scale, {-2, 2});
        QCOMPARE(image.size(), QSize(3, 2));
        QCOMPARE(image.pixelColor(0, 0), scale.at(0));
        QCOMPARE(image.pixelColor(1, 0), scale.at(0.5));
        QCOMPARE(image.pixelColor(0, 1), scale.at(0.75));
        QCOMPARE(image.pixelColor(2, 1), scale.at(1)); // beyond the range
    }

    void leavesOutWhatIsNoNumber() {
        const std::array<float, 2> values{std::numeric_limits<float>::quiet_NaN(), 1};
        const QImage image = matrixImage(values, 2, ColorScale::viridis(), {0, 1});
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
        QCOMPARE(image.pixelColor(1, 0).alpha(), 255);
        QCOMPARE(ValueRange::positive(values), (ValueRange{0, 1}));
        QCOMPARE(ValueRange::symmetric(values), (ValueRange{-1, 1}));
    }

    void hasNoSizeWithoutValues() {
        QVERIFY(matrixImage({}, 4, ColorScale::viridis(), {}).isNull());
        QVERIFY(matrixImage({}, 0, ColorScale::viridis(), {}).isNull());
    }

    void keepsHardEdgesWhenEnlarged() {
        QImage cells(2, 1, QImage::Format_ARGB32);
        cells.setPixelColor(0, 0, Qt::black);
        cells.setPixelColor(1, 0, Qt::white);
        const QImage page = drawn(cells, {20, 10});
        QCOMPARE(page.pixelColor(9, 5), QColor(Qt::black));
        QCOMPARE(page.pixelColor(10, 5), QColor(Qt::white));
    }

    void averagesWhatIsSmallerThanAPixel() {
        QImage cells(40, 10, QImage::Format_ARGB32);
        for (int x = 0; x < cells.width(); ++x) {
            for (int y = 0; y < cells.height(); ++y)
                cells.setPixelColor(x, y, x % 2 == 0 ? Qt::black : Qt::white);
        }
        const QImage page = drawn(cells, {10, 10});
        constexpr int rounding = 8;
        QVERIFY(std::abs(page.pixelColor(5, 5).red() - 128) < rounding);
    }

    void keepsEdgesAlongTheEnlargedAxis() {
        QImage cells(40, 2, QImage::Format_ARGB32);
        cells.fill(Qt::white);
        for (int x = 0; x < cells.width(); ++x)
            cells.setPixelColor(x, 0, Qt::black);
        const QImage page = drawn(cells, {10, 20});
        QCOMPARE(page.pixelColor(5, 9), QColor(Qt::black));
        QCOMPARE(page.pixelColor(5, 10), QColor(Qt::white));
    }

    void aRangeWithoutExtentIsItsMiddle() { QCOMPARE((ValueRange{3, 3}).share(3), 0.5); }

private:
    static QImage drawn(const QImage& cells, const QSize& size) {
        QImage page(size, QImage::Format_ARGB32);
        page.fill(Qt::red);
        QPainter painter(&page);
        drawMatrix(painter, QRectF({0, 0}, size), cells);
        return page;
    }
};

QTEST_MAIN(TestMatrixImage)
#include "tst_matrix_image.moc"
