#include <torch/torch.h>

#include <QTemporaryDir>
#include <QtTest>

#include "engine/models/checkpoint.h"
#include "engine/models/model_description.h"
#include "engine/models/parameter_names.h"
#include "engine/nn/interrupted.h"
#include "engine/nn/rotary_embedding.h"
#include "tests/engine/models/network_outputs.h"
#include "tests/engine/models/case_rows.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// The same sums in another order: float32 rounding.
constexpr double OrderTolerance = 1e-5;
/// Frequencies of at most 1, rounded to float32 once.
constexpr double FrequencyTolerance = 1e-7;

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/decoder";

/// `count` tokens after `ids` [1, position], the likeliest each time, with a cache.
torch::Tensor greedy(models::LanguageModel& model, torch::Tensor ids, std::int64_t count) {
    nn::KvCache cache(model.cacheShape(/*rows=*/1, ids.size(1) + count), torch::kFloat32);
    std::vector<torch::Tensor> tokens;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto logits = model.logits(model.hidden(ids, &cache)); // [1, position, vocab]
        ids = logits.select(/*dim=*/1, -1).argmax(/*dim=*/-1, /*keepdim=*/true); // [1, 1]
        tokens.push_back(ids[0]);
    }
    return torch::cat(tokens);
}

} // namespace

/// Llama and its relatives.
class TestDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_noGrad.emplace(); }
    void cleanup() { m_noGrad.reset(); }
    void computesWhatTransformersDoes_data() { test::addCaseRows(Cases); }
    void computesWhatTransformersDoes();
    void computesTheSameWithoutInspection_data() { test::addCaseRows(Cases); }
    void computesTheSameWithoutInspection();
    void generatesWhatTransformersDoes_data() { test::addCaseRows(Cases); }
    void generatesWhatTransformersDoes();
    void savesWhatItLoads_data() { test::addCaseRows(Cases); }
    void savesWhatItLoads();
    void seesNothingBeforeItsWindow();
    void keepsShortTextsAsTheyWere();
    void readsOldConfigs_data();
    void readsOldConfigs();
    void refuses_data();
    void refuses();
    void refusesConfigWithTooFewLayers();
    void drawsWeights_data() { test::addCaseRows(Cases); }
    void drawsWeights();
    void stops();

private:
    fs::path folder() const {
        QFETCH(QString, name);
        return Cases / name.toStdString();
    }

    std::optional<torch::NoGradGuard> m_noGrad;
};

void TestDecoder::computesWhatTransformersDoes() {
    auto model = models::loadNetwork(folder());
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    const auto expected = test::tensorsOf(folder() / "expected.safetensors");
    const auto outputs = test::outputsOf(**model, expected.at("input_ids"));
    QCOMPARE(outputs.inner.size() + 3, expected.size());
    test::compareInner(outputs, expected);
    const auto logits = (*model)->logits(outputs.hidden);
    QVERIFY(test::largestDifference(logits, expected.at("logits")) < test::ParityTolerance);
}

void TestDecoder::computesTheSameWithoutInspection() {
    const auto model = models::loadNetwork(folder()).value();
    const auto expected = test::tensorsOf(folder() / "expected.safetensors");
    const auto logits = model->logits(model->hidden(expected.at("input_ids")));
    QVERIFY(test::largestDifference(logits, expected.at("logits")) < test::ParityTolerance);
}

void TestDecoder::generatesWhatTransformersDoes() {
    const auto model = models::loadNetwork(folder()).value();
    const auto expected = test::tensorsOf(folder() / "expected.safetensors");
    const auto& ids = expected.at("input_ids");
    const auto& generated = expected.at("generated");
    const auto prompt = ids.slice(/*dim=*/1, 0, ids.size(1) - generated.size(0));
    QVERIFY(torch::equal(greedy(*model, prompt, generated.size(0)), generated));
}

void TestDecoder::savesWhatItLoads() {
    const auto model = models::loadNetwork(folder()).value();
    const auto description = models::readModelDescription(folder()).value();
    const QTemporaryDir scratch;
    const auto saved = fs::path(scratch.path().toStdString()) / "saved";
    QVERIFY(models::saveNetwork(*model, description, formats::DataType::Float32, saved));
    QCOMPARE(models::readModelDescription(saved).value(), description);
    const auto again = models::loadNetwork(saved).value();
    const auto ids = test::tensorsOf(folder() / "expected.safetensors").at("input_ids");
    QVERIFY(torch::equal(again->logits(again->hidden(ids)), model->logits(model->hidden(ids))));
}

