#include <QTest>

#include <QAbstractItemModelTester>

#include <cmath>

#include "app/pages/branch_comparison_model.h"
#include "widgets/common/table_export.h"

using namespace vitrine;
using namespace vitrine::app;

class TestBranchComparisonModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsWhereTheBranchesPartAndAddsUp() {
        BranchTree tree;
        const auto grow = [&tree](int parent, char letter, double probability) {
            BranchNode node;
            node.id = letter;
            node.bytes = std::string(1, letter);
            node.scored = true;
            node.logProbability = std::log(probability);
            return tree.append(parent, node);
        };
        const int prompt = grow(0, 'a', 0.5);
        const int first = grow(grow(prompt, 'b', 0.5), 'c', 0.25);
        const int second = grow(prompt, 'z', 0.125);

        BranchComparisonModel model(nullptr);
        const QAbstractItemModelTester tester(&model);
        model.setBranches(tree, first, second);
        using Model = BranchComparisonModel;
        QCOMPARE(model.rowCount(), 3); // two tokens and the sums
        const auto exported = [&model](int row, int column) {
            return model.index(row, column).data(widgets::exportRole);
        };
        QCOMPARE(exported(0, Model::Position).toInt(), 2);
        QCOMPARE(exported(0, Model::FirstToken).toString(), QStringLiteral("b"));
        QCOMPARE(exported(0, Model::SecondToken).toString(), QStringLiteral("z"));
        QCOMPARE(exported(0, Model::SecondBits).toDouble(), 3.0);
        QVERIFY(!exported(1, Model::SecondToken).isValid());
        QCOMPARE(exported(2, Model::FirstProbability).toDouble(), 0.125);
        QCOMPARE(exported(2, Model::FirstBits).toDouble(), 3.0);
        QCOMPARE(exported(2, Model::SecondProbability).toDouble(), 0.125);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestBranchComparisonModel)
#include "tst_branch_comparison_model.moc"
