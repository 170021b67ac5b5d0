#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/text/bpe_trainer.h"
#include "engine/text/character_trainer.h"
#include "tests/engine/text/text_test_support.h"
#include "tests/support/case_folders.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

const fs::path casesFolder = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases";
const std::string savedText
    = "春眠不觉晓，处处闻啼鸟。\nThe cat sat on the mat, the other cat sat \"there\" \\ too.";

/// A tokeniser that Vitrine makes and saves, by the name of its case.
std::unique_ptr<text::Tokenizer> madeHere(const std::string& name) {
    if (name == "vitrine_characters") {
        text::CharacterTrainer trainer({});
        trainer.add(savedText);
        return trainer.train().value();
    }
    if (name == "vitrine_bpe") {
        text::BpeTrainer trainer({.vocabularySize = 290});
        trainer.add(savedText);
        return trainer.train().value();
    }
    return text::loadTokenizer(casesFolder / "tokenizer_json/uncased").value();
}

std::vector<nlohmann::json> expectations(const fs::path& folder) {
    return nlohmann::json::parse(readBytes(folder / "expected.json"));
}

/// Compares a tokeniser with what Hugging Face tokenizers did.
void compare(const text::Tokenizer& tokenizer, const fs::path& folder) {
    const auto cases = expectations(folder);
    QVERIFY(!cases.empty());
    for (const auto& expected : cases) {
        const auto text = expected.at("text").get<std::string>();
        const auto ids = expected.at("ids").get<std::vector<TokenId>>();
        QCOMPARE(tokenizer.encode(text, false).value(), ids);
        QCOMPARE(tokenizer.encode(text, true).value(),
            expected.at("with_special").get<std::vector<TokenId>>());
        if (expected.contains("decoded")) {
            // Bytes that have no token may leave others without what makes them a character.
            QCOMPARE(text::replaceInvalidUtf8(tokenizer.decode(ids)),
                expected["decoded"].get<std::string>());
        }
        const auto tokens = tokenizer.tokens(text, false).value();
        QCOMPARE(tokens.size(), ids.size());
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            QCOMPARE(tokens[i].id, ids[i]);
            if (expected.contains("offsets") && !expected["offsets"][i].is_null()) {
                QCOMPARE(tokens[i].start, expected["offsets"][i][0].get<std::size_t>());
                QCOMPARE(tokens[i].end, expected["offsets"][i][1].get<std::size_t>());
            }
        }
    }
}

void addCaseRows(const char* kind) {
    QTest::addColumn<QString>("name");
    const auto folders = test::caseFolders(casesFolder / kind);
    QVERIFY(!folders.empty());
    for (const auto& folder : folders) {
        const auto name = QString::fromStdString(folder.filename().string());
        QTest::newRow(qPrintable(name)) << name;
    }
}

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

} // namespace

class TestTokenizerFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesOnTokenizerJson_data() { addCaseRows("tokenizer_json"); }
    void agreesOnTokenizerJson();
    void agreesOnSentencePiece_data() { addCaseRows("sentence_piece"); }
    void agreesOnSentencePiece();
    void agreesOnVocabularies_data() { addCaseRows("vocabularies"); }
    void agreesOnVocabularies();
    void savesWhatTheCasesHold_data();
    void savesWhatTheCasesHold();
    void opensWhatItSaves_data() { addCaseRows("tokenizer_json"); }
    void opensWhatItSaves();
    void prefersTokenizerJson();
    void takesRolesFromTheConfig();
    void readsAddedTokens();
    void followsTheConfigOfWordPiece();
    void refusesFolder_data();
    void refusesFolder();
    void refusesChangedJson_data();
    void refusesChangedJson();
};

void TestTokenizerFile::agreesOnTokenizerJson() {
    QFETCH(QString, name);
    const auto folder = casesFolder / "tokenizer_json" / name.toStdString();
    const auto tokenizer = text::loadTokenizer(folder);
    QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
    compare(**tokenizer, folder);
}

