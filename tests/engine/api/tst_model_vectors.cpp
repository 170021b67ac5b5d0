#include <cmath>

#include <QtTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "engine/api/model_vectors.h"
#include "engine/api/text_inspector.h"
#include "engine/formats/safetensors_reader.h"
#include "engine/api/vector_library.h"
#include "engine/embeddings/similarity.h"
#include "engine/embeddings/table_file.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;

namespace {

const std::filesystem::path Cases = std::filesystem::path(VITRINE_TEST_SOURCE_DIR) / "cases";

std::shared_ptr<const api::TextModel> load(const std::string& name) {
    return api::TextModel::load(Cases / name, {.device = DeviceChoice::Cpu}).value();
}

/// A tensor of a file as floats.
std::vector<float> tensor(const std::filesystem::path& file, std::string_view name) {
    const auto content = formats::readSafetensors(file).value();
    for (const auto& view : content.tensors) {
        if (view.name == name) {
            const auto* data = reinterpret_cast<const float*>(view.bytes.data());
            return {data, data + view.bytes.size() / sizeof(float)};
        }
    }
    return {};
}

} // namespace

class TestModelVectors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesEveryTokenItsRowOfTheMatrix_data() { models(); }
    void givesEveryTokenItsRowOfTheMatrix();
    void namesTokensByTheirTexts();
    void givesTheHiddenStatesOfATrace_data() { models(); }
    void givesTheHiddenStatesOfATrace();
    void comparesAWordInSeveralTexts();
    void takesTheCommonDirectionAway();
    void meansTheTokensOfAWord();
    void saysWhereAWordIsMissing();
    void listsBuiltInVectors();

private:
    static void models() {
        QTest::addColumn<QString>("name");
        QTest::newRow("GPT-2") << QStringLiteral("generation/tied");
        QTest::newRow("BERT") << QStringLiteral("masked/bert");
    }
};

void TestModelVectors::givesEveryTokenItsRowOfTheMatrix() {
    QFETCH(QString, name);
    const auto model = load(name.toStdString());
    const auto vectors = model->newInspector()->tokenVectors();
    QVERIFY(vectors);
    const auto file = Cases / name.toStdString() / "model.safetensors";
    auto weights = tensor(file, "bert.embeddings.word_embeddings.weight");
    for (const auto* other : {"transformer.wte.weight", "wte.weight"}) {
        weights = weights.empty() ? tensor(file, other) : weights;
    }
    QVERIFY(!weights.empty());
    QVERIFY(*vectors == weights);
}

void TestModelVectors::namesTokensByTheirTexts() {
    const auto model = load("masked/bert");
    const auto table = api::tokenEmbeddings(*model);
    QVERIFY(table);
    QCOMPARE((*table)->dimensions(), model->info().modelWidth);
    const auto cat = (*table)->find("cat");
    QVERIFY(cat);
    const auto id = model->tokenizer().idOf("cat");
    const auto all = model->newInspector()->tokenVectors().value();
    const auto width = static_cast<std::size_t>((*table)->dimensions());
    QVERIFY(std::ranges::equal((*table)->vector(*cat),
        std::span(all).subspan(static_cast<std::size_t>(*id) * width, width)));
    QVERIFY((*table)->find("[MASK]"));
}

void TestModelVectors::givesTheHiddenStatesOfATrace() {
    QFETCH(QString, name);
    const auto model = load(name.toStdString());
    const test::ScratchFolder folder;
    const auto file = folder.path() / "trace.safetensors";
    const std::vector<TokenId> ids{3, 5, 1, 7};
    QVERIFY(model->trace({ids, {}}, file));
    const auto inspector = model->newInspector();
    QVERIFY(inspector->run(ids));
    for (int depth = 0; depth <= model->info().layers; ++depth) {
        const auto states = inspector->hiddenStates(depth);
        QVERIFY(states);
        const auto traced = tensor(file, "hidden." + std::to_string(depth));
        QCOMPARE(states->size(), traced.size());
        for (std::size_t i = 0; i < traced.size(); ++i) {
            QVERIFY(std::abs((*states)[i] - traced[i]) < 1e-5F); // another order of sums
        }
    }
    QCOMPARE(
        inspector->hiddenStates(model->info().layers + 1).error().code, ErrorCode::OptionInvalid);
}

