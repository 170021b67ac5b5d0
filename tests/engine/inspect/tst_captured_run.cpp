#include <QtTest>

#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>

#include <torch/torch.h>

#include "engine/formats/safetensors_reader.h"
#include "engine/inspect/block_walk.h"
#include "engine/inspect/captured_run.h"
#include "engine/inspect/head_maps.h"
#include "engine/inspect/head_summaries.h"
#include "engine/inspect/neurons.h"
#include "engine/inspect/residual_stream.h"
#include "engine/models/checkpoint.h"
#include "engine/models/gpt2.h"
#include "engine/models/network.h"
#include "engine/models/torch_tensor.h"
#include "engine/nn/interrupted.h"
#include "tests/support/tensor_compare.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Two implementations that add in different orders.
constexpr double ReferenceTolerance = 1e-4;
/// The same sums by the same code, once for all heads and once for one.
constexpr double OwnTolerance = 1e-6;
/// Sums over every part of a model against one product, in float32.
constexpr double SumTolerance = 1e-5;

const fs::path Case
    = fs::path(VITRINE_SOURCE_DIR) / "tests/engine/models/cases/gpt2_checkpoint/plain";

std::map<std::string, torch::Tensor> expectedTensors() {
    std::map<std::string, torch::Tensor> tensors;
    const auto content = formats::readSafetensors(Case / "expected.safetensors");
    for (const auto& view : content.value().tensors) {
        tensors.emplace(view.name, models::torchTensor(view));
    }
    return tensors;
}

torch::Tensor tensorOf(const AttentionMap& map) {
    return torch::tensor(map.weights).view({map.queries, map.keys});
}

torch::Tensor tensorOf(const SiteValue& value) {
    return torch::tensor(value.values).view({value.rows, value.columns});
}

} // namespace

class TestCapturedRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mapsEqualTheReference();
    void mapsEqualThoseOfAWholePass();
    void longTextsAreTheSameInParts();
    void movesToAnotherText_data();
    void movesToAnotherText();
    void aStoppedMoveChangesNothing();
    void everyRowSumsToOne();
    void rolloutIsTheProductOfTheLayers();
    void summariesAreTheirMaps();
    void repetitionsAreCounted();
    void allHeadsOffIsAModelWithoutAttention();
    void meanAblationKeepsTheMean();
    void forbiddenPairsHaveNoWeight();
    void forcedPairsHaveAllOfIt();
    void aBlindQueryGathersNothing();
    void patchingTheSameChangesNothing();
    void patchingTheLastOutputBringsTheOtherText();
    void walksAddUp();
    void contributionsSumToTheLogit();
    void normsAreThoseOfTheStream();
    void neuronsAreThoseOfAnyText();
    void stops();

private:
    inspect::CapturedRun run(const Interventions& interventions = {}) const {
        return {m_model, m_ids, interventions, {}};
    }
    torch::Tensor logits(const inspect::CapturedRun& captured) {
        return m_model->logits(captured.outputInput(m_model->shape().layers)); // [position, vocab]
    }
    static Interventions allHeads(HeadAblation::Kind kind) {
        Interventions interventions;
        for (int layer = 0; layer < 2; ++layer) {
            for (int head = 0; head < 2; ++head) {
                interventions.heads.push_back({{layer, head}, kind});
            }
        }
        return interventions;
    }

    torch::NoGradGuard m_noGrad;
    std::shared_ptr<models::Transformer> m_model;
    torch::Tensor m_ids; // [1, position]
    std::vector<TokenId> m_tokens;
    std::map<std::string, torch::Tensor> m_expected;
};

void TestCapturedRun::initTestCase() {
    m_expected = expectedTensors();
    m_ids = m_expected.at("input_ids").narrow(/*dim=*/0, /*start=*/0, 1);
    for (std::int64_t i = 0; i < m_ids.size(1); ++i) {
        m_tokens.push_back(m_ids[0][i].item<TokenId>());
    }
    auto model = models::loadNetwork(Case);
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    m_model = std::dynamic_pointer_cast<models::Transformer>(*model);
}