void TestDecoder::seesNothingBeforeItsWindow() {
    const auto model = models::loadNetwork(Cases / "gemma3").value();
    const auto ids = test::tensorsOf(Cases / "gemma3/expected.safetensors").at("input_ids");
    nn::Inspection inspection;
    inspection.keep(Site::AttentionWeights);
    model->hidden(ids, /*cache=*/nullptr, &inspection);
    const auto& weights = inspection.kept(Site::AttentionWeights);
    constexpr std::int64_t Window = 5;
    QCOMPARE(weights[0].tril(/*diagonal=*/-Window).count_nonzero().item<std::int64_t>(), 0);
    QVERIFY(weights[0].diagonal(-Window + 1, 2, 3).min().item<float>() > 0);
    QVERIFY(weights[1].tril(/*diagonal=*/-Window).count_nonzero().item<std::int64_t>() > 0);
}

void TestDecoder::keepsShortTextsAsTheyWere() {
    constexpr std::int64_t HeadDim = 8;
    nn::RotaryOptions options;
    options.base = 100;
    const auto plain = nn::RotaryEmbedding(HeadDim, options).frequencies(/*length=*/12);
    const std::vector<float> expected{1, 0.316227766F, 0.1F, 0.0316227766F};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QVERIFY(std::abs(plain[i] - expected[i]) < FrequencyTolerance);
    }
    options.scaling = nn::RotaryScaling::Dynamic;
    options.factor = 2;
    options.originalContext = 12;
    const nn::RotaryEmbedding dynamic(HeadDim, options);
    QCOMPARE(dynamic.frequencies(/*length=*/12), plain);
    QVERIFY(dynamic.frequencies(/*length=*/13) != plain);
    options.scaling = nn::RotaryScaling::Linear;
    QCOMPARE(nn::RotaryEmbedding(HeadDim, options).frequencies(/*length=*/1).front(), 0.5F);
}

void TestDecoder::readsOldConfigs_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<double>("base");
    QTest::addColumn<int>("scaling");
    QTest::addColumn<int>("context");
    const auto row = [](const char* name, const char* members, double base,
                         nn::RotaryScaling scaling, int context) {
        QTest::newRow(name) << QByteArray(members) << base << static_cast<int>(scaling) << context;
    };
    row("plain", R"("rope_theta":500.0,"rope_scaling":null)", 500, nn::RotaryScaling::None, 64);
    row("linear", R"("rope_scaling":{"type":"linear","factor":2.0})", 10000,
        nn::RotaryScaling::Linear, 128);
    row("dynamic", R"("rope_scaling":{"type":"dynamic","factor":4.0})", 10000,
        nn::RotaryScaling::Dynamic, 256);
    row("Llama 3",
        R"("rope_theta":5e5,"rope_scaling":{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,)"
        R"("high_freq_factor":4.0,"original_max_position_embeddings":32})",
        5e5, nn::RotaryScaling::Llama3, 64);
    row("YaRN",
        R"("rope_scaling":{"type":"yarn","factor":4.0,"original_max_position_embeddings":64})",
        10000, nn::RotaryScaling::Yarn, 256);
}

void TestDecoder::readsOldConfigs() {
    QFETCH(QByteArray, config);
    const test::ScratchFolder scratch;
    scratch.write("config.json",
        (R"({"model_type":"llama","max_position_embeddings":64,)" + config + "}").toStdString());
    const auto description = models::readModelDescription(scratch.path());
    QVERIFY2(description, description ? "" : description.error().detail.c_str());
    const auto decoder = std::get<models::DecoderConfig>(description->config);
    QTEST(decoder.rotary.base, "base");
    QTEST(static_cast<int>(decoder.rotary.scaling), "scaling");
    QTEST(static_cast<int>(decoder.contextLength), "context");
    QCOMPARE(decoder.headDim, 128);
}

