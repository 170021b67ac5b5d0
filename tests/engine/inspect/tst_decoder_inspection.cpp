#include <QtTest>

#include <cmath>
#include <filesystem>

#include <torch/torch.h>

#include "engine/inspect/block_walk.h"
#include "engine/inspect/captured_run.h"
#include "engine/inspect/head_maps.h"
#include "engine/inspect/linear_derivation.h"
#include "engine/inspect/residual_stream.h"
#include "engine/inspect/weight_derivation.h"
#include "engine/models/checkpoint.h"
#include "tests/engine/models/network_outputs.h"
#include "tests/support/case_folders.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Sums over every part of a model against one product, in float32.
constexpr double SumTolerance = 1e-4;

const fs::path Cases = fs::path(VITRINE_SOURCE_DIR) / "tests/engine/models/cases/decoder";

torch::Tensor tensorOf(const AttentionMap& map) {
    return torch::tensor(map.weights).view({map.queries, map.keys});
}

} // namespace

/// What inspection says of models whose heads share keys, turn their positions, see windows and
/// normalise what they add.
class TestDecoderInspection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void mapsEqualTheReference();
    void movesToAnotherText();
    void linearMapsAreTheSumsOfTheirProducts();
    void derivationsEndInTheOutput();
    void contributionsSumToTheLogit();
    void editsHold();

private:
    inspect::CapturedRun run(const torch::Tensor& ids, const Interventions& changes = {}) const {
        return {m_model, ids, changes, {}};
    }

    torch::NoGradGuard m_noGrad;
    std::shared_ptr<models::Transformer> m_model;
    test::NamedTensors m_expected;
    torch::Tensor m_ids; // [1, position]
};

void TestDecoderInspection::initTestCase_data() {
    QTest::addColumn<QString>("name");
    for (const auto& path : test::caseFolders(Cases)) {
        const auto name = QString::fromStdString(path.filename().string());
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TestDecoderInspection::init() {
    QFETCH_GLOBAL(QString, name);
    const auto folder = Cases / name.toStdString();
    m_model = std::dynamic_pointer_cast<models::Transformer>(models::loadNetwork(folder).value());
    m_expected = test::tensorsOf(folder / "expected.safetensors");
    m_ids = m_expected.at("input_ids");
}

void TestDecoderInspection::mapsEqualTheReference() {
    const auto captured = run(m_ids);
    for (int layer = 0; layer < m_model->shape().layers; ++layer) {
        const auto& expected = m_expected.at("attention." + std::to_string(layer));
        for (int head = 0; head < m_model->shape().heads; ++head) {
            const auto map = tensorOf(inspect::headMap(captured, {layer, head}));
            QVERIFY(test::largestDifference(map, expected[0][head]) < test::ParityTolerance);
        }
        const auto outputs = torch::matmul(expected[0], captured.values(layer));
        QVERIFY(test::largestDifference(captured.headOutputs(layer), outputs) < SumTolerance);
    }
}

void TestDecoderInspection::movesToAnotherText() {
    if (!m_model->shape().prefixStays) {
        QSKIP("a longer text changes the keys of its beginning");
    }
    constexpr std::int64_t Known = 9; // beyond a window
    auto moved = run(m_ids.slice(/*dim=*/1, 0, Known + 3));
    moved.moveTo(m_ids, Known, {});
    const auto fresh = run(m_ids);
    for (std::int64_t layer = 0; layer < m_model->shape().layers; ++layer) {
        QVERIFY(test::largestDifference(moved.keys(layer), fresh.keys(layer)) < SumTolerance);
        QVERIFY(test::largestDifference(moved.stream(layer + 1), fresh.stream(layer + 1))
            < SumTolerance);
    }
}

void TestDecoderInspection::linearMapsAreTheSumsOfTheirProducts() {
    constexpr int Layer = 1;
    constexpr int Position = 13;
    const auto captured = run(m_ids);
    const auto walk = inspect::walkBlock(captured, Layer, Position);
    for (const Site site : {Site::Queries, Site::Keys, Site::Values, Site::AttentionOutput,
             Site::FeedForwardHidden, Site::FeedForwardOutput}) {
        const auto& values = walk.find(site)->values;
        QCOMPARE(inspect::linearOutputs(m_model->shape(), site), static_cast<int>(values.size()));
        for (int i = 0; i < static_cast<int>(values.size()); ++i) {
            const auto sum = inspect::deriveLinear(captured, site, Layer, Position, i);
            QCOMPARE(sum.inputs.size(), sum.weights.size());
            QVERIFY(std::abs(sum.value - values[static_cast<std::size_t>(i)]) < SumTolerance);
        }
    }
}

void TestDecoderInspection::derivationsEndInTheOutput() {
    constexpr int Layer = 1;
    constexpr int Query = 11;
    const auto captured = run(m_ids);
    const auto added = captured.again(Layer, Site::AttentionOutput)[Query];
    for (int head = 0; head < m_model->shape().heads; ++head) {
        const auto derivation = inspect::deriveWeight(captured, {Layer, head}, Query, /*key=*/8);
        const auto& map = m_expected.at("attention.1");
        QVERIFY(std::abs(derivation.weight - map[0][head][Query][8].item<double>())
            < test::ParityTolerance);
        QVERIFY(test::largestDifference(torch::tensor(derivation.output), added) < SumTolerance);
    }
}

void TestDecoderInspection::contributionsSumToTheLogit() {
    constexpr int Position = 17;
    const auto& logits = m_expected.at("logits")[0][Position];
    const auto captured = run(m_ids);
    for (const TokenId token : {0, 7, 18}) {
        const auto parts = inspect::residualContributions(captured, Position, token);
        double sum = parts.tokenEmbedding + parts.positionEmbedding + parts.constant;
        for (const auto& layer : parts.layers) {
            sum += layer.attentionBias + layer.feedForward;
            sum = std::accumulate(layer.heads.begin(), layer.heads.end(), sum);
        }
        const auto logit = logits[token].item<double>();
        QVERIFY(std::abs(parts.logit - logit) < SumTolerance);
        QVERIFY(std::abs(sum - logit) < SumTolerance);
        QCOMPARE(parts.positionEmbedding, 0);
    }
}

/// The fused kernel and the plain computation agree on what an edit does.
void TestDecoderInspection::editsHold() {
    Interventions changes;
    changes.mask = {{.query = 10, .key = 8, .kind = MaskEdit::Kind::Forbid, .head = {}},
        {.query = 12, .key = 1, .kind = MaskEdit::Kind::Force, .head = HeadIndex{0, 3}}};
    changes.heads = {{{1, 2}, HeadAblation::Kind::Zero}};
    const auto captured = run(m_ids, changes);
    nn::Inspection inspection;
    inspection.keep(Site::AttentionWeights);
    inspection.editMask(changes.mask);
    inspection.ablate(changes.heads);
    const auto hidden = m_model->hidden(m_ids, /*cache=*/nullptr, &inspection);
    QVERIFY(test::largestDifference(captured.outputInput(m_model->shape().layers), hidden[0])
        < SumTolerance);
    QCOMPARE(inspect::headMap(captured, {0, 3}).at(12, 1), 1.0F);
    QCOMPARE(inspect::headMap(captured, {0, 1}).at(10, 8), 0.0F);
}

QTEST_GUILESS_MAIN(TestDecoderInspection)
#include "tst_decoder_inspection.moc"