void TestCapturedRun::mapsEqualTheReference() {
    const auto captured = run();
    for (int layer = 0; layer < 2; ++layer) {
        const auto expected = m_expected.at("attention." + std::to_string(layer))[0];
        for (int head = 0; head < 2; ++head) {
            const auto map = inspect::headMap(captured, {layer, head});
            QVERIFY(map.causal);
            QVERIFY(test::largestDifference(tensorOf(map), expected[head]) < ReferenceTolerance);
        }
        const auto mean = inspect::meanMap(captured, layer, {});
        QVERIFY(test::largestDifference(tensorOf(mean), expected.mean(0)) < ReferenceTolerance);
    }
}

void TestCapturedRun::mapsEqualThoseOfAWholePass() {
    nn::Inspection inspection;
    inspection.keep(Site::AttentionWeights);
    m_model->hidden(m_ids, /*cache=*/nullptr, &inspection);
    const auto captured = run();
    for (int layer = 0; layer < 2; ++layer) {
        const auto all = inspection.kept(Site::AttentionWeights)[static_cast<std::size_t>(layer)];
        for (int head = 0; head < 2; ++head) {
            const auto one = tensorOf(inspect::headMap(captured, {layer, head}));
            QVERIFY(test::largestDifference(one, all[0][head]) < OwnTolerance);
        }
    }
}

void TestCapturedRun::longTextsAreTheSameInParts() {
    constexpr std::int64_t Positions = 150; // more than two blocks of queries
    const auto model = std::make_shared<models::Gpt2Impl>(models::Gpt2Config{.vocabularySize = 20,
        .contextLength = Positions,
        .modelWidth = 16,
        .layers = 1,
        .heads = 2,
        .mlpWidth = 32});
    model->initialize(/*seed=*/3);
    model->eval();
    const auto ids = torch::arange(Positions).remainder(7).unsqueeze(0);
    Interventions interventions;
    interventions.mask = {{.query = 70, .key = 140, .kind = MaskEdit::Kind::Force, .head = {}}};
    for (const auto& change : {Interventions(), interventions}) {
        nn::Inspection inspection;
        inspection.keep(Site::AttentionWeights);
        inspection.editMask(change.mask);
        model->hidden(ids, /*cache=*/nullptr, &inspection);
        const auto whole = inspection.kept(Site::AttentionWeights)[0][0][1]; // [query, key]
        const inspect::CapturedRun captured(model, ids, change, {});
        const auto map = tensorOf(inspect::headMap(captured, {0, 1}));
        QVERIFY(test::largestDifference(map, whole) < OwnTolerance);
        QVERIFY(test::largestDifference(
                    captured.headOutputs(0)[1], torch::matmul(whole, captured.values(0)[1]))
            < SumTolerance);
        const std::vector<TokenId> tokens(
            ids.const_data_ptr<std::int64_t>(), ids.const_data_ptr<std::int64_t>() + Positions);
        const auto summary = inspect::summarize(captured, {0, 1}, /*size=*/30, tokens);
        const auto cells = whole.view({30, 5, 30, 5});
        QVERIFY(test::largestDifference(
                    torch::tensor(summary.largest).view({30, 30}), cells.amax({1, 3}))
            < OwnTolerance);
        QVERIFY(
            test::largestDifference(torch::tensor(summary.mean).view({30, 30}), cells.mean({1, 3}))
            < OwnTolerance);
        QVERIFY(std::abs(summary.statistics.previousToken
                    - whole.diagonal(/*offset=*/-1).mean().item<double>())
            < SumTolerance);
    }
}

void TestCapturedRun::movesToAnotherText_data() {
    QTest::addColumn<std::vector<std::int64_t>>("text");
    QTest::addColumn<int>("known");
    QTest::newRow("one token more") << std::vector<std::int64_t>{3, 1, 4, 1, 5} << 4;
    QTest::newRow("other tokens") << std::vector<std::int64_t>{3, 1, 9, 2, 6, 8} << 2;
    QTest::newRow("fewer tokens") << std::vector<std::int64_t>{3, 1} << 1;
}

