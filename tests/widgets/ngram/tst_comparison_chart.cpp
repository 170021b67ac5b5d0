#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

#include "widgets/common/theme.h"
#include "widgets/ngram/comparison_chart.h"

using namespace vitrine::widgets;

class TestComparisonChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_chart = std::make_unique<ComparisonChart>(nullptr);
        m_chart->resize(500, 300);
        const auto series = seriesOf({{QStringLiteral("counting"), ModelFamily::Ngram},
                                         {QStringLiteral("GPT"), ModelFamily::Transformer}},
            /*dark=*/false);
        m_chart->setComparison(series,
            {{QStringLiteral("天"), {0.4, 0.3}}, {QStringLiteral("地"), {0.1, std::nan("")}}});
        m_chart->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
    }

    void aClickSelectsTheBarUnderIt() {
        QSignalSpy spy(m_chart.get(), &ComparisonChart::barSelected);
        const auto image = m_chart->grab().toImage();
        const QColor blue(0x00, 0x72, 0xB2);
        QPoint onBar;
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, image.height() * 3 / 4) == blue) {
                onBar = {x + 2, image.height() * 3 / 4};
                break;
            }
        }
        QVERIFY2(!onBar.isNull(), "the second model's bar is not painted");
        QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, onBar);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(m_chart->selected(), std::optional(BarPlace{0, 1}));
    }

    void arrowKeysMoveTheSelection() {
        QSignalSpy spy(m_chart.get(), &ComparisonChart::barSelected);
        QTest::keyClick(m_chart.get(), Qt::Key_Right); // the first one selects
        QCOMPARE(m_chart->selected(), std::optional(BarPlace{0, 0}));
        QTest::keyClick(m_chart.get(), Qt::Key_Down);
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QCOMPARE(m_chart->selected(), std::optional(BarPlace{1, 1}));
        QTest::keyClick(m_chart.get(), Qt::Key_Right); // stays inside
        QCOMPARE(m_chart->selected(), std::optional(BarPlace{1, 1}));
        QCOMPARE(spy.count(), 4);
    }

    void theScaleChangesThePicture() {
        const auto linear = m_chart->grab().toImage();
        m_chart->setLogarithmic(true);
        QVERIFY(m_chart->grab().toImage() != linear);
    }

    void whatIsGoneIsNotSelected() {
        m_chart->setSelected(BarPlace{1, 1});
        m_chart->setComparison({}, {});
        QVERIFY(!m_chart->selected());
        m_chart->setPlaceholder(QStringLiteral("Nothing yet"));
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QVERIFY(!m_chart->selected());
    }

private:
    std::unique_ptr<ComparisonChart> m_chart;
};

QTEST_MAIN(TestComparisonChart)
#include "tst_comparison_chart.moc"
