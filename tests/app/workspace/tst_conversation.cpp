#include <QTest>

#include "app/workspace/conversation.h"

using namespace vitrine;
using namespace vitrine::app;
using text::ChatRole;

namespace {

int say(Conversation& conversation, int parent, ChatRole role, const std::string& words) {
    return conversation.append({.parent = parent, .role = role, .content = words}, /*follow=*/true);
}

/// What is shown, as "user: a | assistant: b".
std::string shown(const Conversation& conversation) {
    std::string all;
    for (const auto& turn : chatTurns(conversation, conversation.path())) {
        all += (all.empty() ? "" : "|") + turn.content;
    }
    return all;
}

GeneratedToken token(TokenId id, const std::string& bytes) {
    GeneratedToken generated;
    generated.id = id;
    generated.bytes = bytes;
    generated.logProbability = -1;
    return generated;
}

} // namespace

class TestConversation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsWithASystemThatSaysNothing() {
        const Conversation conversation;
        QVERIFY(conversation.isEmpty());
        QCOMPARE(conversation.path().size(), std::size_t(1));
        QVERIFY(chatTurns(conversation, conversation.path()).empty());
    }

    void branchesAreKeptAndWalked() {
        Conversation conversation;
        const int question = say(conversation, 0, ChatRole::User, "a");
        const int first = say(conversation, question, ChatRole::Assistant, "1");
        say(conversation, first, ChatRole::User, "b");
        const int second = say(conversation, question, ChatRole::Assistant, "2");
        QCOMPARE(shown(conversation), std::string("a|2"));
        QVERIFY(conversation.variants(second) == (std::vector<int>{first, second}));
        conversation.walkTo(first);
        QCOMPARE(shown(conversation), std::string("a|1|b")); // with what followed it
        const int other = say(conversation, 0, ChatRole::User, "c");
        QCOMPARE(shown(conversation), std::string("c"));
        QVERIFY(conversation.variants(other) == (std::vector<int>{question, other}));
        conversation.walkTo(question);
        QCOMPARE(shown(conversation), std::string("a|1|b")); // the variant looked at last
    }

    void anAnswerBesideAnotherIsNotShown() {
        Conversation conversation;
        const int question = say(conversation, 0, ChatRole::User, "a");
        const int answer = say(conversation, question, ChatRole::Assistant, "1");
        const int other = conversation.append(
            {.parent = question, .role = ChatRole::Assistant, .content = "2"}, /*follow=*/false);
        conversation.setBeside(answer, other);
        QCOMPARE(shown(conversation), std::string("a|1"));
        QCOMPARE(conversation.variants(answer).size(), std::size_t(2));
    }

    void removingKeepsTheRest() {
        Conversation conversation;
        const int question = say(conversation, 0, ChatRole::User, "a");
        const int first = say(conversation, question, ChatRole::Assistant, "1");
        say(conversation, first, ChatRole::User, "b");
        const int second = say(conversation, question, ChatRole::Assistant, "2");
        say(conversation, second, ChatRole::User, "c");
        conversation.setBeside(second, first);
        conversation.remove(first);
        QCOMPARE(shown(conversation), std::string("a|2|c"));
        QCOMPARE(conversation.turns().size(), std::size_t(4));
        QCOMPARE(conversation.turn(conversation.path()[2]).beside, -1); // it is gone
        conversation.remove(conversation.path()[2]);
        QCOMPARE(shown(conversation), std::string("a"));
        conversation.remove(0);
        QVERIFY(conversation.isEmpty());
    }

    void removingAVariantShowsItsNeighbour() {
        Conversation conversation;
        const int question = say(conversation, 0, ChatRole::User, "a");
        say(conversation, question, ChatRole::Assistant, "1");
        const int second = say(conversation, question, ChatRole::Assistant, "2");
        conversation.remove(second);
        QCOMPARE(shown(conversation), std::string("a|1"));
    }

    void tokensKnowTheirPlaces() {
        Conversation conversation;
        const int question = say(conversation, 0, ChatRole::User, "a");
        const int answer = say(conversation, question, ChatRole::Assistant, "");
        conversation.addToken(answer, token(5, "the"), "the");
        conversation.addToken(answer, token(6, " cat"), "Ġcat");
        conversation.addToken(answer, token(0, ""), "<|endoftext|>");
        const auto& turn = conversation.turn(answer);
        QCOMPARE(turn.content, std::string("the cat"));
        QCOMPARE(turn.tokens[1].token.start, std::size_t(3));
        QCOMPARE(turn.tokens[1].token.end, std::size_t(7));
        QVERIFY(turn.tokens[2].token.special);
        QCOMPARE(turn.candidates.size(), std::size_t(3));
        conversation.dropLastToken(answer);
        QCOMPARE(conversation.turn(answer).tokens.size(), std::size_t(2));
        conversation.cut(answer, 3);
        QCOMPARE(conversation.turn(answer).content, std::string("the"));
        QCOMPARE(conversation.turn(answer).tokens.size(), std::size_t(1));
    }

    void damagedTreesAreRefused_data() {
        QTest::addColumn<int>("parent");
        QTest::addColumn<int>("current");
        QTest::addColumn<bool>("system");
        QTest::newRow("a parent after its child") << 1 << 0 << false;
        QTest::newRow("a parent that is not there") << -2 << 0 << false;
        QTest::newRow("a user without a system") << -1 << 0 << false;
        QTest::newRow("a system in the middle") << 0 << 0 << true;
        QTest::newRow("current is none of them") << 0 << 2 << false;
    }

    void damagedTreesAreRefused() {
        QFETCH(int, parent);
        QFETCH(int, current);
        QFETCH(bool, system);
        std::vector<ConversationTurn> turns(2);
        turns[0].role = ChatRole::System;
        turns[1].parent = 0;
        QVERIFY(Conversation::fromTurns(turns, 1));
        turns[1].parent = parent;
        turns[1].role = system ? ChatRole::System : ChatRole::User;
        QVERIFY(!Conversation::fromTurns(turns, current));
        QVERIFY(!Conversation::fromTurns({}, 0));
    }
};

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
