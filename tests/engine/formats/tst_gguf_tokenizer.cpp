#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/formats/gguf_tokenizer.h"
#include "engine/text/unicode.h"
#include "tests/engine/formats/gguf_bytes.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/gguf_tokenizer";
const fs::path TextCases = fs::path(VITRINE_SOURCE_DIR) / "tests/engine/text/cases";

constexpr std::uint32_t TextType = 8;
constexpr std::uint32_t ArrayType = 9;
constexpr std::uint32_t IntType = 5;

/// A file that holds the tokens "a" and "b", and what `more` adds: so many values.
template <typename More>
std::string bytesWith(std::uint64_t values, const More& more) {
    test::GgufBytes file(/*tensors=*/0, /*values=*/1 + values);
    file.key("tokenizer.ggml.tokens", ArrayType).put(TextType).put(std::uint64_t{2});
    file.text("a").text("b");
    more(file);
    return file.bytes();
}

} // namespace

class TestGgufTokenizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheOthersHold_data();
    void readsWhatTheOthersHold();
    void takesTheBeginOfTexts();
    void refuses_data();
    void refuses();
};

void TestGgufTokenizer::readsWhatTheOthersHold_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("gpt2") << QByteArray("tokenizer_json/gpt2");
    QTest::newRow("llama3") << QByteArray("tokenizer_json/llama3");
    QTest::newRow("qwen2") << QByteArray("tokenizer_json/qwen2");
    QTest::newRow("smollm") << QByteArray("tokenizer_json/smollm");
    QTest::newRow("sentence_piece_bpe") << QByteArray("sentence_piece/bpe");
    QTest::newRow("sentence_piece_unigram") << QByteArray("sentence_piece/unigram");
}

/// The ids and texts that the original implementations give.
void TestGgufTokenizer::readsWhatTheOthersHold() {
    QFETCH(QByteArray, source);
    const auto tokenizer
        = formats::loadTokenizer(Cases / QTest::currentDataTag() / "tokenizer.gguf");
    QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
    std::ifstream stream(TextCases / source.toStdString() / "expected.json");
    const auto cases = nlohmann::json::parse(stream);
    QVERIFY(!cases.empty());
    for (const auto& expected : cases) {
        const auto ids = expected.at("ids").get<std::vector<TokenId>>();
        QCOMPARE((*tokenizer)->encode(expected.at("text").get<std::string>(), false).value(), ids);
        if (expected.contains("decoded")) {
            QCOMPARE(text::replaceInvalidUtf8((*tokenizer)->decode(ids)),
                expected["decoded"].get<std::string>());
        }
    }
}

/// What the file says of special tokens, or else what its kind of model does.
void TestGgufTokenizer::takesTheBeginOfTexts() {
    const auto bytes = bytesWith(3, [](test::GgufBytes& file) {
        file.key("tokenizer.ggml.model", TextType).text("llama");
        file.key("tokenizer.ggml.token_type", ArrayType).put(IntType).put(std::uint64_t{2});
        file.put(std::int32_t{3}).put(std::int32_t{1});
        file.key("tokenizer.ggml.bos_token_id", IntType).put(std::int32_t{0});
    });
    const QTemporaryDir folder;
    const fs::path path(folder.path().toStdString() + "/model.gguf");
    std::ofstream(path, std::ios::binary) << bytes;
    const auto tokenizer = formats::loadTokenizer(path).value();
    QCOMPARE(tokenizer->beginOfText(), std::optional<TokenId>(0));
    QVERIFY(tokenizer->isSpecial(0));
    QCOMPARE(tokenizer->encode("b", true).value().front(), 0);
}

void TestGgufTokenizer::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("place");
    const auto row
        = [](const char* name, const std::string& bytes, ErrorCode code, const char* place) {
              QTest::newRow(name) << QByteArray::fromStdString(bytes) << static_cast<int>(code)
                                  << QByteArray(place);
          };
    row("no tokeniser", test::GgufBytes(0, 0).bytes(), ErrorCode::TokenizerMissing,
        "tokenizer.ggml.tokens");
    row("another kind",
        bytesWith(1, [](auto& file) { file.key("tokenizer.ggml.model", TextType).text("rwkv"); }),
        ErrorCode::TokenizerUnsupported, "tokenizer.ggml.model: rwkv");
    row("another cut",
        bytesWith(2,
            [](auto& file) {
                file.key("tokenizer.ggml.model", TextType).text("gpt2");
                file.key("tokenizer.ggml.pre", TextType).text("viking");
            }),
        ErrorCode::TokenizerUnsupported, "tokenizer.ggml.pre: viking");
    row("no merges",
        bytesWith(1, [](auto& file) { file.key("tokenizer.ggml.model", TextType).text("gpt2"); }),
        ErrorCode::ValueMissing, "tokenizer.ggml.merges");
    row("a begin outside",
        bytesWith(2,
            [](auto& file) {
                file.key("tokenizer.ggml.model", TextType).text("llama");
                file.key("tokenizer.ggml.bos_token_id", IntType).put(std::int32_t{2});
            }),
        ErrorCode::ValueInvalid, "tokenizer.ggml.bos_token_id");
    row("too few types",
        bytesWith(2,
            [](auto& file) {
                file.key("tokenizer.ggml.model", TextType).text("llama");
                file.key("tokenizer.ggml.token_type", ArrayType).put(IntType).put(std::uint64_t{1});
                file.put(std::int32_t{1});
            }),
        ErrorCode::ValueInvalid, "tokenizer.ggml.token_type");
}

void TestGgufTokenizer::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QByteArray, place);
    const QTemporaryDir folder;
    const fs::path path(folder.path().toStdString() + "/model.gguf");
    std::ofstream(path, std::ios::binary).write(bytes.data(), bytes.size());
    const auto tokenizer = formats::loadTokenizer(path);
    QVERIFY(!tokenizer);
    QCOMPARE(static_cast<int>(tokenizer.error().code), code);
    QCOMPARE(tokenizer.error().subject, path.string());
    QCOMPARE(tokenizer.error().place, place.toStdString());
}

QTEST_GUILESS_MAIN(TestGgufTokenizer)
#include "tst_gguf_tokenizer.moc"