void TestDecoder::refuses_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("place");
    const auto row
        = [](const char* name, const char* type, const char* members, const char* place) {
              QTest::newRow(name) << QByteArray(R"({"model_type":")") + type + "\"," + members + "}"
                                  << QByteArray(place);
          };
    row("heads that do not divide", "llama", R"("num_key_value_heads":3)", "/num_key_value_heads");
    row("heads of odd width", "qwen3", R"("head_dim":5)", "/head_dim");
    row("more heads than width", "llama", R"("hidden_size":8)", "");
    row("epsilon of zero", "llama", R"("rms_norm_eps":0)", "/rms_norm_eps");
    row("base of one", "llama", R"("rope_theta":1)", "/rope_theta");
    row("unknown scaling", "llama", R"("rope_scaling":{"type":"longrope"})", "/rope_scaling/type");
    row("factor below one", "llama", R"("rope_scaling":{"type":"linear","factor":0.5})",
        "/rope_scaling/factor");
    row("absurd factor", "llama", R"("rope_scaling":{"type":"linear","factor":1e300})",
        "/rope_scaling/factor");
    row("limits the wrong way round", "llama",
        R"("rope_parameters":{"rope_type":"llama3","factor":2,"low_freq_factor":4,)"
        R"("high_freq_factor":1})",
        "/rope_parameters/high_freq_factor");
    row("context beyond the limit", "llama",
        R"("max_position_embeddings":16000000,"rope_scaling":{"type":"linear","factor":100})",
        "/max_position_embeddings");
    row("types of too few layers", "gemma3_text",
        R"("num_hidden_layers":2,"layer_types":["full_attention"])", "/layer_types");
    row("unknown type of layer", "gemma3_text",
        R"("num_hidden_layers":1,"layer_types":["chunked_attention"])", "/layer_types/0");
    row("window of zero", "gemma3_text", R"("sliding_window":0)", "/sliding_window");
    row("soft cap", "gemma3_text", R"("final_logit_softcapping":30.0)", "/final_logit_softcapping");
    row("both directions", "gemma3_text", R"("use_bidirectional_attention":true)",
        "/use_bidirectional_attention");
}

void TestDecoder::refuses() {
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, place);
    const test::ScratchFolder scratch;
    const auto path = scratch.write("config.json", config.toStdString());
    const auto description = models::readModelDescription(scratch.path());
    QVERIFY(!description);
    QCOMPARE(description.error().code, ErrorCode::ValueInvalid);
    QCOMPARE(description.error().subject, path.string());
    QCOMPARE(QByteArray::fromStdString(description.error().place), place);
}

void TestDecoder::refusesConfigWithTooFewLayers() {
    const auto checkpoint = formats::CheckpointFolder::open(Cases / "gemma3").value();
    auto config = std::get<models::DecoderConfig>(
        models::readModelDescription(Cases / "gemma3").value().config);
    config.layers = 2;
    const auto model = models::loadNetwork(checkpoint, config);
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::ValueInvalid);
    QCOMPARE(model.error().place, std::string("/num_hidden_layers"));
}

void TestDecoder::drawsWeights() {
    const auto config = models::readModelDescription(folder()).value().config;
    const auto model = models::makeNetwork(config);
    model->initialize(/*seed=*/1);
    const auto ids = torch::arange(8).unsqueeze(0);
    QVERIFY(model->logits(model->hidden(ids)).isfinite().all().item<bool>());
    const auto names = models::parameterNames(config);
    QCOMPARE(model->named_parameters().size(), names.size());
    for (const auto& name : names) {
        QCOMPARE(model->named_parameters()[name.name].sizes().vec(), name.shape);
    }
}

void TestDecoder::stops() {
    const auto model = models::loadNetwork(Cases / "llama").value();
    std::stop_source stop;
    stop.request_stop();
    nn::KvCache cache(model->cacheShape(/*rows=*/1, /*capacity=*/4), torch::kFloat32);
    const auto ids = torch::zeros({1, 3}, torch::kLong);
    QVERIFY_EXCEPTION_THROWN(
        model->hidden(ids, &cache, /*inspection=*/nullptr, stop.get_token()), nn::Interrupted);
    QCOMPARE(cache.length(), 0);
}

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