void TestTokenizerFile::agreesOnSentencePiece() {
    QFETCH(QString, name);
    const auto folder = casesFolder / "sentence_piece" / name.toStdString();
    const auto tokenizer = text::loadTokenizer(folder);
    QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
    compare(**tokenizer, folder);
    // What it saves is a tokenizer.json that says the same.
    const QTemporaryDir saved;
    QVERIFY((*tokenizer)->save(saved.path().toStdString()));
    compare(*text::loadTokenizer(saved.path().toStdString()).value(), folder);
}

void TestTokenizerFile::agreesOnVocabularies() {
    VITRINE_NEED_REFERENCE_DATA();
    QFETCH(QString, name);
    const auto tokenizer = text::loadTokenizer(referenceData() / "tokenizers" / name.toStdString());
    QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
    compare(**tokenizer, casesFolder / "vocabularies" / name.toStdString());
}

void TestTokenizerFile::savesWhatTheCasesHold_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"vitrine_characters", "vitrine_bpe", "vitrine_word_piece"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void TestTokenizerFile::savesWhatTheCasesHold() {
    QFETCH(QString, name);
    const auto tokenizer = madeHere(name.toStdString());
    const auto expected = casesFolder / "tokenizer_json" / name.toStdString();
    if (qEnvironmentVariableIsSet("VITRINE_WRITE_CASES")) {
        fs::create_directories(expected);
        QVERIFY(tokenizer->save(expected.string()));
    }
    const QTemporaryDir folder;
    const fs::path saved(folder.path().toStdString());
    QVERIFY(tokenizer->save(saved.string()));
    for (const char* file : {"tokenizer.json", "tokenizer_config.json"}) {
        QCOMPARE(readBytes(saved / file), readBytes(expected / file));
    }
}

void TestTokenizerFile::opensWhatItSaves() {
    QFETCH(QString, name);
    const auto folder = casesFolder / "tokenizer_json" / name.toStdString();
    const QTemporaryDir saved;
    QVERIFY(text::loadTokenizer(folder).value()->save(saved.path().toStdString()));
    const auto tokenizer = text::loadTokenizer(saved.path().toStdString());
    QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
    compare(**tokenizer, folder);
}

void TestTokenizerFile::prefersTokenizerJson() {
    const QTemporaryDir temporary;
    const fs::path folder(temporary.path().toStdString());
    write(folder / "vocab.txt", "[UNK]\na\n");
    QCOMPARE(text::loadTokenizer(folder).value()->kind(), "WordPiece");
    fs::copy(casesFolder / "tokenizer_json/gpt2/tokenizer.json", folder);
    QCOMPARE(text::loadTokenizer(folder).value()->kind(), "byte-level BPE");
}

void TestTokenizerFile::takesRolesFromTheConfig() {
    const QTemporaryDir temporary;
    const fs::path folder(temporary.path().toStdString());
    fs::copy(casesFolder / "tokenizer_json/roberta/tokenizer.json", folder);
    write(folder / "tokenizer_config.json",
        R"({"bos_token": "<s>", "eos_token": {"content": "</s>", "lstrip": false}})");
    const auto tokenizer = text::loadTokenizer(folder).value();
    QCOMPARE(tokenizer->beginOfText(), std::optional<TokenId>(0));
    QCOMPARE(tokenizer->endOfText(), std::optional<TokenId>(2));
    write(folder / "tokenizer_config.json", R"({"eos_token": 5})");
    const auto error = text::loadTokenizer(folder).error();
    QCOMPARE(error.code, ErrorCode::ValueInvalid);
    QCOMPARE(error.place, "/eos_token");
}

