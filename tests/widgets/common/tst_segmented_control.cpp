#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "widgets/common/segmented_control.h"

using namespace vitrine::widgets;

class TestSegmentedControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_control = std::make_unique<SegmentedControl>(nullptr);
        m_control->setSegments(segments({"Greedy", "Sample", "Beam"}));
        m_control->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_control.get()));
    }

    void clickChooses() {
        QSignalSpy changed(m_control.get(), &SegmentedControl::currentChanged);
        QTest::mouseClick(button(2), Qt::LeftButton);
        QCOMPARE(m_control->current(), 2);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().front().toInt(), 2);
        QTest::mouseClick(button(2), Qt::LeftButton);
        QCOMPARE(changed.size(), 1);
    }

    void arrowsMoveTheChoice() {
        QSignalSpy changed(m_control.get(), &SegmentedControl::currentChanged);
        m_control->activateWindow();
        button(0)->setFocus();
        QTest::keyClick(button(0), Qt::Key_Right);
        QCOMPARE(m_control->current(), 1);
        QCOMPARE(changed.size(), 1);
    }

    void settingDoesNotReport() {
        QSignalSpy changed(m_control.get(), &SegmentedControl::currentChanged);
        m_control->setCurrent(1);
        QVERIFY(button(1)->isChecked());
        QVERIFY(!button(0)->isChecked());
        QCOMPARE(changed.size(), 0);
    }

    void newTextsKeepTheChoice() {
        m_control->setCurrent(2);
        m_control->setSegments(segments({"贪心", "采样", "束"}));
        QCOMPARE(m_control->current(), 2);
        QCOMPARE(button(2)->text(), QStringLiteral("束"));
        QCOMPARE(button(2)->accessibleName(), QStringLiteral("束"));
    }

    void fewerSegmentsKeepAChoice() {
        m_control->setCurrent(2);
        m_control->setSegments(segments({"a", "b"}));
        QCOMPARE(m_control->findChildren<QToolButton*>().size(), 2);
        QCOMPARE(m_control->current(), 1);
        QVERIFY(button(1)->isChecked());
    }

private:
    static QList<SegmentedControl::Segment> segments(std::initializer_list<const char*> names) {
        QList<SegmentedControl::Segment> result;
        for (const char* name : names)
            result.append({QString::fromUtf8(name), QStringLiteral("Chooses this.")});
        return result;
    }
    QToolButton* button(int index) const {
        return m_control->findChildren<QToolButton*>().at(index);
    }

    std::unique_ptr<SegmentedControl> m_control;
};

QTEST_MAIN(TestSegmentedControl)
#include "tst_segmented_control.moc"
