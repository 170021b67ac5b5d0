#include <memory>

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/theme.h"
#include "widgets/generation/continuation_tree.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestContinuationTree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_tree = std::make_unique<ContinuationTree>(nullptr);
        m_tree->resize(800, 400);
        m_tree->setNodes(
            {{-1, "who"}, {0, " have", 0.2}, {0, " refused", 0.03}, {2, " to", 0.9}}, 3);
        m_tree->show();
        QVERIFY(QTest::qWaitForWindowActive(m_tree.get()));
        m_tree->setFocus();
    }

    void clickWalks() {
        QSignalSpy walked(m_tree.get(), &ContinuationTree::nodeActivated);
        QTest::mouseClick(m_tree.get(), Qt::LeftButton, {}, m_tree->nodeRect(1).center());
        QCOMPARE(walked.size(), 1);
        QCOMPARE(walked.front().front().toInt(), 1);
        QTest::mouseClick(m_tree.get(), Qt::LeftButton, {}, QPoint(790, 390));
        QCOMPARE(walked.size(), 1);
    }

    void keysMoveAndWalk() {
        QSignalSpy walked(m_tree.get(), &ContinuationTree::nodeActivated);
        QSignalSpy deleted(m_tree.get(), &ContinuationTree::deleteRequested);
        QCOMPARE(m_tree->cursorNode(), 3);
        QTest::keyClick(m_tree.get(), Qt::Key_Left);
        QTest::keyClick(m_tree.get(), Qt::Key_Up);
        QCOMPARE(m_tree->cursorNode(), 1);
        QTest::keyClick(m_tree.get(), Qt::Key_Return);
        QCOMPARE(walked.front().front().toInt(), 1);
        QTest::keyClick(m_tree.get(), Qt::Key_Delete);
        QCOMPARE(deleted.front().front().toInt(), 1);
        m_tree->setEditable(false);
        QTest::keyClick(m_tree.get(), Qt::Key_Delete);
        QCOMPARE(deleted.size(), 1);
    }

    void wheelZoomsAtThePointer() {
        const QPoint pointer = m_tree->nodeRect(1).center();
        const int width = m_tree->nodeRect(1).width();
        QWheelEvent turn(pointer, m_tree->mapToGlobal(pointer), {}, QPoint(0, 240), Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_tree.get(), &turn);
        QVERIFY(m_tree->nodeRect(1).width() > 1.3 * width);
        QVERIFY((m_tree->nodeRect(1).center() - pointer).manhattanLength() <= 3);
        QTest::keyClick(m_tree.get(), Qt::Key_0);
        QCOMPARE(m_tree->nodeRect(1).width(), width);
    }

    void draggingPansAndDoesNotWalk() {
        QSignalSpy walked(m_tree.get(), &ContinuationTree::nodeActivated);
        const QPoint from = m_tree->nodeRect(1).center();
        QTest::mousePress(m_tree.get(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_tree.get(), from + QPoint(30, 20));
        QMouseEvent move(QEvent::MouseMove, from + QPoint(60, 40),
            m_tree->mapToGlobal(from + QPoint(60, 40)), Qt::NoButton, Qt::LeftButton,
            Qt::NoModifier);
        QApplication::sendEvent(m_tree.get(), &move);
        QTest::mouseRelease(m_tree.get(), Qt::LeftButton, {}, from + QPoint(60, 40));
        QCOMPARE(walked.size(), 0);
        QVERIFY((m_tree->nodeRect(1).center() - from - QPoint(60, 40)).manhattanLength() <= 2);
        QTest::mouseDClick(m_tree.get(), Qt::LeftButton, {}, QPoint(790, 390)); // shows all again
        QVERIFY((m_tree->nodeRect(1).center() - from).manhattanLength() <= 2);
    }

    void menuOffersWhatCanBeDone() {
        QSignalSpy compared(m_tree.get(), &ContinuationTree::compareRequested);
        const auto trigger = [&](int action) {
            QTimer::singleShot(0, m_tree.get(), [action] {
                auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
                QVERIFY(menu);
                menu->actions().at(action)->trigger();
                menu->close();
            });
            const QPoint at = m_tree->nodeRect(3).center();
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_tree->mapToGlobal(at));
            QApplication::sendEvent(m_tree.get(), &event);
        };
        trigger(1);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("who refused to"));
        trigger(2);
        QCOMPARE(compared.size(), 1);
        QCOMPARE(compared.front().front().toInt(), 3);
    }

    void beamSearchBecomesATree() {
        const auto nodes = branchesOf(gallery::beams(), "people who");
        QCOMPARE(nodes.size(), gallery::beams().nodes.size());
        QCOMPARE(nodes[0].bytes, std::string("people who"));
        QCOMPARE(nodes[1].probability, 0.21);
        QCOMPARE(nodes[3].state, BranchNode::State::Pruned);
        QCOMPARE(nodes[12].state, BranchNode::State::Finished);
        QVERIFY(nodes[1].score.has_value());
        QCOMPARE(pathTo(nodes, 14), (std::vector<int>{0, 2, 6, 10, 14}));
    }

    void growsWithoutLosingSight() {
        std::vector<BranchNode> nodes{{-1, "who"}};
        for (int i = 0; i < 200; ++i) {
            nodes.push_back({i, " word", 0.5});
            m_tree->setNodes(nodes, i + 1);
            QVERIFY(m_tree->rect().intersects(m_tree->nodeRect(i + 1)));
        }
    }

    void stretchesAreOneNode() {
        std::vector<BranchNode> nodes{{-1, "who"}};
        for (int i = 0; i < 30; ++i)
            nodes.push_back({i, " word", 0.5});
        nodes.push_back({20, " other", 0.1});
        m_tree->setNodes(nodes, 30);
        QCOMPARE(m_tree->nodeRect(1), m_tree->nodeRect(20));
        QVERIFY(m_tree->rect().contains(m_tree->nodeRect(0).united(m_tree->nodeRect(30))));
        QSignalSpy walked(m_tree.get(), &ContinuationTree::nodeActivated);
        QSignalSpy deleted(m_tree.get(), &ContinuationTree::deleteRequested);
        QTest::mouseClick(m_tree.get(), Qt::LeftButton, {}, m_tree->nodeRect(5).center());
        QCOMPARE(walked.front().front().toInt(), 20); // its end
        QTest::keyClick(m_tree.get(), Qt::Key_Delete);
        QCOMPARE(deleted.front().front().toInt(), 1); // from its beginning
    }

    void exportsTheWholeTree() {
        QVERIFY(!FigureExport(*m_tree, Qt::white).image().isNull());
        QCOMPARE(FigureExport(*m_tree, Qt::white).image().size(), m_tree->figureSize() * 2);
    }

    void largeTreesStayFast() {
        std::vector<BranchNode> nodes{{-1, "who"}};
        for (int i = 1; i < 2000; ++i)
            nodes.push_back({(i - 1) / 4, " word", 0.25});
        QElapsedTimer timer;
        timer.start();
        m_tree->setNodes(nodes, 1999);
        const qint64 laid = timer.restart();
        m_tree->grab();
        const qint64 painted = timer.elapsed();
        qInfo("2000 nodes: layout %lld ms, paint %lld ms", static_cast<long long>(laid),
            static_cast<long long>(painted));
        constexpr qint64 budget = 250; // far beyond what is measured
        QVERIFY(laid < budget);
        QVERIFY(painted < budget);
    }

private:
    std::unique_ptr<ContinuationTree> m_tree;
};

QTEST_MAIN(TestContinuationTree)
#include "tst_continuation_tree.moc"
