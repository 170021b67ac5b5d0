#include <QTest>

#include "widgets/attention/heat_map_layout.h"

using namespace vitrine::widgets;

class TestHeatMapLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsFillTheSize() {
        const HeatMapLayout layout({640, 480},
            {.labelWidth = 60,
                .labelHeight = 30,
                .titleHeight = 16,
                .legendWidth = 50,
                .footerHeight = 14,
                .gap = 4});
        QCOMPARE(layout.cells, QRectF(84, 54, 502, 408));
        QCOMPARE(layout.queryLabels, QRectF(20, 54, 60, 408));
        QCOMPARE(layout.keyLabels, QRectF(84, 20, 502, 30));
        QCOMPARE(layout.legend, QRectF(590, 54, 50, 408));
        QCOMPARE(layout.footer, QRectF(84, 466, 502, 14));
    }

    void hasNoCellsWhereThereIsNoRoom() {
        const HeatMapLayout layout({40, 40}, {.labelWidth = 60, .labelHeight = 60});
        QCOMPARE(layout.cells.size(), QSizeF(0, 0));
    }

    void thinsLabels_data() {
        QTest::addColumn<double>("cell");
        QTest::addColumn<int>("step");
        QTest::newRow("as high as a label") << 16.0 << 1;
        QTest::newRow("a little less") << 15.0 << 2;
        QTest::newRow("a third") << 5.0 << 5;
        QTest::newRow("a pixel") << 1.0 << 20;
        QTest::newRow("a hundredth of one") << 0.01 << 2000;
    }
    void thinsLabels() {
        QFETCH(double, cell);
        QTEST(labelStep(cell, 16), "step");
    }

    void labelsWhatIsSelected_data() {
        QTest::addColumn<QList<int>>("always");
        QTest::addColumn<QList<int>>("labels");
        QTest::newRow("none") << QList<int>{} << QList<int>{10, 12, 14, 16};
        QTest::newRow("in place of neighbours") << QList<int>{13} << QList<int>{13, 10, 16};
        QTest::newRow("one of the step") << QList<int>{12} << QList<int>{12, 10, 14, 16};
        QTest::newRow("out of sight") << QList<int>{-1, 8, 17} << QList<int>{10, 12, 14, 16};
    }
    void labelsWhatIsSelected() {
        QFETCH(QList<int>, always);
        const auto labels = labelledEntries(
            {9, 17}, /*cellSize=*/10, /*labelHeight=*/16, {always.begin(), always.end()});
        QTEST(QList<int>(labels.begin(), labels.end()), "labels");
    }
};

QTEST_APPLESS_MAIN(TestHeatMapLayout)
#include "tst_heat_map_layout.moc"