void TestCapturedRun::movesToAnotherText() {
    QFETCH(std::vector<std::int64_t>, text);
    QFETCH(int, known);
    const auto ids = torch::tensor(text).unsqueeze(0);
    inspect::CapturedRun moved(
        m_model, torch::tensor({3, 1, 4, 1}, torch::kLong).unsqueeze(0), {}, {});
    moved.moveTo(ids, known, {});
    const inspect::CapturedRun fresh(m_model, ids, {}, {});
    QCOMPARE(moved.positions(), fresh.positions());
    for (std::int64_t layer = 0; layer < 2; ++layer) {
        QVERIFY(test::largestDifference(moved.stream(layer + 1), fresh.stream(layer + 1))
            < SumTolerance);
        QVERIFY(test::largestDifference(moved.queries(layer), fresh.queries(layer)) < SumTolerance);
        QVERIFY(test::largestDifference(moved.values(layer), fresh.values(layer)) < SumTolerance);
        const HeadIndex head{static_cast<int>(layer), 1};
        QVERIFY(test::largestDifference(tensorOf(inspect::headMap(moved, head)),
                    tensorOf(inspect::headMap(fresh, head)))
            < OwnTolerance);
    }
}

void TestCapturedRun::aStoppedMoveChangesNothing() {
    auto captured = run();
    const auto before = inspect::headMap(captured, {1, 0});
    std::stop_source source;
    source.request_stop();
    QVERIFY_THROWS_EXCEPTION(nn::Interrupted,
        captured.moveTo(torch::tensor({1, 2}, torch::kLong).unsqueeze(0), 1, source.get_token()));
    QCOMPARE(inspect::headMap(captured, {1, 0}), before);
}

void TestCapturedRun::everyRowSumsToOne() {
    const auto captured = run();
    for (const auto& map : {inspect::headMap(captured, {1, 0}),
             inspect::meanMap(captured, std::nullopt, {}), inspect::rolloutMap(captured, 1, {})}) {
        const auto sums = tensorOf(map).sum(/*dim=*/1);
        QVERIFY(test::largestDifference(sums, torch::ones_like(sums)) < OwnTolerance);
    }
}

void TestCapturedRun::rolloutIsTheProductOfTheLayers() {
    const auto identity = torch::eye(m_ids.size(1));
    const auto first = (m_expected.at("attention.0")[0].mean(0) + identity) / 2;
    const auto second = (m_expected.at("attention.1")[0].mean(0) + identity) / 2;
    const auto rollout = tensorOf(inspect::rolloutMap(run(), /*layer=*/1, {}));
    QVERIFY(test::largestDifference(rollout, torch::matmul(second, first)) < ReferenceTolerance);
}

void TestCapturedRun::summariesAreTheirMaps() {
    const auto captured = run();
    const auto weights = tensorOf(inspect::headMap(captured, {0, 1}));
    const auto positions = m_ids.size(1);
    const auto whole = inspect::summarize(captured, {0, 1}, /*size=*/100, m_tokens);
    QCOMPARE(whole.size, static_cast<int>(positions));
    QVERIFY(
        test::largestDifference(torch::tensor(whole.largest).view({positions, positions}), weights)
        < OwnTolerance);

    // Nine positions in two cells: four and five.
    const auto pooled = inspect::summarize(captured, {0, 1}, /*size=*/2, m_tokens);
    const auto corner = weights.narrow(0, 4, 5).narrow(1, 0, 4);
    QCOMPARE(pooled.size, 2);
    QVERIFY(std::abs(pooled.largest[2] - corner.max().item<float>()) < OwnTolerance);
    QVERIFY(std::abs(pooled.mean[2] - corner.mean().item<float>()) < OwnTolerance);

    const auto entropies = -(weights * weights.clamp_min(1e-30).log2()).sum(/*dim=*/1);
    const auto places = torch::arange(positions, torch::kFloat32);
    const auto distances = (places.unsqueeze(1) - places).abs();
    const auto& statistics = whole.statistics;
    QVERIFY(std::abs(statistics.entropy - entropies.mean().item<double>()) < SumTolerance);
    QVERIFY(std::abs(statistics.meanDistance - (weights * distances).sum(1).mean().item<double>())
        < SumTolerance);
    QVERIFY(std::abs(statistics.firstToken
                - weights.narrow(0, 1, positions - 1).select(1, 0).mean().item<double>())
        < SumTolerance);
    QVERIFY(
        std::abs(statistics.previousToken - weights.diagonal(/*offset=*/-1).mean().item<double>())
        < SumTolerance);
}