void TestTokenizerFile::readsAddedTokens() {
    const QTemporaryDir temporary;
    const fs::path folder(temporary.path().toStdString());
    text::BpeTrainer trainer({.vocabularySize = 256, .specialTokens = {}});
    const auto bytes = trainer.train().value();
    nlohmann::json vocabulary;
    for (TokenId id = 0; id < bytes->vocabularySize(); ++id) {
        vocabulary[bytes->piece(id)] = id;
    }
    write(folder / "vocab.json", vocabulary.dump());
    write(folder / "merges.txt", "#version: 0.2\n");
    write(folder / "added_tokens.json", R"({"<end>": 256, "<word>": 257})");
    write(folder / "tokenizer_config.json", R"({"eos_token": "<end>"})");
    const auto tokenizer = text::loadTokenizer(folder).value();
    QCOMPARE(tokenizer->vocabularySize(), 258);
    QCOMPARE(tokenizer->endOfText(), std::optional<TokenId>(256));
    QVERIFY(tokenizer->isSpecial(256));
    QVERIFY(!tokenizer->isSpecial(257));
    const std::vector<TokenId> ids{256, 257};
    QCOMPARE(tokenizer->encode("<end><word>", false).value(), ids);
    QCOMPARE(tokenizer->decode(ids), "<word>");
}

void TestTokenizerFile::followsTheConfigOfWordPiece() {
    const QTemporaryDir temporary;
    const fs::path folder(temporary.path().toStdString());
    write(folder / "vocab.txt", "[UNK]\r\nÉ\r\né\r\ne\r\n春眠\r\n");
    const auto ids = [&](std::string_view text) {
        return text::loadTokenizer(folder).value()->encode(text, true).value();
    };
    QCOMPARE(ids("É"), std::vector<TokenId>{3});
    write(folder / "tokenizer_config.json", R"({"do_lower_case": false})");
    QCOMPARE(ids("É"), std::vector<TokenId>{1});
    write(folder / "tokenizer_config.json", R"({"do_lower_case": true, "strip_accents": false})");
    QCOMPARE(ids("É"), std::vector<TokenId>{2});
    QCOMPARE(ids("春眠"), (std::vector<TokenId>{0, 0}));
    write(folder / "tokenizer_config.json", R"({"tokenize_chinese_chars": false})");
    QCOMPARE(ids("春眠"), std::vector<TokenId>{4});
}

void TestTokenizerFile::refusesFolder_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const char* file, const QByteArray& content,
                         ErrorCode code, const char* subject, const char* place) {
        QTest::newRow(name) << QByteArray(file) << content << static_cast<int>(code)
                            << QByteArray(subject) << QByteArray(place);
    };
    row("nothing", "readme.txt", "", ErrorCode::TokenizerMissing, "", "");
    row("no merges", "vocab.json", R"({"a": 0})", ErrorCode::FileMissing, "merges.txt", "");
    row("no vocabulary", "merges.txt", "", ErrorCode::FileMissing, "vocab.json", "");
    row("broken json", "tokenizer.json", "{\n\"model\": tru}", ErrorCode::JsonInvalid,
        "tokenizer.json", "2:13");
    row("not an object", "tokenizer.json", "[]", ErrorCode::ValueInvalid, "tokenizer.json", "");
    row("no model", "tokenizer.json", "{}", ErrorCode::ValueMissing, "tokenizer.json", "/model");
    row("words", "tokenizer.json", R"({"model": {"type": "WordLevel"}})",
        ErrorCode::TokenizerUnsupported, "tokenizer.json", "/model: WordLevel");
    row("no message", "tokenizer.model", "\x0A\x05xy", ErrorCode::FileDamaged, "tokenizer.model",
        "0");
    row("no pieces", "tokenizer.model", "", ErrorCode::FileDamaged, "tokenizer.model", "0");
    row("a model of words", "tokenizer.model", QByteArray("\x12\x02\x18\x03"),
        ErrorCode::TokenizerUnsupported, "tokenizer.model", "model_type 3");
    row("id too large", "tokenizer.json",
        R"({"model": {"type": "BPE", "vocab": {"a": 4294967296}, "merges": []}})",
        ErrorCode::ValueInvalid, "tokenizer.json", "/model/vocab/a");
    row("id twice", "tokenizer.json",
        R"({"model": {"type": "BPE", "vocab": {"a": 1, "b": 1}, "merges": []}})",
        ErrorCode::ValueInvalid, "tokenizer.json", "/model/vocab/b");
    row("key twice", "tokenizer.json",
        R"({"model": {"type": "BPE", "vocab": {"a": 1, "a": 2}, "merges": []}})",
        ErrorCode::JsonDuplicateKey, "tokenizer.json", "/model/vocab/a");
    row("unknown piece missing", "vocab.txt", "a\nb\n", ErrorCode::ValueMissing, "vocab.txt",
        "/[UNK]");
    row("bad utf-8", "vocab.txt", "[UNK]\n\xFF\n", ErrorCode::FileDamaged, "vocab.txt", "2");
    row("broken config", "tokenizer_config.json", "{", ErrorCode::JsonInvalid,
        "tokenizer_config.json", "1:2");
}

