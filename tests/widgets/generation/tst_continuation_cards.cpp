#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "widgets/common/theme.h"
#include "widgets/generation/continuation_card.h"
#include "widgets/generation/continuation_cards.h"

using namespace vitrine::widgets;

class TestContinuationCards : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_cards = std::make_unique<ContinuationCards>(nullptr);
        m_cards->setContinuations({{11, QStringLiteral("one"), -1.8, 3, false},
            {12, QStringLiteral("two"), -2.0, 3, false},
            {13, QStringLiteral("three"), -2.3, 2, true}});
        m_cards->resize(900, 300);
        m_cards->show();
        QVERIFY(QTest::qWaitForWindowActive(m_cards.get()));
    }

    void sitSideBySide() {
        QCOMPARE(card(0)->y(), card(2)->y());
        QVERIFY(card(0)->geometry().right() < card(1)->x());
    }

    void wrapWhereItIsNarrow() {
        m_cards->resize(300, 300);
        QTRY_VERIFY(card(0)->y() < card(1)->y());
        QCOMPARE(card(0)->x(), card(1)->x());
    }

    void clickAndReturnAdopt() {
        QSignalSpy adopted(m_cards.get(), &ContinuationCards::adopted);
        QTest::mouseClick(card(1), Qt::LeftButton);
        card(2)->setFocus();
        QTest::keyClick(card(2), Qt::Key_Return);
        QTest::keyClick(card(2), Qt::Key_Space);
        QCOMPARE(adopted.size(), 3);
        QCOMPARE(adopted[0].front().toInt(), 1);
        QCOMPARE(adopted[1].front().toInt(), 2);
    }

    void growWithTheirText() {
        const int before = card(0)->heightForWidth(250);
        m_cards->setContinuation(0, {11, QStringLiteral("word ").repeated(60), -1.8, 60, true});
        QVERIFY(card(0)->heightForWidth(250) > 3 * before);
        QVERIFY(card(0)->accessibleName().contains(QStringLiteral("seed 11")));
        QTRY_VERIFY(card(0)->height() >= card(0)->heightForWidth(card(0)->width()));
    }

    void fewerAreTakenAway() {
        m_cards->setContinuations({{1, QStringLiteral("one"), 0, 0, true}});
        QCOMPARE(m_cards->count(), 1);
        QCOMPARE(m_cards->findChildren<ContinuationCard*>().size(), 1);
    }

private:
    ContinuationCard* card(int index) const {
        return m_cards->findChildren<ContinuationCard*>().at(index);
    }

    std::unique_ptr<ContinuationCards> m_cards;
};

QTEST_MAIN(TestContinuationCards)
#include "tst_continuation_cards.moc"
