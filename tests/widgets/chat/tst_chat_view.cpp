#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "widgets/chat/chat_bubble.h"
#include "widgets/chat/chat_view.h"
#include "widgets/chat/message_input.h"
#include "widgets/common/icon_button.h"
#include "widgets/tokens/token_strip.h"

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

ChatMessage message(int turn, ChatMessage::Side side, const QString& text) {
    ChatMessage result;
    result.turn = turn;
    result.side = side;
    result.name = QStringLiteral("name");
    result.text = text;
    return result;
}

ChatMessage answer(int turn, const std::vector<std::string>& pieces) {
    auto result = message(turn, ChatMessage::Side::Assistant, {});
    std::size_t offset = 0;
    for (const auto& piece : pieces) {
        ScoredToken token;
        token.token = {1, piece, piece, offset, offset + piece.size(), false};
        token.scored = true;
        token.logProbability = -2;
        offset += piece.size();
        result.tokens.push_back(token);
        result.text += QString::fromStdString(piece);
    }
    return result;
}

} // namespace

class TestChatView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_view = std::make_unique<ChatView>(nullptr);
        m_view->resize(600, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void buttonsAskForTheirTurn() {
        auto said = answer(7, {"the", " cat"});
        said.variant = 1;
        said.variants = 3;
        said.canRegenerate = true;
        said.canGoOn = true;
        m_view->setMessages({message(3, ChatMessage::Side::User, QStringLiteral("a")), said});
        QSignalSpy variants(m_view.get(), &ChatView::variantAsked);
        press(1, "previousVariant");
        press(1, "nextVariant");
        QCOMPARE(variants.size(), 2);
        QCOMPARE(variants[0], (QVariantList{7, -1}));
        QCOMPARE(variants[1], (QVariantList{7, 1}));
        QSignalSpy again(m_view.get(), &ChatView::regenerateAsked);
        press(1, "regenerate");
        QCOMPARE(again.front().front().toInt(), 7);
        QSignalSpy onward(m_view.get(), &ChatView::goOnAsked);
        press(1, "goOn");
        QCOMPARE(onward.front().front().toInt(), 7);
        QSignalSpy removed(m_view.get(), &ChatView::removeAsked);
        press(0, "remove");
        QCOMPARE(removed.front().front().toInt(), 3);
        press(1, "copy");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("the cat"));
    }

    void onlyWhatCanBeDoneIsOffered() {
        m_view->setMessages({message(3, ChatMessage::Side::User, QStringLiteral("a"))});
        for (const auto* name : {"previousVariant", "nextVariant", "regenerate", "goOn"}) {
            QVERIFY2(!button(0, name)->isVisible(), name);
        }
        auto growing = answer(4, {"the"});
        growing.growing = true;
        m_view->setMessages({growing});
        QVERIFY(!button(0, "edit")->isVisible());
        QVERIFY(!button(0, "remove")->isVisible());
    }

    void aTurnIsEditedInPlace() {
        m_view->setMessages({message(3, ChatMessage::Side::User, QStringLiteral("a"))});
        QSignalSpy edited(m_view.get(), &ChatView::edited);
        press(0, "edit");
        auto* field = m_view->bubble(0)->findChild<MessageInput*>();
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("b"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QVERIFY(edited.isEmpty());
        press(0, "edit");
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("new"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited.front(), (QVariantList{3, QStringLiteral("new")}));
        QVERIFY(!field->isVisible());
    }

    void tokensAreTold() {
        m_view->setMessages({answer(7, {"the", " cat"})});
        auto* strip = m_view->bubble(0)->findChild<TokenStrip*>();
        QSignalSpy hovered(m_view.get(), &ChatView::tokenHovered);
        Q_EMIT strip->tokenHovered(0);
        QCOMPARE(hovered.back(), (QVariantList{7, 0}));
        QSignalSpy selected(m_view.get(), &ChatView::tokenSelected);
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {}, strip->tokenRect(1).center());
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.front(), (QVariantList{7, 1}));
    }

    void answersStandSideBySide() {
        auto other = answer(8, {"a", " dog"});
        other.beside = true;
        m_view->setMessages(
            {message(3, ChatMessage::Side::User, QStringLiteral("a")), answer(7, {"the"}), other});
        QCoreApplication::processEvents();
        const auto* left = m_view->bubble(1);
        const auto* right = m_view->bubble(2);
        QTRY_COMPARE(left->y(), right->y());
        QVERIFY(right->x() >= left->x() + left->width());
        QSignalSpy adopted(m_view.get(), &ChatView::adopted);
        auto buttons = right->findChildren<QPushButton*>();
        buttons.removeIf([](const QPushButton* button) { return !button->isVisible(); });
        QCOMPARE(buttons.size(), 1);
        QTest::mouseClick(buttons.front(), Qt::LeftButton);
        QCOMPARE(adopted.front().front().toInt(), 8);
    }

    void theNewestStaysInSight() {
        std::vector<ChatMessage> messages;
        for (int i = 0; i < 30; ++i) {
            messages.push_back(message(i, ChatMessage::Side::User, QStringLiteral("line")));
        }
        m_view->setMessages(messages);
        const auto atEnd = [this] {
            const auto* last = m_view->bubble(m_view->count() - 1);
            return last->mapTo(m_view->viewport(), QPoint(0, last->height())).y()
                <= m_view->viewport()->height() + 1;
        };
        QTRY_VERIFY(atEnd());
        messages.back().text = QStringLiteral("line\n").repeated(20);
        m_view->setMessage(messages.back());
        QTRY_VERIFY(atEnd());
    }

    void everyButtonIsExplained() {
        auto said = answer(7, {"the"});
        m_view->setMessages({said});
        for (auto* shown : m_view->bubble(0)->findChildren<QAbstractButton*>()) {
            QVERIFY2(!shown->toolTip().isEmpty(), qPrintable(shown->objectName()));
        }
    }

private:
    IconButton* button(int bubble, const char* name) {
        return m_view->bubble(bubble)->findChild<IconButton*>(QString::fromLatin1(name));
    }
    void press(int bubble, const char* name) {
        QTest::mouseClick(button(bubble, name), Qt::LeftButton);
    }

    std::unique_ptr<ChatView> m_view;
};

QTEST_MAIN(TestChatView)
#include "tst_chat_view.moc"
