#include <QSignalSpy>
#include <QTest>

#include "widgets/common/segmented_control.h"
#include "widgets/layers/residual_norms_plot.h"
#include "widgets/plot/curve_plot.h"

using namespace vitrine;
using namespace vitrine::widgets;

/// Two layers and three tokens.
class TestResidualNormsPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_plot = std::make_unique<ResidualNormsPlot>(nullptr);
        m_plot->setNorms({.layers = 2,
            .positions = 3,
            .stream = std::vector<float>(9, 1),
            .attention = std::vector<float>(6, 1),
            .feedForward = std::vector<float>(6, 1)});
    }

    void choosesLayersFromZero_data() {
        QTest::addColumn<double>("place");
        QTest::addColumn<int>("layer"); // −1: none
        QTest::newRow("first") << 0.0 << 0;
        QTest::newRow("rounded") << 0.6 << 1;
        QTest::newRow("the output is no layer") << 2.0 << -1;
        QTest::newRow("before the first") << -0.7 << -1;
    }
    void choosesLayersFromZero() {
        QFETCH(double, place);
        QFETCH(int, layer);
        QSignalSpy chosen(m_plot.get(), &ResidualNormsPlot::layerChosen);
        Q_EMIT curves().placeChosen(place);
        QCOMPARE(chosen.size(), layer < 0 ? 0 : 1);
        if (layer >= 0)
            QCOMPARE(chosen.front().front().toInt(), layer);
    }

    void choosesTokensOfTheText() {
        QSignalSpy chosen(m_plot.get(), &ResidualNormsPlot::tokenChosen);
        auto& view = *m_plot->findChild<SegmentedControl*>();
        view.setCurrent(1);
        Q_EMIT view.currentChanged(1);
        Q_EMIT curves().placeChosen(3); // the third token
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toInt(), 2);
    }

    void isEmptyWithoutAText() {
        m_plot->clear();
        QSignalSpy chosen(m_plot.get(), &ResidualNormsPlot::layerChosen);
        Q_EMIT curves().placeChosen(0);
        QCOMPARE(chosen.size(), 0);
    }

private:
    CurvePlot& curves() const { return *m_plot->findChild<CurvePlot*>(); }

    std::unique_ptr<ResidualNormsPlot> m_plot;
};

QTEST_MAIN(TestResidualNormsPlot)
#include "tst_residual_norms_plot.moc"
