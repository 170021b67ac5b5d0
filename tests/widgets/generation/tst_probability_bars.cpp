#include <memory>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/theme.h"
#include "widgets/generation/probability_bars.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestProbabilityBars : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_bars = std::make_unique<ProbabilityBars>(nullptr);
        m_bars->resize(480, 400);
        m_bars->setDistribution(gallery::distribution(), GenerationOptions{});
        m_bars->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bars.get()));
    }

    void clickChooses() {
        QSignalSpy chosen(m_bars.get(), &ProbabilityBars::candidateChosen);
        QTest::mouseClick(m_bars->viewport(), Qt::LeftButton, {}, QPoint(100, 4));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().value<TokenId>(), 1000);
        QTest::mouseClick(m_bars->viewport(), Qt::LeftButton, {}, QPoint(100, 398)); // the footer
        QCOMPARE(chosen.size(), 1);
    }

    void keysChoose() {
        QSignalSpy chosen(m_bars.get(), &ProbabilityBars::candidateChosen);
        m_bars->setFocus();
        QTest::keyClick(m_bars.get(), Qt::Key_Home);
        QTest::keyClick(m_bars.get(), Qt::Key_Down);
        QTest::keyClick(m_bars.get(), Qt::Key_Down);
        QTest::keyClick(m_bars.get(), Qt::Key_Return);
        QTest::keyClick(m_bars.get(), Qt::Key_End);
        QTest::keyClick(m_bars.get(), Qt::Key_Down);
        QTest::keyClick(m_bars.get(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen[0].front().value<TokenId>(), 1002);
        QCOMPARE(chosen[1].front().value<TokenId>(), 1011);
        QTest::keyClick(m_bars.get(), Qt::Key_Return, Qt::ControlModifier); // Generate's
        QCOMPARE(chosen.size(), 2);
    }

    void hoverReports() {
        QSignalSpy hovered(m_bars.get(), &ProbabilityBars::candidateHovered);
        QTest::mouseMove(m_bars->viewport(), QPoint(100, 10));
        QTRY_COMPARE(hovered.size(), 1);
        QCOMPARE(
            hovered.front().front().value<std::optional<TokenId>>(), std::optional<TokenId>(1000));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_bars->viewport(), &leave);
        QCOMPARE(hovered.back().front().value<std::optional<TokenId>>(), std::optional<TokenId>());
    }

    void everyScaleDrawsBars_data() {
        QTest::addColumn<BarScale>("scale");
        QTest::newRow("linear") << BarScale::Linear;
        QTest::newRow("logarithmic") << BarScale::Logarithmic;
        QTest::newRow("cumulative") << BarScale::Cumulative;
    }
    void everyScaleDrawsBars() {
        QFETCH(BarScale, scale);
        m_bars->setScale(scale);
        const QImage image = FigureExport(*m_bars, Qt::white).image();
        const QRgb accent = Theme().color(ColorRole::Accent).rgb();
        int solid = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                solid += image.pixel(x, y) == accent ? 1 : 0;
        }
        QVERIFY(solid > 500);
    }

    void takesTheHeightItHas() {
        const int small = m_bars->figureSize().height();
        m_bars->resize(480, 900);
        QVERIFY(m_bars->figureSize().height() > small);
    }

    void scrollsWhereItIsLow() {
        m_bars->resize(480, 120);
        QVERIFY(m_bars->figureSize().height() > 200);
        m_bars->setFocus();
        QTest::keyClick(m_bars.get(), Qt::Key_End);
        QSignalSpy chosen(m_bars.get(), &ProbabilityBars::candidateChosen);
        QTest::mouseClick(m_bars->viewport(), Qt::LeftButton, {}, QPoint(100, 110)); // the last row
        QCOMPARE(chosen.front().front().value<TokenId>(), 1011);
    }

    void clearsQuietly() {
        m_bars->clear();
        QSignalSpy chosen(m_bars.get(), &ProbabilityBars::candidateChosen);
        QTest::mouseClick(m_bars->viewport(), Qt::LeftButton, {}, QPoint(100, 10));
        m_bars->setFocus();
        QTest::keyClick(m_bars.get(), Qt::Key_Down);
        QTest::keyClick(m_bars.get(), Qt::Key_Return);
        m_bars->grab();
        QCOMPARE(chosen.size(), 0);
    }

private:
    std::unique_ptr<ProbabilityBars> m_bars;
};

QTEST_MAIN(TestProbabilityBars)
#include "tst_probability_bars.moc"
