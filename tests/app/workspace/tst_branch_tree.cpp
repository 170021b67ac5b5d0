#include <QTest>

#include "app/workspace/branch_tree.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

/// One token for each letter; its id is the letter.
std::vector<Token> letters(const std::string& text) {
    std::vector<Token> tokens;
    for (const char letter : text) {
        Token token;
        token.id = letter;
        token.bytes = std::string(1, letter);
        tokens.push_back(token);
    }
    return tokens;
}

int generate(BranchTree& tree, int parent, const std::string& text) {
    for (const char letter : text) {
        BranchNode node;
        node.id = letter;
        node.bytes = std::string(1, letter);
        node.origin = TokenOrigin::Generated;
        parent = tree.append(parent, node);
    }
    return parent;
}

} // namespace

class TestBranchTree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typingLeavesNoBranchBehind() {
        BranchTree tree;
        for (const auto* text : {"a", "ab", "abc", "ab", "abd", "xyz", ""}) {
            tree.setTyped(letters(text));
            QCOMPARE(tree.textTo(tree.current()), std::string(text));
            QCOMPARE(tree.nodes().size(), std::string(text).size() + 1);
        }
    }

    void continuationsSurviveTyping() {
        BranchTree tree;
        tree.setTyped(letters("ab"));
        const int leaf = generate(tree, tree.current(), "cd");
        tree.walkTo(leaf);
        tree.setTyped(letters("abcde"));
        QCOMPARE(tree.textTo(tree.current()), std::string("abcde"));
        tree.setTyped(letters("ax")); // the continuation of "ab" stays
        QCOMPARE(tree.textTo(tree.current()), std::string("ax"));
        std::vector<std::string> kept;
        for (const int end : tree.leaves()) {
            kept.push_back(tree.textTo(end));
        }
        QCOMPARE(kept, (std::vector<std::string>{"abcd", "ax"}));
    }

    void anEqualTokenIsTheSameBranch() {
        BranchTree tree;
        tree.setTyped(letters("a"));
        const int first = generate(tree, tree.current(), "b");
        QCOMPARE(generate(tree, tree.current(), "b"), first);
        QVERIFY(generate(tree, tree.current(), "c") != first);
        QCOMPARE(tree.children(tree.current()).size(), std::size_t(2));
    }

    void removingTakesWhatFollowsAndKeepsTheRest() {
        BranchTree tree;
        tree.setTyped(letters("a"));
        const int a = tree.current();
        const int b = generate(tree, a, "b");
        tree.walkTo(generate(tree, b, "cd"));
        generate(tree, a, "xy");
        tree.remove(b);
        QCOMPARE(tree.textTo(tree.current()), std::string("a"));
        QCOMPARE(tree.leaves().size(), std::size_t(1));
        QCOMPARE(tree.textTo(tree.leaves().front()), std::string("axy"));
        for (std::size_t i = 1; i < tree.nodes().size(); ++i) {
            QVERIFY(tree.nodes()[i].parent < static_cast<int>(i));
        }
    }

    void theCurrentPathSurvivesTheRemovalOfAnother() {
        BranchTree tree;
        tree.setTyped(letters("a"));
        const int other = generate(tree, tree.current(), "b");
        tree.walkTo(generate(tree, tree.current(), "xyz"));
        tree.remove(other);
        QCOMPARE(tree.textTo(tree.current()), std::string("axyz"));
    }

    void scoresGoToTheCurrentPath() {
        BranchTree tree;
        tree.setTyped(letters("ab"));
        std::vector<ScoredToken> scores(2);
        scores[0].token.id = 'a';
        scores[1].token.id = 'b';
        scores[1].scored = true;
        scores[1].logProbability = -1.5;
        tree.setScores(scores);
        QVERIFY(!tree.node(tree.path()[0]).scored);
        QCOMPARE(tree.node(tree.path()[1]).logProbability, -1.5);
        scores[0].token.id = 'z'; // of a text that has changed since
        scores[0].scored = true;
        tree.setScores(scores);
        QVERIFY(!tree.node(tree.path()[0]).scored);
    }

    void onlyProperTreesAreAccepted() {
        std::vector<BranchNode> nodes(3);
        nodes[1].parent = 0;
        nodes[2].parent = 1;
        QVERIFY(BranchTree::fromNodes(nodes, 2));
        QVERIFY(!BranchTree::fromNodes(nodes, 3));
        QVERIFY(!BranchTree::fromNodes(nodes, -1));
        nodes[1].parent = 2;
        QVERIFY(!BranchTree::fromNodes(nodes, 0));
        nodes[1].parent = -1;
        QVERIFY(!BranchTree::fromNodes(nodes, 0));
        QVERIFY(!BranchTree::fromNodes({}, 0));
    }

    void textsComeFromTheVocabularyAgain() {
        std::vector<BranchNode> nodes(2);
        nodes[1].parent = 0;
        nodes[1].id = 5;
        const auto tree = BranchTree::fromNodes(nodes, 1);
        const auto fill = [](BranchNode& node) { node.bytes = std::to_string(node.id); };
        QCOMPARE(BranchTree::withTexts(*tree, 6, fill).textTo(1), std::string("5"));
        QVERIFY(BranchTree::withTexts(*tree, 5, fill).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBranchTree)
#include "tst_branch_tree.moc"
