#include <QTest>

#include "widgets/attention/attention_picture.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestAttentionPicture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesWeights_data() {
        QTest::addColumn<WeightScale>("scale");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<QList<double>>("row"); // places of 0.01, 0.1 and 0.4 beside 0.8 above
        const auto row = [](const char* name, WeightScale scale, double threshold,
                             const QList<double>& places) {
            QTest::newRow(name) << scale << threshold << places;
        };
        row("linear", WeightScale::Linear, 0, {0.0125, 0.125, 0.5});
        row("by row", WeightScale::PerRow, 0, {0.025, 0.25, 1});
        row("logarithmic", WeightScale::Logarithmic, 0, {0.512, 0.769, 0.923});
        row("threshold", WeightScale::Linear, 0.1, {0, 0.125, 0.5});
    }
    void placesWeights() {
        QFETCH(WeightScale, scale);
        QFETCH(double, threshold);
        QFETCH(QList<double>, row);
        const AttentionPicture picture(cellsOf(2, 3, {0, 0, 0.8F, 0.01F, 0.1F, 0.4F}),
            {.scale = scale, .threshold = threshold});
        for (int column = 0; column < row.size(); ++column) {
            const double place = picture.placeOf(1, column);
            QVERIFY2(std::abs(place - row[column]) < oneStep, qPrintable(QString::number(place)));
        }
        QCOMPARE(picture.placeOf(0, 0), 0.0);
        QCOMPARE(picture.largest(), double{0.8F});
    }

    void placesDifferences() {
        auto cells = *cellsOf(1, 4, {-0.5F, 0, 0.25F, 0.5F});
        cells.difference = true;
        const AttentionPicture picture(std::make_shared<AttentionCells>(cells), {});
        QCOMPARE(picture.placeOf(0, 0), 0.0);
        QCOMPARE(picture.placeOf(0, 1), 0.5);
        QVERIFY(std::abs(picture.placeOf(0, 2) - 0.75) < oneStep);
        QCOMPARE(picture.placeOf(0, 3), 1.0);
    }

    void takesAMapWithoutWeights() {
        const AttentionPicture picture(cellsOf(1, 1, {0}), {.scale = WeightScale::Logarithmic});
        QCOMPARE(picture.placeOf(0, 0), 0.0);
        const AttentionPicture none(cellsOf(0, 0, {}), {});
        QVERIFY(none.render(viewOf(0, 0, 100), {}, 1).isNull());
    }

    void poolsWhatIsSmallerThanAPixel_data() {
        QTest::addColumn<double>("cell");
        QTest::addColumn<int>("pooled");
        QTest::newRow("large cells") << 20.0 << 1;
        QTest::newRow("a pixel each") << 1.0 << 1;
        QTest::newRow("less") << 0.99 << 2;
        QTest::newRow("a half") << 0.5 << 2;
        QTest::newRow("a third") << 0.3 << 4;
        QTest::newRow("nothing smaller than one block") << 1e-6 << 8;
    }
    void poolsWhatIsSmallerThanAPixel() {
        QFETCH(double, cell);
        const AttentionPicture picture(cellsOf(5, 5, std::vector<float>(25)), {});
        QTEST(picture.pooled(cell), "pooled");
    }

    void rendersCells() {
        auto cells = *cellsOf(2, 2, {1, 0, 0, 0.5F});
        cells.causal = true;
        cells.forbidden = {{1, 0}};
        const AttentionPicture picture(std::make_shared<AttentionCells>(cells), {});
        const QImage image = picture.render(viewOf(2, 2, 20), palette(), 1);
        QCOMPARE(image.size(), QSize(20, 20));
        QCOMPARE(image.pixel(0, 0), gray(255));
        QCOMPARE(image.pixel(9, 9), gray(255));
        QCOMPARE(image.pixel(10, 0), QColor(Qt::blue).rgb()); // the query comes before the key
        QCOMPARE(image.pixel(9, 10), QColor(Qt::red).rgb());
        QVERIFY(std::abs(qGreen(image.pixel(10, 10)) - 128) <= 1);
        QCOMPARE(picture.render(viewOf(2, 2, 20), palette(), 2).size(), QSize(40, 40));
    }

    void rendersThePartThatShows() {
        std::vector<float> values(100);
        values[44] = 1;
        const AttentionPicture picture(cellsOf(10, 10, values), {});
        MatrixViewport view = viewOf(10, 10, 100);
        view.zoomAt({40, 40}, 5); // cell (4, 4) is at (40, 40), 50 pixels wide
        const QImage image = picture.render(view, palette(), 1);
        QCOMPARE(image.size(), QSize(100, 100));
        QCOMPARE(image.pixel(40, 40), gray(255));
        QCOMPARE(image.pixel(89, 89), gray(255));
        QCOMPARE(image.pixel(39, 40), gray(0));
        QCOMPARE(image.pixel(90, 40), gray(0));
    }

    void poolingKeepsTheStrongest() {
        std::vector<float> values(64);
        values[9] = 1; // in the block of rows and columns 0 to 3
        auto cells = *cellsOf(8, 8, values);
        const QImage pooled = AttentionPicture(std::make_shared<AttentionCells>(cells), {})
                                  .render(viewOf(8, 8, 2), palette(), 1);
        QCOMPARE(pooled.pixel(0, 0), gray(255));
        QCOMPARE(pooled.pixel(1, 0), gray(0));
        cells.difference = true;
        cells.values[9] = -1;
        cells.values[10] = 0.5F;
        const QImage differences = AttentionPicture(std::make_shared<AttentionCells>(cells), {})
                                       .render(viewOf(8, 8, 2), palette(), 1);
        QCOMPARE(differences.pixel(0, 0), gray(0)); // −1 is farther from none than 0.5
        QVERIFY(std::abs(qGreen(differences.pixel(1, 1)) - 128) <= 1);
    }

    void poolingPrefersWhatIsVisible() {
        auto cells = *cellsOf(2, 2, {0.5F, 0, 0.5F, 0.5F});
        cells.causal = true;
        const AttentionPicture picture(std::make_shared<AttentionCells>(cells), {});
        QCOMPARE(picture.render(viewOf(2, 2, 1), palette(), 1).pixel(0, 0), gray(255));
    }

private:
    static constexpr double oneStep = 1.0 / 252; // of the picture's colours

    static QRgb gray(int value) { return qRgb(value, value, value); }

    static AttentionPicture::Palette palette() {
        const Theme dark(ColorScheme::Dark);
        auto result = AttentionPicture::palette(ColorScale::gray(dark), Qt::blue, Qt::red);
        for (std::size_t i = 0; i <= 252; ++i)
            result[i] = gray(static_cast<int>(std::lround(static_cast<double>(i) / 252 * 255)));
        return result;
    }

    static MatrixViewport viewOf(int rows, int columns, double side) {
        MatrixViewport view(1000, 1000);
        view.setArea({0, 0, side, side});
        view.setMatrix(rows, columns);
        return view;
    }

    static std::shared_ptr<const AttentionCells> cellsOf(
        int rows, int columns, const std::vector<float>& values) {
        AttentionCells cells;
        for (int i = 0; i < rows; ++i)
            cells.queries.push_back({QString::number(i), i, i});
        for (int i = 0; i < columns; ++i)
            cells.keys.push_back({QString::number(i), i, i});
        cells.values = values;
        return std::make_shared<const AttentionCells>(cells);
    }
};

QTEST_APPLESS_MAIN(TestAttentionPicture)
#include "tst_attention_picture.moc"
