#include <QTest>

#include "widgets/generation/branch_tree_geometry.h"

using namespace vitrine::widgets;

using Nodes = std::vector<BranchTreeGeometry::Node>;
using Rects = std::vector<QRectF>;
using Direction = BranchTreeGeometry::Direction;

class TestBranchTreeGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesNodes_data() {
        QTest::addColumn<Nodes>("nodes");
        QTest::addColumn<Rects>("rects");
        QTest::newRow("root alone") << Nodes{{-1, 50}} << Rects{{0, 0, 50, 20}};
        QTest::newRow("chain") << Nodes{{-1, 50}, {0, 30}, {1, 40}}
                               << Rects{{0, 0, 50, 20}, {60, 0, 30, 20}, {100, 0, 40, 20}};
        QTest::newRow("two children") << Nodes{{-1, 50}, {0, 30}, {0, 70}}
                                      << Rects{{0, 15, 50, 20}, {60, 0, 30, 20}, {60, 30, 70, 20}};
        QTest::newRow("children in any order")
            << Nodes{{-1, 50}, {0, 30}, {0, 30}, {1, 30}, {1, 30}, {2, 30}}
            << Rects{{0, 37.5, 50, 20}, {60, 15, 30, 20}, {60, 60, 30, 20}, {100, 0, 30, 20},
                   {100, 30, 30, 20}, {100, 60, 30, 20}};
        QTest::newRow("a wide leaf pushes nothing")
            << Nodes{{-1, 50}, {0, 300}, {0, 30}, {2, 40}}
            << Rects{{0, 15, 50, 20}, {60, 0, 300, 20}, {60, 30, 30, 20}, {100, 30, 40, 20}};
        QTest::newRow("two roots")
            << Nodes{{-1, 50}, {-1, 50}} << Rects{{0, 0, 50, 20}, {0, 30, 50, 20}};
        QTest::newRow("none") << Nodes{} << Rects{};
    }
    void placesNodes() {
        QFETCH(Nodes, nodes);
        QFETCH(Rects, rects);
        const BranchTreeGeometry geometry(nodes, metrics);
        QCOMPARE(geometry.nodeCount(), static_cast<int>(rects.size()));
        QRectF all;
        for (std::size_t i = 0; i < rects.size(); ++i) {
            QCOMPARE(geometry.rect(static_cast<int>(i)), rects[i]);
            all |= rects[i];
        }
        QCOMPARE(geometry.bounds(), all);
    }

    void nodesNeverOverlap() {
        Nodes nodes{{-1, 40}};
        for (int i = 1; i < 200; ++i)
            nodes.push_back({(i * 7919) % i, 20.0 + i % 50});
        const BranchTreeGeometry geometry(nodes, metrics);
        for (int a = 0; a < geometry.nodeCount(); ++a) {
            for (int b = a + 1; b < geometry.nodeCount(); ++b)
                QVERIFY(!geometry.rect(a).intersects(geometry.rect(b)));
        }
    }

    void findsNodes() {
        const BranchTreeGeometry geometry(Nodes{{-1, 50}, {0, 30}, {0, 70}}, metrics);
        QCOMPARE(geometry.nodeAt({10, 20}), 0);
        QCOMPARE(geometry.nodeAt({100, 40}), 2);
        QCOMPARE(geometry.nodeAt({100, 10}), -1);
    }

    void edgesRunFromSideToSide() {
        const BranchTreeGeometry geometry(Nodes{{-1, 50}, {0, 30}, {0, 70}}, metrics);
        QVERIFY(geometry.edge(0).isEmpty());
        QCOMPARE(geometry.edge(1).pointAtPercent(0), QPointF(50, 25));
        QCOMPARE(geometry.edge(1).pointAtPercent(1), QPointF(60, 10));
    }

    void neighbours_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<Direction>("direction");
        QTest::addColumn<int>("to");
        QTest::newRow("parent") << 3 << Direction::Left << 1;
        QTest::newRow("root has none") << 0 << Direction::Left << -1;
        QTest::newRow("nearest child") << 2 << Direction::Right << 5;
        QTest::newRow("leaf has none") << 4 << Direction::Right << -1;
        QTest::newRow("next below") << 3 << Direction::Down << 4;
        QTest::newRow("across branches") << 4 << Direction::Down << 5;
        QTest::newRow("above") << 2 << Direction::Up << 1;
        QTest::newRow("top") << 3 << Direction::Up << -1;
    }
    void neighbours() {
        QFETCH(int, from);
        QFETCH(Direction, direction);
        const BranchTreeGeometry geometry(
            Nodes{{-1, 50}, {0, 30}, {0, 30}, {1, 30}, {1, 30}, {2, 30}}, metrics);
        QTEST(geometry.neighbour(from, direction), "to");
    }

    void deepTreesDoNotRecurse() {
        Nodes nodes;
        for (int i = 0; i < 100'000; ++i)
            nodes.push_back({i - 1, 10});
        const BranchTreeGeometry geometry(nodes, metrics);
        QCOMPARE(geometry.bounds().height(), 20.0);
    }

private:
    static constexpr BranchTreeGeometry::Metrics metrics{20, 10, 10};
};

QTEST_APPLESS_MAIN(TestBranchTreeGeometry)
#include "tst_branch_tree_geometry.moc"
