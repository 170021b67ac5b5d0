#include <QSignalSpy>
#include <QTest>

#include "widgets/chat/message_input.h"

using namespace vitrine::widgets;

class TestMessageInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void returnSends() {
        MessageInput input(nullptr);
        QSignalSpy sent(&input, &MessageInput::submitted);
        QTest::keyClicks(&input, QStringLiteral("  hello "));
        QTest::keyClick(&input, Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.front().front().toString(), QStringLiteral("hello"));
        QTest::keyClick(&input, Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(sent.size(), 2);
    }

    void shiftReturnBeginsALine() {
        MessageInput input(nullptr);
        QSignalSpy sent(&input, &MessageInput::submitted);
        QTest::keyClicks(&input, QStringLiteral("a"));
        QTest::keyClick(&input, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(&input, QStringLiteral("b"));
        QVERIFY(sent.isEmpty());
        QCOMPARE(input.toPlainText(), QStringLiteral("a\nb"));
    }

    void blanksAreNotSent() {
        MessageInput input(nullptr);
        QSignalSpy sent(&input, &MessageInput::submitted);
        QTest::keyClicks(&input, QStringLiteral("  "));
        QTest::keyClick(&input, Qt::Key_Return);
        QVERIFY(sent.isEmpty());
    }

    void escapeGivesUp() {
        MessageInput input(nullptr);
        QSignalSpy cancelled(&input, &MessageInput::cancelled);
        QTest::keyClick(&input, Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
    }

    void growsWithItsText() {
        MessageInput input(nullptr);
        input.resize(300, input.height());
        input.show();
        const int one = input.height();
        input.setPlainText(QStringLiteral("a\nb\nc"));
        const int three = input.height();
        QVERIFY(three > one);
        input.setPlainText(QStringLiteral("a\n").repeated(40));
        QVERIFY(input.height() > three);
        QVERIFY(input.height() < 8 * one); // it does not push the conversation out
    }
};

QTEST_MAIN(TestMessageInput)
#include "tst_message_input.moc"