void TestModelVectors::comparesAWordInSeveralTexts() {
    const auto model = load("masked/bert");
    const std::vector<WordInText> places{
        {"the cat", "cat", 0}, {"cat, the cat", "cat", 1}, {"the cat", "cat", 0}};
    const auto words = api::contextualWords(*model, places);
    QVERIFY2(words, words ? "" : words.error().detail.c_str());
    const auto depths = static_cast<std::size_t>(model->info().layers) + 1;
    QCOMPARE(words->states.size(), depths);
    for (std::size_t depth = 0; depth < depths; ++depth) {
        const auto& cosines = words->cosines[depth];
        QVERIFY(std::abs(cosines[0 * 3 + 2] - 1) < 1e-6); // the same text
        QVERIFY(cosines[0 * 3 + 1] < 0.9999); // another place in another text
        QCOMPARE(cosines[0 * 3 + 1], cosines[1 * 3 + 0]);
        QCOMPARE(
            words->states[depth].size(), std::size_t{3} * static_cast<std::size_t>(words->width));
    }
    // By hand from the states of the whole text.
    const auto table = api::hiddenStates(*model, "the cat", /*depth=*/1);
    QVERIFY(table);
    const auto row = static_cast<std::size_t>(words->width);
    for (int i = 0; i < (*table)->size(); ++i) {
        if ((*table)->word(i).starts_with("cat")) {
            QVERIFY(
                std::ranges::equal((*table)->vector(i), std::span(words->states[1]).first(row)));
        }
    }
}

void TestModelVectors::takesTheCommonDirectionAway() {
    const auto model = load("masked/bert");
    const std::vector<WordInText> places{{"the cat", "cat", 0}, {"a cat", "cat", 0}};
    const auto words = api::contextualWords(*model, places).value();
    const auto width = static_cast<std::size_t>(words.width);
    std::vector<double> mean(width);
    std::vector<std::vector<double>> cats;
    for (const auto& place : places) {
        const auto table = api::hiddenStates(*model, place.text, /*depth=*/1).value();
        for (int i = 1; i < 3; ++i) { // between [CLS] and [SEP]
            std::vector<double> unit;
            for (const float value : table->vector(i)) {
                unit.push_back(value / table->norm(i));
            }
            for (std::size_t k = 0; k < width; ++k) {
                mean[k] += unit[k] / 4;
            }
            if (i == 2) {
                cats.push_back(unit);
            }
        }
    }
    double dot = 0;
    double first = 0;
    double second = 0;
    for (std::size_t k = 0; k < width; ++k) {
        const double a = cats[0][k] - mean[k];
        const double b = cats[1][k] - mean[k];
        dot += a * b;
        first += a * a;
        second += b * b;
    }
    constexpr double Tolerance = 1e-5; // of float32 in between
    QVERIFY(std::abs(words.centredCosines[1][1] - dot / std::sqrt(first * second)) < Tolerance);
    QVERIFY(std::abs(words.centredCosines[1][0] - 1) < Tolerance);
    QVERIFY(words.centredCosines[1][1] < words.cosines[1][1]);
}

void TestModelVectors::meansTheTokensOfAWord() {
    const auto model = load("masked/bert");
    const std::vector<WordInText> places{{"ab", "ab", 0}};
    const auto words = api::contextualWords(*model, places);
    QVERIFY(words);
    QCOMPARE(words->tokens[0].size(), std::size_t{2}); // a and ##b
    const auto table = api::hiddenStates(*model, "ab", /*depth=*/0).value();
    QCOMPARE(table->size(), 4); // with [CLS] and [SEP]
    const auto mean = (table->vector(1)[0] + table->vector(2)[0]) / 2;
    QVERIFY(std::abs(words->states[0][0] - mean) < 1e-6F);
}

void TestModelVectors::saysWhereAWordIsMissing() {
    const auto model = load("masked/bert");
    const std::vector<WordInText> second{{"the cat", "cat", 1}};
    const auto words = api::contextualWords(*model, second);
    QCOMPARE(words.error().code, ErrorCode::WordUnknown);
    QCOMPARE(words.error().subject, "cat");
    QCOMPARE(api::contextualWords(*model, {}).error().code, ErrorCode::OptionInvalid);
}

void TestModelVectors::listsBuiltInVectors() {
    const test::ScratchFolder folder;
    std::filesystem::create_directories(folder.path() / "words");
    std::filesystem::create_directories(folder.path() / "empty");
    const std::vector<std::string> words{"a"};
    QVERIFY(embeddings::writeTable(*embeddings::EmbeddingTable::of(words, {1}, 1),
        folder.path() / "words/vectors.safetensors", embeddings::TablePrecision::Float16,
        {{"title", "One word"}, {"language", "en"}}));
    const api::VectorLibrary library(folder.path());
    const auto file = folder.path() / "words/vectors.safetensors";
    QVERIFY((library.sets() == std::vector<api::VectorSet>{{"words", "One word", "en", file}}));
    QCOMPARE(library.resolve("words").value(), file);
    QCOMPARE(library.resolve(file.string()).value(), file);
    QCOMPARE(library.resolve("nowhere").error().code, ErrorCode::FileMissing);
}

QTEST_GUILESS_MAIN(TestModelVectors)
#include "tst_model_vectors.moc"
