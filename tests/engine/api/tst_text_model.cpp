#include <cmath>

#include <QFile>
#include <QtTest>

#include "engine/api/model_library.h"
#include "engine/api/text_model.h"
#include "engine/formats/safetensors_reader.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Sums of logarithms in another order.
constexpr double Tolerance = 1e-4;

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/generation";

LoadOptions onCpu(DType dtype = DType::Float32) {
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    options.dtype = dtype;
    options.threads = 1;
    return options;
}

std::shared_ptr<const api::TextModel> load(const fs::path& folder = Cases / "tied") {
    return api::TextModel::load(folder, onCpu()).value();
}

/// The tied model, to be changed.
fs::path copyInto(const test::ScratchFolder& scratch) {
    const auto folder = scratch.path() / "copy";
    fs::copy(Cases / "tied", folder);
    return folder;
}

struct Score {
    double nats = 0;
    std::int64_t tokens = 0;
};

/// What a session makes of `ids` as a text of their own, added up over the tokens that something
/// foresees.
Score scoreOf(const api::TextModel& model, std::vector<TokenId> ids) {
    if (const auto begin = model.tokenizer().beginOfText()) {
        ids.insert(ids.begin(), *begin);
    }
    Score score;
    const auto scored = model.newSession()->score(ids).value();
    for (const auto& token : scored) {
        score.nats -= token.scored ? token.logProbability : 0;
        score.tokens += token.scored ? 1 : 0;
    }
    return score;
}

ErrorCode loadError(const fs::path& folder) {
    const auto model = api::TextModel::load(folder, onCpu());
    return model ? ErrorCode::Internal : model.error().code;
}

} // namespace

class TestTextModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inspectsWithoutWeights();
    void estimatesMemory();
    void refusesAModelThatDoesNotFit();
    void reportsItsPlace();
    void reportsProgressAndStops();
    void refusesBadFolders();
    void evaluatesLinesByThemselves();
    void evaluatesAStreamLongerThanTheContext();
    void tracesEverything();
    void savesWhatItLoads();
    void readsTheModelCard();
    void libraryFindsModels();
};

void TestTextModel::inspectsWithoutWeights() {
    const auto info = api::TextModel::inspect(Cases / "untied-three-layers").value();
    QCOMPARE(info.name, std::string("untied-three-layers"));
    QCOMPARE(info.architecture, std::string("gpt2"));
    QCOMPARE(info.layers, 3);
    QCOMPARE(info.heads, 4);
    QCOMPARE(info.modelWidth, 16);
    QCOMPARE(info.contextLength, 48);
    QCOMPARE(info.vocabularySize, 257);
    QCOMPARE(info.tokenizer, std::string("byte-level BPE"));
    // 2 · 257 · 16 embeddings, 48 · 16 positions, three blocks of 12 · 16² + 13 · 16, the last
    // norm.
    QCOMPARE(info.parameters, 2 * 257 * 16 + 48 * 16 + 3 * (12 * 256 + 13 * 16) + 2 * 16);
}

void TestTextModel::estimatesMemory() {
    const auto exact = api::TextModel::estimate(Cases / "tied", onCpu()).value();
    const auto small = api::TextModel::estimate(Cases / "tied", onCpu(DType::Int8)).value();
    const auto info = api::TextModel::inspect(Cases / "tied").value();
    QCOMPARE(exact.weightBytes, 4 * info.parameters);
    QVERIFY(small.weightBytes < exact.weightBytes / 2);
    QCOMPARE(exact.cacheBytes, 2 * 2 * 48 * 16 * 4); // K and V, layers, positions, width, bytes
    QVERIFY(exact.availableBytes > exact.total());
    QVERIFY(exact.fits());
}