void TestCapturedRun::repetitionsAreCounted() {
    const std::vector<TokenId> tokens{3, 5, 3, 7, 5};
    const inspect::CapturedRun captured(
        m_model, torch::tensor({3, 5, 3, 7, 5}, torch::kLong).unsqueeze(0), {}, {});
    const auto map = inspect::headMap(captured, {1, 1});
    const auto statistics = inspect::summarize(captured, {1, 1}, 5, tokens).statistics;
    // Position 2 repeats 0, position 4 repeats 1; after those came 1 and 2.
    QVERIFY(
        std::abs(*statistics.duplicateToken - (map.at(2, 0) + map.at(4, 1)) / 2.0) < OwnTolerance);
    QVERIFY(std::abs(*statistics.induction - (map.at(2, 1) + map.at(4, 2)) / 2.0) < OwnTolerance);
}

void TestCapturedRun::allHeadsOffIsAModelWithoutAttention() {
    const auto without = std::dynamic_pointer_cast<models::Transformer>(
        *models::loadNetwork(Case, {.mapped = false}));
    for (std::int64_t layer = 0; layer < 2; ++layer) {
        without->layerMap(Site::AttentionOutput, layer).linear->weight.zero_();
    }
    const auto changed = logits(run(allHeads(HeadAblation::Kind::Zero)));
    QVERIFY(test::largestDifference(changed, without->logits(without->hidden(m_ids))[0])
        < OwnTolerance);
    QVERIFY(test::largestDifference(changed, m_expected.at("logits")[0]) > ReferenceTolerance);
}

void TestCapturedRun::meanAblationKeepsTheMean() {
    const auto plain = run().headOutputs(0);
    const auto changed = run(allHeads(HeadAblation::Kind::Mean)).headOutputs(0);
    const auto mean = plain.mean(/*dim=*/1, /*keepdim=*/true).expand_as(plain);
    QVERIFY(test::largestDifference(changed, mean) < OwnTolerance);
}

void TestCapturedRun::forbiddenPairsHaveNoWeight() {
    Interventions interventions;
    interventions.mask = {{.query = 4, .key = 2, .kind = MaskEdit::Kind::Forbid, .head = {{1, 0}}}};
    const auto captured = run(interventions);
    const auto map = inspect::headMap(captured, {1, 0});
    QCOMPARE(map.at(4, 2), 0.0F);
    QCOMPARE(map.forbidden, (std::vector{std::pair(4, 2)}));
    QVERIFY(std::abs(tensorOf(map)[4].sum().item<double>() - 1) < OwnTolerance);
    QCOMPARE(inspect::headMap(captured, {1, 1}), inspect::headMap(run(), {1, 1}));
    QVERIFY(test::largestDifference(logits(captured)[4], logits(run())[4]) > 0);
    // What stands before the pair does not notice.
    QVERIFY(test::largestDifference(logits(captured)[3], logits(run())[3]) < OwnTolerance);
}

void TestCapturedRun::forcedPairsHaveAllOfIt() {
    Interventions interventions;
    interventions.mask = {{.query = 2, .key = 6, .kind = MaskEdit::Kind::Force, .head = {}}};
    const auto map = inspect::headMap(run(interventions), {0, 0});
    QCOMPARE(map.at(2, 6), 1.0F); // though it lies in the future
    QCOMPARE(map.at(2, 1), 0.0F);
}

void TestCapturedRun::aBlindQueryGathersNothing() {
    Interventions interventions;
    interventions.mask = {{.query = 0, .key = 0, .kind = MaskEdit::Kind::Forbid, .head = {}}};
    const auto captured = run(interventions);
    QCOMPARE(inspect::headMap(captured, {0, 0}).at(0, 0), 0.0F);
    QVERIFY(captured.headOutputs(0).select(1, 0).abs().max().item<float>() == 0);
    QVERIFY(logits(captured).isfinite().all().item<bool>());
}

void TestCapturedRun::patchingTheSameChangesNothing() {
    Interventions interventions;
    interventions.patches
        = {{.layer = 1, .position = 3, .sourceIds = m_tokens, .sourcePosition = 3}};
    QVERIFY(test::largestDifference(logits(run(interventions)), logits(run())) < OwnTolerance);
    interventions.patches.front().sourceIds.clear(); // zeros
    QVERIFY(
        test::largestDifference(logits(run(interventions)), logits(run())) > ReferenceTolerance);
}

