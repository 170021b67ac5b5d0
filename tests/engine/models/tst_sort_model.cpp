#include <torch/torch.h>

#include <QtTest>

#include "engine/models/gpt2.h"
#include "engine/models/parameter_names.h"
#include "engine/text/json_document.h"
#include "tests/support/tensor_compare.h"

using namespace vitrine;
using text::JsonDocument;
using text::JsonValue;

namespace {

/// What the published values are rounded to differently in another order of additions.
constexpr double Tolerance = 1e-5;

/// A trained GPT-2 of three layers that sorts letters, with every intermediate result of one input
/// (karpathy/minGPT, as published with bbycroft/llm-viz).
const QString Folder
    = qEnvironmentVariable("VITRINE_TEST_DATA") + QStringLiteral("/models/nano-gpt-sort/");

JsonDocument readJson(const char* name) {
    return JsonDocument::read((Folder + QLatin1String(name)).toStdString()).value();
}

/// { "shape": […], "data": base64 of little-endian float32 }
torch::Tensor tensorOf(const JsonDocument& document, const std::string& name) {
    const auto entry = document.root().member(name).value();
    std::vector<std::int64_t> shape;
    const auto sizes = entry.member("shape").and_then(&JsonValue::elements).value();
    for (const auto& size : sizes) {
        shape.push_back(size.asInteger().value());
    }
    auto bytes = QByteArray::fromBase64(
        QByteArray::fromStdString(entry.member("data")->asString().value()));
    return torch::from_blob(bytes.data(), shape, torch::kFloat32).clone();
}

models::Gpt2 sortModel() {
    const auto document = readJson("model.json");
    const auto json = document.root().member("config").value();
    models::Gpt2Config config;
    config.layers = json.integerOr("n_layer", 0).value();
    config.heads = json.integerOr("n_head", 0).value();
    config.modelWidth = json.integerOr("n_embd", 0).value();
    config.mlpWidth = 4 * config.modelWidth;
    config.vocabularySize = json.integerOr("vocab_size", 0).value();
    config.contextLength = json.integerOr("block_size", 0).value();
    config.tiedOutput = false;
    models::Gpt2 model(config);
    auto parameters = model->named_parameters();
    for (const auto& name : models::parameterNames(config)) {
        parameters[name.name].set_data(tensorOf(document, name.stored)); // [out, in] in this file
    }
    model->eval();
    return model;
}

} // namespace

class TestSortModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void computesThePublishedIntermediates();
    void sorts();
};

void TestSortModel::initTestCase() {
    if (!QFile::exists(Folder + QStringLiteral("model.json"))) {
        QSKIP("the published model is not in VITRINE_TEST_DATA");
    }
}

void TestSortModel::computesThePublishedIntermediates() {
    const torch::InferenceMode guard;
    const auto published = readJson("intermediates.json");
    auto model = sortModel();
    const auto ids = tensorOf(published, "idx").to(torch::kLong); // [batch, position]
    const auto compare = [&](const char* name, const torch::Tensor& actual) {
        const auto difference = test::largestDifference(actual, tensorOf(published, name));
        QVERIFY2(difference < Tolerance,
            qPrintable(
                QString::fromLatin1("%1 differs by %2").arg(QLatin1String(name)).arg(difference)));
    };

    // The first block, step by step.
    auto* block = model->blocks[0]->as<models::Gpt2Block>();
    const auto x = model->tokenEmbedding(ids)
        + model->positionEmbedding(torch::arange(ids.size(1))); // [batch, position, model]
    compare("tok_emb", model->tokenEmbedding(ids));
    compare("x", x);
    const auto normed = block->attentionNorm(x);
    compare("ln1", normed);
    compare("qkv", block->attention->queryKeyValue(normed));
    nn::Inspection firstLayer;
    firstLayer.keep(Site::AttentionWeights);
    const auto attended = block->attention(normed, /*layer=*/0, /*cache=*/nullptr, &firstLayer);
    compare("attSm", firstLayer.kept(Site::AttentionWeights).front());
    compare("yProj", attended);
    const auto residual = x + attended;
    compare("attnResid", residual);
    compare("ln2", block->mlpNorm(residual));
    const auto expanded = block->mlp->expand(block->mlpNorm(residual));
    compare("fc", expanded);
    const auto activated = torch::gelu(expanded, "tanh");
    compare("gelu", activated);
    compare("mlp", block->mlp->contract(activated));
    compare("mlp", block->mlp(block->mlpNorm(residual), /*layer=*/0, /*inspection=*/nullptr));
    compare("mlpResid", block->forward(x, /*layer=*/0, /*cache=*/nullptr, /*inspection=*/nullptr));

    // The whole model.
    nn::Inspection inspection;
    inspection.keep(Site::BlockInput);
    inspection.keep(Site::FinalNorm);
    const auto hidden = model->hidden(ids, /*cache=*/nullptr, &inspection);
    const auto& states = inspection.kept(Site::BlockInput);
    QCOMPARE(states.size(), 4U);
    compare("x", states[0]);
    compare("block0", states[1]);
    compare("block1", states[2]);
    compare("ln_f", inspection.kept(Site::FinalNorm).front());
    compare("lm_head", model->logits(hidden));
    compare("probs", torch::softmax(model->logits(hidden), /*dim=*/-1));
}

void TestSortModel::sorts() {
    const torch::InferenceMode guard;
    auto model = sortModel();
    std::vector<std::int64_t> ids{2, 0, 1, 1, 2, 0};
    const auto length = ids.size();
    while (ids.size() < 2 * length) {
        const auto logits = model->forward(torch::tensor(ids).unsqueeze(0)); // [1, position, vocab]
        ids.push_back(logits[0][-1].argmax().item<std::int64_t>());
    }
    const std::vector sorted(ids.begin() + static_cast<std::ptrdiff_t>(length), ids.end());
    QCOMPARE(sorted, (std::vector<std::int64_t>{0, 0, 1, 1, 2, 2}));
}

QTEST_GUILESS_MAIN(TestSortModel)
#include "tst_sort_model.moc"
