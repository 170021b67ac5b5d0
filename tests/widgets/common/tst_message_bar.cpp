#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "widgets/common/message_bar.h"

using namespace vitrine::widgets;

class TestMessageBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hiddenUntilItHasSomethingToSay() {
        QWidget window;
        MessageBar bar(&window);
        window.show();
        QVERIFY(bar.isHidden());
        QCOMPARE(bar.message(), QString());
        bar.showMessage(MessageBar::Kind::Error, QStringLiteral("The file <b>is</b> cut off."));
        QVERIFY(bar.isVisible());
        QCOMPARE(bar.message(), QStringLiteral("The file <b>is</b> cut off."));
        QCOMPARE(bar.accessibleName(), bar.message());
    }

    void closesByButtonAndByEscape() {
        MessageBar bar(nullptr);
        QSignalSpy closed(&bar, &MessageBar::closed);
        bar.showMessage(MessageBar::Kind::Notice, QStringLiteral("No GPU is used."));
        QTest::mouseClick(bar.findChild<QToolButton*>(), Qt::LeftButton);
        QVERIFY(bar.isHidden());
        bar.showMessage(MessageBar::Kind::Notice, QStringLiteral("No GPU is used."));
        QTest::keyClick(&bar, Qt::Key_Escape);
        QVERIFY(bar.isHidden());
        QCOMPARE(closed.size(), 2);
    }
};

QTEST_MAIN(TestMessageBar)
#include "tst_message_bar.moc"
