#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/layers/block_diagram.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestBlockDiagram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void spaceStepsThroughTheModel() {
        BlockDiagram diagram(nullptr);
        diagram.setAnatomy(gallery::anatomy());
        QSignalSpy layers(&diagram, &BlockDiagram::layerChosen);
        QSignalSpy selected(&diagram, &BlockDiagram::partSelected);
        constexpr int more = 1000; // than there are boxes
        for (int i = 0; i < more; ++i)
            QTest::keyClick(&diagram, Qt::Key_Space);
        // Two embeddings, fifteen boxes in each of twelve layers, final norm and unembedding.
        QCOMPARE(selected.size(), 2 + 12 * 15 + 2);
        QCOMPARE(layers.size(), 11);
        QCOMPARE(diagram.layer(), 11);
        QCOMPARE(diagram.selected(), std::optional(Site::Logits));
    }

    void stepsBackIntoTheLayerBefore() {
        BlockDiagram diagram(nullptr);
        diagram.setAnatomy(gallery::anatomy());
        diagram.setLayer(5);
        diagram.setSelected(Site::BlockInput);
        QTest::keyClick(&diagram, Qt::Key_Up);
        QCOMPARE(diagram.layer(), 4);
        QCOMPARE(diagram.selected(), std::optional(Site::BlockOutput));
    }

    void keysChangeTheLayer() {
        BlockDiagram diagram(nullptr);
        diagram.setAnatomy(gallery::anatomy());
        QSignalSpy layers(&diagram, &BlockDiagram::layerChosen);
        QTest::keyClick(&diagram, Qt::Key_PageUp); // there is none before the first
        QCOMPARE(layers.size(), 0);
        QTest::keyClick(&diagram, Qt::Key_PageDown);
        QCOMPARE(layers.takeFirst().first().toInt(), 1);
    }

    void escapeClosesTheBox() {
        BlockDiagram diagram(nullptr);
        diagram.setAnatomy(gallery::anatomy());
        QTest::keyClick(&diagram, Qt::Key_End);
        QCOMPARE(diagram.selected(), std::optional(Site::Logits));
        QSignalSpy selected(&diagram, &BlockDiagram::partSelected);
        QTest::keyClick(&diagram, Qt::Key_Escape);
        QCOMPARE(selected.size(), 1);
        QVERIFY(!diagram.selected());
    }

    void aClickOpensABox() {
        BlockDiagram diagram(nullptr);
        diagram.setAnatomy(gallery::anatomy());
        diagram.resize(320, 900);
        diagram.show();
        QSignalSpy selected(&diagram, &BlockDiagram::partSelected);
        QTest::mouseClick(diagram.viewport(), Qt::LeftButton, {}, QPoint(60, 16));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(diagram.selected(), std::optional(Site::TokenEmbedding));
        // 50,257 rows of 768.
        QVERIFY(diagram.accessibleDescription().contains(QLatin1String("38,597,376")));
    }

    void keepsTheBoxWhenTheModelHasIt() {
        BlockDiagram diagram(nullptr);
        diagram.setAnatomy(gallery::anatomy());
        diagram.setSelected(Site::AttentionInput);
        diagram.setAnatomy(gallery::anatomy());
        QCOMPARE(diagram.selected(), std::optional(Site::AttentionInput));
        diagram.setAnatomy(gallery::anatomy(/*normFirst=*/false)); // norms stand elsewhere
        QVERIFY(!diagram.selected());
    }
};

QTEST_MAIN(TestBlockDiagram)
#include "tst_block_diagram.moc"
