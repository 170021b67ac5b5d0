#include <QTest>

#include <cmath>

#include "app/pages/branch_outline.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

int grow(BranchTree& tree, int parent, const std::string& letters, TokenOrigin origin) {
    for (const char letter : letters) {
        BranchNode node;
        node.id = letter;
        node.bytes = std::string(1, letter);
        node.origin = origin;
        node.scored = true;
        node.logProbability = std::log(0.5);
        parent = tree.append(parent, node);
    }
    return parent;
}

} // namespace

class TestBranchOutline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typedTokensMakeOneNodeAndGeneratedOnesTheirOwn() {
        BranchTree tree;
        const int prompt = grow(tree, 0, "abc", TokenOrigin::Typed);
        const int first = grow(tree, prompt, "xy", TokenOrigin::Generated);
        const int second = grow(tree, prompt, "z", TokenOrigin::Chosen);
        const BranchOutline outline(tree);
        QCOMPARE(outline.nodes().size(), std::size_t(4));
        QCOMPARE(outline.nodes()[0].bytes, std::string("abc"));
        QCOMPARE(outline.nodes()[0].parent, -1);
        QCOMPARE(outline.treeNode(0), prompt);
        QCOMPARE(outline.drawnNode(prompt), 0);
        QCOMPARE(outline.treeNode(outline.drawnNode(first)), first);
        QCOMPARE(outline.nodes()[std::size_t(outline.drawnNode(second))].bytes, std::string("z"));
        QVERIFY(std::abs(outline.nodes()[1].probability - 0.5) < 1e-12);
    }

    void promptsThatPartShareTheirBeginning() {
        BranchTree tree;
        const int shared = grow(tree, 0, "ab", TokenOrigin::Typed);
        grow(tree, shared, "cd", TokenOrigin::Typed);
        grow(tree, shared, "xy", TokenOrigin::Typed);
        const BranchOutline outline(tree);
        QCOMPARE(outline.nodes().size(), std::size_t(3));
        QCOMPARE(outline.nodes()[1].bytes, std::string("cd"));
        QCOMPARE(outline.nodes()[2].bytes, std::string("xy"));
        QCOMPARE(outline.firstTreeNode(2), shared + 3);
    }

    void tokensThatAreNoTextShowTheirName() {
        BranchTree tree;
        const int prompt = grow(tree, 0, "a", TokenOrigin::Typed);
        BranchNode end;
        end.piece = "<end>";
        end.origin = TokenOrigin::Generated;
        tree.append(prompt, end);
        const BranchOutline outline(tree);
        QCOMPARE(outline.nodes()[1].bytes, std::string("<end>"));
    }

    void longPromptsShowTheirEnd() {
        QCOMPARE(textEnd("床前明月光", 5), std::string("床前明月光"));
        QCOMPARE(textEnd("床前明月光", 2), std::string("…月光"));
        QCOMPARE(textEnd("", 2), std::string());
    }
};

QTEST_GUILESS_MAIN(TestBranchOutline)
#include "tst_branch_outline.moc"