void TestTextModel::refusesAModelThatDoesNotFit() {
    const test::ScratchFolder scratch;
    const auto folder = copyInto(scratch);
    QFile file(QString::fromStdString((folder / "config.json").string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    auto config = file.readAll();
    QVERIFY(config.contains("\"n_embd\": 16") && config.contains("\"n_layer\": 2"));
    file.resize(0);
    config.replace("\"n_embd\": 16", "\"n_embd\": 16000");
    file.write(config.replace("\"n_layer\": 2", "\"n_layer\": 4000"));
    file.close();
    // Its weights would take 49 terabytes; nothing is read or allocated for it.
    const auto options = onCpu();
    QVERIFY(!api::TextModel::estimate(folder, options)->fits());
    const auto refused = api::TextModel::load(folder, options);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::OutOfMemory);
    QVERIFY(!refused.error().place.empty());
}

void TestTextModel::reportsItsPlace() {
    const auto placement = load()->placement();
    QCOMPARE(placement.device, DeviceKind::Cpu);
    QCOMPARE(placement.threads, 1);
    QVERIFY(!placement.reason.empty());
    auto gpu = onCpu();
    gpu.device = DeviceChoice::Cuda;
    const auto onGpu = api::TextModel::load(Cases / "tied", gpu);
    if (onGpu) {
        QCOMPARE((*onGpu)->placement().device, DeviceKind::Cuda);
    } else {
        QCOMPARE(onGpu.error().code, ErrorCode::DeviceUnavailable);
    }
}

void TestTextModel::reportsProgressAndStops() {
    std::vector<double> fractions;
    const auto model = api::TextModel::load(Cases / "tied", onCpu(), {},
        [&](const Progress& progress) { fractions.push_back(progress.fraction); });
    QVERIFY(model);
    QVERIFY(fractions.size() > 10);
    QVERIFY(std::ranges::is_sorted(fractions));
    QCOMPARE(fractions.back(), 1.0);
    std::stop_source source;
    source.request_stop();
    const auto stopped = api::TextModel::load(Cases / "tied", onCpu(), source.get_token());
    QCOMPARE(stopped.error().code, ErrorCode::Interrupted);
}

void TestTextModel::refusesBadFolders() {
    const test::ScratchFolder scratch;
    const auto folder = copyInto(scratch);
    QCOMPARE(loadError(scratch.path() / "nowhere"), ErrorCode::FileMissing);
    // One more token than the model has.
    QFile file(QString::fromStdString((folder / "vocab.json").string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    auto vocabulary = file.readAll().trimmed();
    vocabulary.chop(1);
    file.resize(0);
    file.write(vocabulary + ", \"surplus\": 257}");
    file.close();
    QCOMPARE(loadError(folder), ErrorCode::TokenizerMismatch);
    fs::remove(folder / "vocab.json");
    fs::remove(folder / "merges.txt");
    QCOMPARE(loadError(folder), ErrorCode::TokenizerMissing);
    fs::remove(folder / "model.safetensors");
    fs::copy_file(Cases / "tied/vocab.json", folder / "vocab.json");
    fs::copy_file(Cases / "tied/merges.txt", folder / "merges.txt");
    QCOMPARE(loadError(folder), ErrorCode::FileMissing);
}

void TestTextModel::evaluatesLinesByThemselves() {
    const auto model = load();
    const auto& tokenizer = model->tokenizer();
    double nats = 0;
    std::int64_t tokens = 0;
    for (const char* line : {"Hello", "vitrine"}) {
        auto ids = tokenizer.encode(line, false).value();
        if (const auto end = tokenizer.endOfText()) {
            ids.push_back(*end);
        }
        const auto score = scoreOf(*model, ids);
        nats += score.nats;
        tokens += score.tokens;
    }
    const auto evaluation = model->evaluate("Hello\r\n\n\nvitrine", /*lines=*/true).value();
    QCOMPARE(evaluation.tokens, tokens);
    QVERIFY(std::abs(evaluation.crossEntropy - nats / static_cast<double>(tokens)) < Tolerance);
    QVERIFY(std::abs(evaluation.perplexity - std::exp(evaluation.crossEntropy)) < Tolerance);
    QVERIFY(std::abs(evaluation.bitsPerCharacter * static_cast<double>(evaluation.characters)
                    * std::log(2.0)
                - nats)
        < Tolerance * nats);
    QVERIFY(!evaluation.partial);
}

void TestTextModel::evaluatesAStreamLongerThanTheContext() {
    const auto model = load();
    std::string text;
    for (int i = 0; i < 20; ++i) {
        text += "line " + std::to_string(i) + "\n";
    }
    const auto evaluation = model->evaluate(text, /*lines=*/false).value();
    const auto begin = model->tokenizer().beginOfText() ? 0 : 1;
    QCOMPARE(evaluation.tokens, std::int64_t(text.size()) - begin); // every byte is a token
    QCOMPARE(evaluation.characters, evaluation.tokens);
    // A text of one window is scored as a session does.
    const auto shorter = text.substr(0, 40);
    const auto ids = model->tokenizer().encode(shorter, false).value();
    const double nats = scoreOf(*model, ids).nats;
    const auto window = model->evaluate(shorter, /*lines=*/false).value();
    QVERIFY(std::abs(window.crossEntropy * static_cast<double>(window.tokens) - nats)
        < Tolerance * nats);
    QCOMPARE(model->evaluate("", false)->tokens, 0);
}

void TestTextModel::tracesEverything() {
    const test::ScratchFolder scratch;
    const auto model = load(Cases / "untied-three-layers");
    const auto file = scratch.path() / "trace.safetensors";
    const std::vector<TokenId> ids{72, 101, 7, 9};
    QVERIFY(model->trace({ids, {}}, file));
    std::map<std::string, std::vector<std::int64_t>> shapes;
    const auto content = formats::readSafetensors(file).value();
    for (const auto& tensor : content.tensors) {
        shapes[tensor.name] = tensor.shape;
    }
    using Shape = std::vector<std::int64_t>;
    QCOMPARE(shapes.size(), std::size_t(2 + 4 + 3));
    QCOMPARE(shapes["input_ids"], Shape({4}));
    QCOMPARE(shapes["logits"], Shape({4, 257}));
    QCOMPARE(shapes["hidden.0"], Shape({4, 16}));
    QCOMPARE(shapes["hidden.3"], Shape({4, 16}));
    QCOMPARE(shapes["attention.2"], Shape({4, 4, 4}));
    QCOMPARE(model->trace({}, file).error().code, ErrorCode::PromptEmpty);
    QCOMPARE(model->trace({ids, {}}, scratch.path() / "no/such/folder").error().code,
        ErrorCode::FileUnwritable);
}

void TestTextModel::savesWhatItLoads() {
    const test::ScratchFolder scratch;
    const auto original = load();
    const auto folder = scratch.path() / "saved";
    QVERIFY(original->save(folder, DType::Float32));
    const auto saved = load(folder);
    const auto ids = original->tokenizer().encode("Hello", true).value();
    QCOMPARE(saved->tokenizer().encode("Hello", true).value(), ids);
    const auto before = original->newSession()->nextToken(ids, {}).value();
    QVERIFY(saved->newSession()->nextToken(ids, {}).value() == before);
    QCOMPARE(original->save(folder, DType::Int8).error().code, ErrorCode::OptionInvalid);
    QVERIFY(original->save(scratch.path() / "half", DType::BFloat16));
    const auto half = api::TextModel::inspect(scratch.path() / "half").value();
    QCOMPARE(half.weightBytes, original->info().weightBytes / 2);
}

void TestTextModel::readsTheModelCard() {
    const test::ScratchFolder scratch;
    const auto folder = copyInto(scratch);
    QFile card(QString::fromStdString((folder / "README.md").string()));
    QVERIFY(card.open(QIODevice::WriteOnly));
    card.write(
        "---\nlicense: cc0\nlanguage:\n- zh\n- en\ntags:\n- x\n---\n\n# A small model\n\n# B\n");
    card.close();
    const auto info = api::TextModel::inspect(folder).value();
    QCOMPARE(info.title, std::string("A small model"));
    QCOMPARE(info.languages, (std::vector<std::string>{"zh", "en"}));
    QVERIFY(api::TextModel::inspect(Cases / "tied")->title.empty());
}

void TestTextModel::libraryFindsModels() {
    const api::ModelLibrary library(Cases);
    const auto models = library.models();
    QCOMPARE(models.size(), std::size_t(2));
    QCOMPARE(models.front().name, std::string("tied"));
    QVERIFY(models.front().builtIn);
    QCOMPARE(library.resolve("tied").value(), Cases / "tied");
    QCOMPARE(library.resolve((Cases / "tied").string()).value(), Cases / "tied");
    QCOMPARE(library.resolve("no such model").error().code, ErrorCode::FileMissing);
    QVERIFY(api::ModelLibrary("/no/such/folder").models().empty());
}

QTEST_GUILESS_MAIN(TestTextModel)
#include "tst_text_model.moc"
