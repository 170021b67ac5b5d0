#include <memory>

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/merge_steps_canvas.h"
#include "widgets/tokens/merge_steps_view.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestMergeStepsView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_view = std::make_unique<MergeStepsView>(nullptr);
        m_view->setSteps(gallery::byteLevelSteps());
        m_view->resize(640, 480);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->setFocus();
    }

    void keysStep() {
        QSignalSpy stepped(m_view.get(), &MergeStepsView::positionChanged);
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->position(), 2);
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QCOMPARE(m_view->position(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(m_view->position(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QCOMPARE(m_view->position(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->position(), m_view->stepCount() - 1);
        QCOMPARE(stepped.size(), 5);
    }

    void buttonsAndSliderStep() {
        const auto buttons = m_view->findChildren<QToolButton*>();
        QVERIFY(!buttons[0]->isEnabled());
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(m_view->position(), 1);
        m_view->findChild<QSlider*>()->setValue(6);
        QCOMPARE(m_view->position(), 6);
    }

    void settingDoesNotReport() {
        QSignalSpy stepped(m_view.get(), &MergeStepsView::positionChanged);
        m_view->setPosition(5);
        m_view->setPosition(500);
        QCOMPARE(m_view->position(), m_view->stepCount() - 1);
        QCOMPARE(stepped.size(), 0);
    }

    void everyStepIsExplained() {
        QStringList sentences;
        for (int i = 0; i < m_view->stepCount(); ++i) {
            m_view->setPosition(i);
            sentences += canvas()->sentence();
            QVERIFY(!sentences.back().isEmpty());
        }
        QCOMPARE(sentences.removeDuplicates(), 0);
        QVERIFY(sentences[4].contains(QStringLiteral("es")));
        QVERIFY(sentences[4].contains(QStringLiteral("13"))); // rank 12, counted from 1
    }

    void wordPieceIsExplained() {
        m_view->setSteps(gallery::wordPieceSteps());
        m_view->setPosition(4);
        QVERIFY(canvas()->sentence().startsWith(QStringLiteral("unaffable")));
        m_view->setPosition(11);
        QVERIFY(canvas()->sentence().startsWith(QStringLiteral("un ")));
    }

    void unigramIsExplained() {
        m_view->setSteps(gallery::unigramSteps());
        m_view->setPosition(7); // the fourth of five places
        const auto sentence = canvas()->sentence();
        QVERIFY(sentence.startsWith(QStringLiteral("3 pieces can end after")));
        QVERIFY(sentence.contains(QStringLiteral("▁cat")));
        QVERIFY(sentence.endsWith(QStringLiteral("−6.40.")));
        const int before = canvas()->figureSize().height();
        m_view->setPosition(8);
        QVERIFY(canvas()->figureSize().height() > before);
        QCOMPARE(m_view->stepCount(), 3 + 6 + 1);
    }

    void picturesGrowWithTheSteps() {
        m_view->setPosition(3);
        const int before = canvas()->figureSize().height();
        m_view->setPosition(7); // four merges later
        QVERIFY(canvas()->figureSize().height() > before);
        QCOMPARE(
            FigureExport(*m_view->figure(), Qt::white).image().size(), canvas()->figureSize() * 2);
    }

    void clickOnAPreTokenGoesThere() {
        m_view->setPosition(2);
        Q_EMIT canvas()->wordClicked(1);
        QCOMPARE(m_view->position(), 8);
        // And with the mouse: the first pre-token is left in the third row.
        m_view->setPosition(2);
        const QPoint inRow(110, canvas()->figureSize().height() - 12);
        QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, inRow);
        QCOMPARE(m_view->position(), 3);
    }

private:
    MergeStepsCanvas* canvas() const { return m_view->findChild<MergeStepsCanvas*>(); }

    std::unique_ptr<MergeStepsView> m_view;
};

QTEST_MAIN(TestMergeStepsView)
#include "tst_merge_steps_view.moc"
