#include <QtTest>

#include <algorithm>
#include <cmath>

#include "engine/api/text_inspector.h"
#include "engine/api/text_model.h"
#include "engine/values/text_pair.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Sums of a few dozen float32 products by two ways.
constexpr double SumTolerance = 1e-5;
constexpr double ProbabilityTolerance = 1e-6;

constexpr int Position = 1;

} // namespace

/// One token on its way through a small model of each family, with random weights.
class TestFamilyWalks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("GPT-2") << "tests/app/models/tiny-en";
        QTest::newRow("BERT") << "tests/engine/api/cases/masked/bert";
        QTest::newRow("RoBERTa") << "tests/engine/api/cases/masked/roberta";
        QTest::newRow("DistilBERT without heads")
            << "tests/engine/api/cases/masked/distilbert-without-heads";
    }

    void init() {
        QFETCH_GLOBAL(QString, folder);
        LoadOptions options;
        options.device = DeviceChoice::Cpu;
        m_model
            = *api::TextModel::load(fs::path(VITRINE_SOURCE_DIR) / folder.toStdString(), options);
        m_inspector = m_model->newInspector();
        m_ids = m_model->tokenizer().encode("the cat", /*addSpecialTokens=*/true).value();
        QVERIFY(m_inspector->run(m_ids).has_value());
    }

    void everyPartWithParametersHasAValue() {
        const auto anatomy = m_model->anatomy();
        QCOMPARE(anatomy.parameters(), m_model->info().parameters);
        const auto embeddings = m_inspector->walk(-1, Position).value();
        const auto output = m_inspector->walk(anatomy.layers, Position).value();
        for (const auto& part : anatomy.parts) {
            if (part.layer >= 0) {
                const auto layer = m_inspector->walk(part.layer, Position).value();
                QVERIFY(layer.find(part.site));
            } else {
                QVERIFY(embeddings.find(part.site) || output.find(part.site));
            }
        }
    }

    void layersEndWhereTheNextBegins() {
        const int layers = m_model->info().layers;
        for (int layer = 0; layer < layers; ++layer) {
            const auto walk = m_inspector->walk(layer, Position).value();
            const auto next = m_inspector->walk(layer + 1, Position).value();
            QVERIFY(walk.find(Site::BlockOutput)->values == next.find(Site::BlockInput)->values);
        }
    }

    void headsSayWhatTheModelSays() {
        const auto walk = m_inspector->walk(m_model->info().layers, Position).value();
        const auto& abilities = m_model->info().abilities;
        const auto* logits = walk.find(Site::Logits);
        QCOMPARE(logits != nullptr, abilities.continues || abilities.fillsMasks);
        if (logits) {
            const auto lens = m_inspector->logitLens(Position, 1, 1).value();
            const auto best = std::ranges::max_element(logits->values) - logits->values.begin();
            QCOMPARE(lens.cells.back().top.front().id, static_cast<TokenId>(best));
        }
        QCOMPARE(walk.find(Site::NextSentence) != nullptr, abilities.judgesNextSentence);
        if (abilities.judgesNextSentence) {
            const auto judged = m_model->nextSentence("the cat", "a b").value();
            std::vector<TokenId> ids;
            std::ranges::transform(judged.pair.tokens, std::back_inserter(ids), &Token::id);
            QVERIFY(m_inspector->run(ids, judged.pair.segments));
            const auto pair = m_inspector->walk(m_model->info().layers, Position).value();
            const auto& follows = pair.find(Site::NextSentence)->values;
            const double difference = follows[0] - follows[1];
            QVERIFY(std::abs(1 / (1 + std::exp(-difference)) - judged.probability)
                < ProbabilityTolerance);
        }
    }

    void linearMapsAreTheSumsOfTheirProducts() {
        constexpr int Layer = 1;
        const auto walk = m_inspector->walk(Layer, Position).value();
        for (const Site site : {Site::Queries, Site::Keys, Site::Values, Site::AttentionOutput,
                 Site::FeedForwardHidden, Site::FeedForwardOutput}) {
            const auto& values = walk.find(site)->values;
            for (int i = 0; i < static_cast<int>(values.size()); ++i) {
                const auto sum = m_inspector->deriveLinear(site, Layer, Position, i).value();
                QCOMPARE(sum.inputs.size(), sum.weights.size());
                QVERIFY(std::abs(sum.value - values[static_cast<std::size_t>(i)]) < SumTolerance);
            }
        }
        const auto refused = [&](Site site, int layer, int component) {
            return m_inspector->deriveLinear(site, layer, Position, component).error().code;
        };
        QCOMPARE(refused(Site::AttentionWeights, Layer, 0), ErrorCode::OptionInvalid);
        QCOMPARE(refused(Site::Queries, Layer, 10000), ErrorCode::OptionInvalid);
        QCOMPARE(refused(Site::Queries, 10000, 0), ErrorCode::OptionInvalid);
    }

private:
    std::shared_ptr<const api::TextModel> m_model;
    std::shared_ptr<api::TextInspector> m_inspector;
    std::vector<TokenId> m_ids;
};

QTEST_GUILESS_MAIN(TestFamilyWalks)
#include "tst_family_walks.moc"
