#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/layers/block_diagram_layout.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestBlockDiagramLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersBoxesAsTheyAreComputed_data() {
        QTest::addColumn<bool>("normFirst");
        QTest::addColumn<QList<int>>("sites");
        const auto row = [](const char* name, bool normFirst, std::initializer_list<Site> sites) {
            QList<int> numbers;
            for (const Site site : sites)
                numbers += static_cast<int>(site);
            QTest::newRow(name) << normFirst << numbers;
        };
        row("decoder, norm first", true,
            {Site::TokenEmbedding, Site::PositionEmbedding, Site::BlockInput, Site::AttentionInput,
                Site::Queries, Site::Keys, Site::Values, Site::AttentionScores,
                Site::AttentionWeights, Site::HeadOutputs, Site::AttentionOutput,
                Site::AttentionResidual, Site::FeedForwardInput, Site::FeedForwardHidden,
                Site::FeedForwardActivation, Site::FeedForwardOutput, Site::BlockOutput,
                Site::FinalNorm, Site::Logits});
        row("encoder, norm after", false,
            {Site::TokenEmbedding, Site::PositionEmbedding, Site::SegmentEmbedding,
                Site::EmbeddingNorm, Site::BlockInput, Site::Queries, Site::Keys, Site::Values,
                Site::AttentionScores, Site::AttentionWeights, Site::HeadOutputs,
                Site::AttentionOutput, Site::AttentionResidual, Site::FeedForwardInput,
                Site::FeedForwardHidden, Site::FeedForwardActivation, Site::FeedForwardOutput,
                Site::BlockOutput, Site::MaskedTokenHidden, Site::MaskedTokenNorm, Site::Logits,
                Site::Pooled, Site::NextSentence});
    }
    void ordersBoxesAsTheyAreComputed() {
        QFETCH(bool, normFirst);
        const BlockDiagramLayout layout(gallery::anatomy(normFirst), {});
        QList<int> found;
        for (const auto& box : layout.boxes())
            found += static_cast<int>(box.part);
        QTEST(found, "sites");
    }

    void keepsBoxesApartAndInside_data() {
        QTest::addColumn<bool>("normFirst");
        QTest::addColumn<double>("width");
        QTest::newRow("decoder") << true << 280.0;
        QTest::newRow("decoder, wide") << true << 420.0;
        QTest::newRow("encoder") << false << 220.0;
    }
    void keepsBoxesApartAndInside() {
        QFETCH(bool, normFirst);
        QFETCH(double, width);
        const BlockDiagramLayout layout(gallery::anatomy(normFirst), {.width = width});
        const QRectF page(0, 0, width, layout.height());
        const auto& boxes = layout.boxes();
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            QVERIFY(page.contains(boxes[i].rect));
            QCOMPARE(layout.boxAt(boxes[i].rect.center()), static_cast<int>(i));
            QCOMPARE(layout.indexOf(boxes[i].part), static_cast<int>(i));
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY(!boxes[i].rect.intersects(boxes[k].rect));
        }
    }

    void framesTheLayerOnly() {
        const BlockDiagramLayout layout(gallery::anatomy(), {});
        const auto inside = [&](Site part) {
            const auto index = static_cast<std::size_t>(layout.indexOf(part));
            return layout.layerFrame().contains(layout.boxes()[index].rect);
        };
        QVERIFY(inside(Site::BlockInput));
        QVERIFY(inside(Site::BlockOutput));
        QVERIFY(!inside(Site::TokenEmbedding));
        QVERIFY(!inside(Site::Logits));
    }

    void leadsTheStreamAroundEachPart() {
        for (const bool normFirst : {true, false}) {
            const BlockDiagramLayout layout(gallery::anatomy(normFirst), {});
            QCOMPARE(layout.bypasses().size(), normFirst ? 2U : 3U);
            for (const auto& bypass : layout.bypasses())
                QVERIFY(bypass.first().y() < bypass.last().y());
            for (std::size_t i = 0; i < 2; ++i)
                QVERIFY(layout.layerFrame().contains(layout.bypasses()[i].boundingRect()));
        }
    }

    void leadsTheStreamToThePoolerBesideTheTokenHead() {
        const BlockDiagramLayout layout(gallery::anatomy(/*normFirst=*/false), {});
        const auto& way = layout.bypasses().back();
        const auto rectOf = [&](Site part) {
            return layout.boxes()[static_cast<std::size_t>(layout.indexOf(part))].rect;
        };
        QVERIFY(way.first().y() < rectOf(Site::MaskedTokenHidden).top());
        QCOMPARE(way.last().y(), rectOf(Site::Pooled).center().y());
    }

    void drawsThePoolerAloneWhereThereIsNoTokenHead() {
        auto anatomy = gallery::anatomy(/*normFirst=*/false);
        std::erase_if(anatomy.parts, [](const ModelPart& part) {
            return part.site == Site::Logits || part.site == Site::MaskedTokenHidden
                || part.site == Site::MaskedTokenNorm;
        });
        const BlockDiagramLayout layout(anatomy, {});
        QCOMPARE(layout.indexOf(Site::Logits), -1);
        QVERIFY(layout.indexOf(Site::Pooled) > layout.indexOf(Site::BlockOutput));
        QCOMPARE(layout.bypasses().size(), 2U);
    }

    void isEmptyWithoutAModel() {
        const BlockDiagramLayout layout({}, {});
        QVERIFY(layout.boxes().empty());
        QCOMPARE(layout.boxAt({10, 10}), -1);
        QCOMPARE(layout.indexOf(Site::Logits), -1);
    }
};

QTEST_APPLESS_MAIN(TestBlockDiagramLayout)
#include "tst_block_diagram_layout.moc"
