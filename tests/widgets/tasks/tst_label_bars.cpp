#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include "widgets/common/theme.h"
#include "widgets/tasks/label_bars.h"

using namespace vitrine::widgets;

class TestLabelBars : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        Theme().applyTo(*qApp);
        m_bars = std::make_unique<LabelBars>(nullptr);
        m_bars->resize(400, 200);
        m_bars->setRows({{QStringLiteral("good"), 0.75}, {QStringLiteral("bad"), 0.25}});
        m_bars->show();
    }

    void cleanup() { m_bars.reset(); }

    void clickAndKeysChoose() {
        QSignalSpy chosen(m_bars.get(), &LabelBars::rowChosen);
        const int rowHeight = m_bars->figureSize().height() / 2;
        QTest::mouseClick(m_bars->viewport(), Qt::LeftButton, {}, {200, rowHeight * 3 / 2});
        QCOMPARE(m_bars->chosen(), 1);
        QTest::keyClick(m_bars.get(), Qt::Key_Up);
        QCOMPARE(m_bars->chosen(), 0);
        QTest::keyClick(m_bars.get(), Qt::Key_Up); // stays at the first
        QCOMPARE(m_bars->chosen(), 0);
        QCOMPARE(chosen.size(), 3);
        QTest::mouseClick(m_bars->viewport(), Qt::LeftButton, {}, {200, rowHeight * 2 + 9});
        QCOMPARE(chosen.size(), 3); // below the rows
    }

    void barsAreAsLongAsTheirProbability() {
        QImage image(m_bars->figureSize(), QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        m_bars->paintFigure(painter, image.size());
        painter.end();
        const int rowHeight = image.height() / 2;
        const auto filled = [&](int row) { // pixels of the bar's colour, which is the bluest
            int count = 0;
            for (int x = 0; x < image.width(); ++x) {
                const auto color = image.pixelColor(x, row * rowHeight + rowHeight / 2);
                count += color.blue() > color.red() + 40 ? 1 : 0;
            }
            return count;
        };
        QVERIFY(std::abs(filled(0) - 3 * filled(1)) < 24); // letters of the names count a little
    }

    void screenReadersAreToldTheChosenRow() {
        m_bars->setChosen(1);
        QVERIFY(m_bars->accessibleDescription().contains(QStringLiteral("bad")));
        m_bars->setRows({});
        QVERIFY(!m_bars->accessibleDescription().isEmpty());
    }

private:
    std::unique_ptr<LabelBars> m_bars;
};

QTEST_MAIN(TestLabelBars)
#include "tst_label_bars.moc"