void TestTokenizerFile::refusesFolder() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    QFETCH(QByteArray, subject);
    QFETCH(QByteArray, place);
    const QTemporaryDir temporary;
    const fs::path folder(temporary.path().toStdString());
    write(folder / file.toStdString(), content.toStdString());
    const auto tokenizer = text::loadTokenizer(folder);
    QVERIFY(!tokenizer);
    QCOMPARE(static_cast<int>(tokenizer.error().code), code);
    const auto expectedSubject = subject.isEmpty() ? folder : folder / subject.toStdString();
    QCOMPARE(tokenizer.error().subject, expectedSubject.string());
    QCOMPARE(tokenizer.error().place, place.toStdString());
    QVERIFY(!tokenizer.error().detail.empty());
}

void TestTokenizerFile::refusesChangedJson_data() {
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const char* base, const char* pointer, const char* value,
                         ErrorCode code, const char* place) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(pointer) << QByteArray(value)
                            << static_cast<int>(code) << QByteArray(place);
    };
    constexpr auto unsupported = ErrorCode::TokenizerUnsupported;
    constexpr auto invalid = ErrorCode::ValueInvalid;
    row("normalizer", "gpt2", "/normalizer", R"({"type": "Lowercaser"})", unsupported,
        "/normalizer: Lowercaser");
    row("normalizers", "gpt2", "/normalizer",
        R"({"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "BertNormalizer"}]})",
        unsupported, "/normalizer/normalizers/1: BertNormalizer");
    row("character map", "unigram_words", "/normalizer/normalizers/0/precompiled_charsmap",
        R"("QUJD")", invalid, "/normalizer/normalizers/0/precompiled_charsmap");
    row("character map of no digits", "unigram_words",
        "/normalizer/normalizers/0/precompiled_charsmap", R"("!")", invalid,
        "/normalizer/normalizers/0/precompiled_charsmap");
    row("replace at nothing", "llama", "/normalizer/normalizers/1/pattern", R"({"String": ""})",
        unsupported, "/normalizer/normalizers/1/pattern: an empty pattern");
    row("metaspace scheme", "mistral", "/pre_tokenizer/prepend_scheme", R"("sometimes")",
        unsupported, "/pre_tokenizer: sometimes");
    row("pre-tokenizer", "gpt2", "/pre_tokenizer", R"({"type": "UnicodeScripts"})", unsupported,
        "/pre_tokenizer: UnicodeScripts");
    row("pre-tokenizers", "gpt2", "/pre_tokenizer",
        R"({"type": "Sequence", "pretokenizers": [{"type": "UnicodeScripts"}, {"type": "ByteLevel", "add_prefix_space": false}]})",
        unsupported, "/pre_tokenizer/pretokenizers/0: UnicodeScripts");
    row("unknown piece", "llama", "/model/unk_token", R"("nothing")", invalid, "/model/unk_token");
    row("unknown id", "unigram_words", "/model/unk_id", "4000", invalid, "/model/unk_id");
    row("score of a piece", "unigram_words", "/model/vocab/3", R"(["a", "b"])", invalid,
        "/model/vocab/3");
    row("split at nothing", "llama3", "/pre_tokenizer/pretokenizers/0/pattern", R"({"String": ""})",
        unsupported, "/pre_tokenizer/pretokenizers/0/pattern: an empty pattern");
    row("broken pattern", "llama3", "/pre_tokenizer/pretokenizers/0/pattern/Regex", R"("(")",
        unsupported, "/pre_tokenizer/pretokenizers/0: the pattern (");
    row("unknown behaviour", "llama3", "/pre_tokenizer/pretokenizers/0/behavior", R"("Doubled")",
        unsupported, "/pre_tokenizer/pretokenizers/0: Doubled");
    row("decoder", "gpt2", "/decoder", R"({"type": "CTC"})", unsupported, "/decoder: CTC");
    row("post-processor", "gpt2", "/post_processor", R"({"type": "Other"})", unsupported,
        "/post_processor: Other");
    row("dropout", "gpt2", "/model/dropout", "0.1", unsupported, "/model/dropout: 0.1");
    row("merge of unknown", "gpt2", "/model/merges/3", R"(["t", "nothing"])", invalid,
        "/model/merges/3");
    row("merge of three", "gpt2", "/model/merges/3", R"(["t", "h", "e"])", invalid,
        "/model/merges/3");
    row("merge without space", "gpt2", "/model/merges/3", R"("the")", invalid, "/model/merges/3");
    row("merge of numbers", "gpt2", "/model/merges/3", "[1, 2]", invalid, "/model/merges/3");
    row("added token", "gpt2", "/added_tokens/0/id", "7", invalid, "/added_tokens/0");
    row("empty added token", "gpt2", "/added_tokens/0/content", R"("")", invalid,
        "/added_tokens/0");
    row("vocabulary is a list", "gpt2", "/model/vocab", "[]", invalid, "/model/vocab");
    row("vocabulary without bytes", "gpt2", "/model",
        R"({"type":"BPE","vocab":{"词":1},"merges":[]})", ErrorCode::ValueMissing,
        "/model/vocab/Ā");
    row("template without its ids", "template", "/post_processor/processors/1/special_tokens", "{}",
        ErrorCode::ValueMissing, "/post_processor/processors/1/special_tokens/<s>");
    row("template id outside", "template", "/post_processor/processors/1/special_tokens/<s>/ids",
        "[4000]", invalid, "/post_processor");
    row("sep without id", "roberta", "/post_processor/sep", R"(["</s>"])", invalid,
        "/post_processor/sep");
    row("WordPiece normalizer", "uncased", "/normalizer", R"({"type": "Lowercase"})", unsupported,
        "/normalizer: Lowercase");
    row("WordPiece pre-tokenizer", "uncased", "/pre_tokenizer", R"({"type": "Whitespace"})",
        unsupported, "/pre_tokenizer: Whitespace");
    row("WordPiece word length", "uncased", "/model/max_input_chars_per_word", "-1", invalid,
        "/model/max_input_chars_per_word");
    row("WordPiece without unknown", "uncased", "/model/unk_token", R"("<unk>")",
        ErrorCode::ValueMissing, "/model/vocab/<unk>");
    row("normalized added token", "uncased", "/added_tokens/0/normalized", "true", unsupported,
        "/added_tokens: the normalized added token [PAD]");
}

void TestTokenizerFile::refusesChangedJson() {
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(int, code);
    QFETCH(QByteArray, place);
    const auto source = casesFolder / "tokenizer_json" / base.toStdString() / "tokenizer.json";
    auto json = nlohmann::json::parse(readBytes(source));
    json[nlohmann::json::json_pointer(pointer.toStdString())]
        = nlohmann::json::parse(value.toStdString());
    const QTemporaryDir temporary;
    const fs::path folder(temporary.path().toStdString());
    write(folder / "tokenizer.json", json.dump());
    const auto tokenizer = text::loadTokenizer(folder);
    QVERIFY(!tokenizer);
    QCOMPARE(static_cast<int>(tokenizer.error().code), code);
    QCOMPARE(tokenizer.error().subject, (folder / "tokenizer.json").string());
    QCOMPARE(tokenizer.error().place, place.toStdString());
}

QTEST_GUILESS_MAIN(TestTokenizerFile)
#include "tst_tokenizer_file.moc"
