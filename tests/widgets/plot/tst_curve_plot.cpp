#include <QTest>

#include <qcustomplot.h>

#include "widgets/plot/curve_plot.h"

using namespace vitrine::widgets;

/// Eight curves whose names do not fit beside each other in a narrow window.
class TestCurvePlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLegendShowsEveryNameWhole_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("oneRow");
        QTest::newRow("narrow") << 400 << false;
        QTest::newRow("medium") << 800 << false;
        QTest::newRow("wide") << 2000 << true;
    }
    void theLegendShowsEveryNameWhole() {
        QFETCH(int, width);
        QFETCH(bool, oneRow);
        CurvePlot plot(nullptr);
        const Curve curve{
            .name = QStringLiteral("3-gram counting"), .x = {0}, .y = {1}, .color = Qt::black};
        plot.setCurves(std::vector<Curve>(8, curve));
        plot.resize(width, 300);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        auto* legend = plot.findChild<QCustomPlot*>()->legend;
        QCOMPARE(legend->rowCount() == 1, oneRow);
        int items = 0;
        for (int cell = 0; cell < legend->elementCount(); ++cell) {
            if (const auto* item = legend->item(cell)) {
                ++items;
                QVERIFY(item->outerRect().width() >= item->minimumOuterSizeHint().width());
                QVERIFY(plot.rect().contains(item->outerRect()));
            }
        }
        QCOMPARE(items, 8);
    }

    void aLongNameOfTheAxisStaysBesideTheCurves_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<bool>("whole");
        QTest::newRow("low") << 90 << false;
        QTest::newRow("high") << 400 << true;
    }
    void aLongNameOfTheAxisStaysBesideTheCurves() {
        QFETCH(int, height);
        QFETCH(bool, whole);
        const auto name = QStringLiteral("perplexity of the text");
        CurvePlot plot(nullptr);
        plot.setAxes(QStringLiteral("order"), name);
        plot.resize(600, height);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        const auto shown = plot.findChild<QCustomPlot*>()->yAxis->label();
        QCOMPARE(shown == name, whole);
        QVERIFY(name.startsWith(shown.chopped(1))); // up to the ellipsis
    }
};

QTEST_MAIN(TestCurvePlot)
#include "tst_curve_plot.moc"