void TestCapturedRun::patchingTheLastOutputBringsTheOtherText() {
    const std::vector<TokenId> other{7, 2, 9};
    Interventions interventions;
    interventions.patches = {{.layer = 2, .position = 8, .sourceIds = other, .sourcePosition = 2}};
    const auto expected
        = m_model->logits(m_model->hidden(torch::tensor({7, 2, 9}, torch::kLong).unsqueeze(0)));
    QVERIFY(test::largestDifference(logits(run(interventions))[8], expected[0][2]) < OwnTolerance);
}

void TestCapturedRun::walksAddUp() {
    const auto captured = run();
    constexpr int Position = 5;
    const auto value = [](const BlockWalk& walk, Site site) {
        const auto step = std::ranges::find(walk.steps, site, &SiteValue::site);
        return step == walk.steps.end() ? torch::Tensor() : tensorOf(*step);
    };
    const auto start = inspect::walkBlock(captured, -1, Position);
    const auto walk = inspect::walkBlock(captured, 0, Position);
    const auto input = value(walk, Site::BlockInput);
    QVERIFY(test::largestDifference(
                value(start, Site::TokenEmbedding) + value(start, Site::PositionEmbedding), input)
        < OwnTolerance);
    const auto residual = value(walk, Site::AttentionResidual);
    QVERIFY(test::largestDifference(input + value(walk, Site::AttentionOutput), residual)
        < OwnTolerance);
    QVERIFY(test::largestDifference(
                residual + value(walk, Site::FeedForwardOutput), tensorOf(walk.steps.back()))
        < OwnTolerance);
    QCOMPARE(value(walk, Site::AttentionWeights).sizes(), (torch::IntArrayRef{2, 9}));
    QVERIFY(test::largestDifference(
                value(walk, Site::HeadOutputs), captured.headOutputs(0).select(1, Position))
        < OwnTolerance);

    const auto end = inspect::walkBlock(captured, 2, Position);
    QVERIFY(
        test::largestDifference(value(end, Site::Logits)[0], m_expected.at("logits")[0][Position])
        < ReferenceTolerance);
    QVERIFY(test::largestDifference(
                value(end, Site::FinalNorm)[0], m_expected.at("hidden.2")[0][Position])
        < ReferenceTolerance);
}

void TestCapturedRun::contributionsSumToTheLogit() {
    const auto captured = run();
    const auto sum = inspect::residualContributions(captured, /*position=*/8, /*token=*/4);
    double total = sum.tokenEmbedding + sum.positionEmbedding + sum.constant;
    QCOMPARE(sum.layers.size(), 2U);
    for (const auto& layer : sum.layers) {
        QCOMPARE(layer.heads.size(), 2U);
        total += layer.attentionBias + layer.feedForward;
        total = std::accumulate(layer.heads.begin(), layer.heads.end(), total);
    }
    QVERIFY(std::abs(total - sum.logit) < SumTolerance);
    QVERIFY(
        std::abs(sum.logit - m_expected.at("logits")[0][8][4].item<double>()) < ReferenceTolerance);
}

void TestCapturedRun::normsAreThoseOfTheStream() {
    const auto norms = inspect::residualNorms(run(), {});
    QCOMPARE(norms.layers, 2);
    QCOMPARE(norms.positions, 9);
    const auto second = m_expected.at("hidden.1")[0][7].norm().item<float>();
    QVERIFY(std::abs(norms.stream[norms.index(1, 7)] - second) < ReferenceTolerance);
    QCOMPARE(norms.stream.size(), 27U);
    QCOMPARE(norms.attention.size(), 18U);
}

void TestCapturedRun::neuronsAreThoseOfAnyText() {
    const auto all = inspect::neuronActivations(run(), /*layer=*/1);
    QCOMPARE(all.neurons, 32);
    const auto one = inspect::neuronOver(*m_model, m_ids, /*layer=*/1, /*neuron=*/17);
    for (int position = 0; position < all.positions; ++position) {
        QVERIFY(std::abs(one[static_cast<std::size_t>(position)] - all.at(position, 17))
            < OwnTolerance);
    }
}

void TestCapturedRun::stops() {
    std::stop_source source;
    source.request_stop();
    QVERIFY_THROWS_EXCEPTION(
        nn::Interrupted, inspect::CapturedRun(m_model, m_ids, {}, source.get_token()));
    QVERIFY_THROWS_EXCEPTION(nn::Interrupted, inspect::rolloutMap(run(), 1, source.get_token()));
}

QTEST_GUILESS_MAIN(TestCapturedRun)
#include "tst_captured_run.moc"
