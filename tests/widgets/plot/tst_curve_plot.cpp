#include <QTest>

#include <QApplication>
#include <QWheelEvent>

#include <cmath>

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

    void longerCurvesStayWhereTheUserHasZoomed() {
        CurvePlot plot(nullptr);
        plot.resize(600, 400);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.setCurves({curve({0, 1}, {5, 4})});
        auto* inner = plot.findChild<QCustomPlot*>();
        plot.updateCurves({curve({0, 1, 2}, {5, 4, 3})});
        QVERIFY(inner->xAxis->range().contains(2)); // nobody has zoomed: all is shown
        const auto middle = inner->rect().center();
        QWheelEvent wheel(middle, inner->mapToGlobal(middle), {}, QPoint(0, 120), Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(inner, &wheel);
        const auto zoomed = inner->xAxis->range();
        plot.updateCurves({curve({0, 1, 2, 100}, {5, 4, 3, 2})});
        QCOMPARE(inner->xAxis->range(), zoomed);
        plot.setCurves({curve({0, 1, 2, 100}, {5, 4, 3, 2})});
        QVERIFY(inner->xAxis->range().contains(100));
    }

    void powersOfTenLieEvenlyOnTheLogarithmicScale() {
        CurvePlot plot(nullptr);
        plot.resize(600, 400);
        plot.setCurves({curve({0, 1, 2}, {0.01, 1, 100})});
        plot.setLogarithmic(true);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        const auto* axis = plot.findChild<QCustomPlot*>()->yAxis;
        const auto at = [&](double value) { return axis->coordToPixel(value); };
        QVERIFY(std::abs((at(0.01) - at(1)) - (at(1) - at(100))) < 1e-6);
    }

private:
    static Curve curve(std::vector<double> x, std::vector<double> y) {
        return {.name = QStringLiteral("loss"),
            .x = std::move(x),
            .y = std::move(y),
            .color = Qt::black};
    }
};

QTEST_MAIN(TestCurvePlot)
#include "tst_curve_plot.moc"
