#include <QTest>

#include "widgets/generation/branch_runs.h"

using namespace vitrine::widgets;

using Parents = std::vector<int>;
using Runs = std::vector<BranchRun>;

class TestBranchRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stretchesBecomeOne_data() {
        QTest::addColumn<Parents>("parents");
        QTest::addColumn<int>("current");
        QTest::addColumn<Runs>("runs");
        QTest::newRow("root alone") << Parents{-1} << 0 << Runs{{0, 0, 1, -1}};
        QTest::newRow("chain") << Parents{-1, 0, 1, 2, 3} << 4 << Runs{{0, 0, 1, -1}, {1, 4, 4, 0}};
        QTest::newRow("too short")
            << Parents{-1, 0, 1} << 2 << Runs{{0, 0, 1, -1}, {1, 1, 1, 0}, {2, 2, 1, 1}};
        QTest::newRow("up to a branch") << Parents{-1, 0, 1, 2, 3,
            3} << 5 << Runs{{0, 0, 1, -1}, {1, 3, 3, 0}, {4, 4, 1, 1}, {5, 5, 1, 1}};
        QTest::newRow("not past the current node") << Parents{
            -1, 0, 1, 2, 3, 4, 5} << 3 << Runs{{0, 0, 1, -1}, {1, 3, 3, 0}, {4, 6, 3, 1}};
        QTest::newRow("grown in turns") << Parents{-1, 0, 0, 1, 2, 3, 4} << 6
                                        << Runs{{0, 0, 1, -1}, {1, 5, 3, 0}, {2, 6, 3, 0}};
    }
    void stretchesBecomeOne() {
        QFETCH(Parents, parents);
        QFETCH(int, current);
        std::vector<BranchNode> nodes;
        for (const int parent : parents)
            nodes.push_back({parent, "x", 0.5});
        const auto runs = branchRuns(nodes, current, 3);
        QTEST(runs, "runs");
        const auto of = runsOfNodes(nodes, runs);
        for (std::size_t i = 0; i < nodes.size(); ++i)
            QVERIFY(of[i] >= 0);
    }

    void prunedNodesStandAlone() {
        std::vector<BranchNode> nodes{{-1, "x"}, {0, "a", 0.5}, {1, "b", 0.5}, {2, "c", 0.5}};
        nodes[3].state = BranchNode::State::Pruned;
        QCOMPARE(branchRuns(nodes, -1, 2).size(), 3UL);
    }
};

QTEST_APPLESS_MAIN(TestBranchRuns)
#include "tst_branch_runs.moc"
