#include <torch/torch.h>

#include <QtTest>

#include "engine/text/tokenizer_file.h"
#include "engine/train/task_encoder.h"
#include "tests/engine/train/byte_tokenizer.h"

using namespace vitrine;

namespace {

/// WordPiece with every letter as a word and as a part of one, "the", "cat" and some ideographs.
std::shared_ptr<const text::Tokenizer> letterPieces() {
    return text::loadTokenizer(
        std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/engine/api/cases/masked/bert")
        .value();
}

std::string textOf(const text::Tokenizer& tokenizer, const std::vector<TokenId>& ids) {
    std::string text;
    for (const auto id : ids) {
        text += (text.empty() ? "" : " ") + tokenizer.piece(id);
    }
    return text;
}

} // namespace

/// What a model reads of a row, and what it is to tell.
class TestTaskEncoder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_tokenizer = letterPieces(); }
    void ordersLabels();
    void encodesLabelledTexts();
    void cutsPairsLongestFirst();
    void refusesUnknownLabel();
    void tagsFirstTokens();
    void joinsWordsAsTheirScriptDoes();
    void findsWordsOfATextAgain();
    void pointsAtAnswers();
    void readsLongContextsInWindows();
    void instructionsCountAnswersOnly();

private:
    std::shared_ptr<const text::Tokenizer> m_tokenizer;
};

void TestTaskEncoder::ordersLabels() {
    const std::vector<LabelledText> numbers{{"", "", "10"}, {"", "", "9"}, {"", "", "10"}};
    QVERIFY(train::labelsOf(numbers) == (std::vector<std::string>{"9", "10"}));
    const std::vector<LabelledText> words{{"", "", "pos"}, {"", "", "9"}, {"", "", "10"}};
    QVERIFY(train::labelsOf(words) == (std::vector<std::string>{"10", "9", "pos"}));
    const std::vector<TaggedWords> tags{{{}, {"B-PER", "O"}}, {{}, {"B-LOC"}}};
    QVERIFY(train::labelsOf(tags)
        == (std::vector<std::string>{"O", "B-LOC", "I-LOC", "B-PER", "I-PER"}));
}

void TestTaskEncoder::encodesLabelledTexts() {
    const train::TaskEncoder encoder(m_tokenizer, 6);
    const auto single = encoder.labelled({"a b c d e f", "", "yes"}, {"no", "yes"});
    QCOMPARE(textOf(*m_tokenizer, single->input.ids), "[CLS] a b c d [SEP]");
    QVERIFY(single->targets == std::vector<std::int64_t>{1});
}

void TestTaskEncoder::cutsPairsLongestFirst() {
    const train::TaskEncoder encoder(m_tokenizer, 8);
    const auto pair = encoder.input("a b c d e f", "x y");
    QCOMPARE(textOf(*m_tokenizer, pair->ids), "[CLS] a b c [SEP] x y [SEP]");
    QVERIFY(pair->segments == (std::vector<int>{0, 0, 0, 0, 0, 1, 1, 1}));
}

void TestTaskEncoder::refusesUnknownLabel() {
    const train::TaskEncoder encoder(m_tokenizer, 8);
    const auto example = encoder.labelled({"a", "", "maybe"}, {"no", "yes"});
    QCOMPARE(example.error().code, ErrorCode::OptionInvalid);
    QCOMPARE(example.error().place, "maybe");
}

void TestTaskEncoder::tagsFirstTokens() {
    const train::TaskEncoder encoder(m_tokenizer, 8);
    const std::vector<std::string> labels{"O", "B-X", "I-X"};
    const auto example = encoder.tagged(
        {{"ab", "c", "春", "花", "in", "d"}, {"B-X", "O", "B-X", "I-X", "O", "O"}}, labels);
    QVERIFY2(example, example ? "" : example.error().detail.c_str());
    QCOMPARE(textOf(*m_tokenizer, example->input.ids), "[CLS] a ##b c 春 花 i [SEP]");
    constexpr auto None = train::IgnoredTarget;
    QVERIFY(example->targets == (std::vector<std::int64_t>{None, 1, None, 0, 1, 2, 0, None}));
}

void TestTaskEncoder::joinsWordsAsTheirScriptDoes() {
    const std::vector<std::string> words{"In", "北", "京", "，", "two", "cats", "。"};
    const auto joined = train::joinedWords(words);
    QCOMPARE(joined.text, "In北京，two cats。");
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto [begin, end] = joined.words[i];
        QCOMPARE(joined.text.substr(begin, end - begin), words[i]);
    }
}

void TestTaskEncoder::findsWordsOfATextAgain() {
    const std::string text = "Ann's 北京 cats, É.";
    std::vector<std::string> words;
    for (const auto& [begin, end] : train::wordsIn(text)) {
        words.push_back(text.substr(begin, end - begin));
    }
    QVERIFY(
        words == (std::vector<std::string>{"Ann", "'", "s", "北", "京", "cats", ",", "É", "."}));
}

void TestTaskEncoder::pointsAtAnswers() {
    const train::TaskEncoder encoder(m_tokenizer, 32);
    const auto examples = encoder.answered({"q r", "a bc d e", "bc d", 2});
    QCOMPARE(examples->size(), 1U);
    const auto& example = examples->front();
    QCOMPARE(textOf(*m_tokenizer, example.input.ids), "[CLS] q r [SEP] a b ##c d e [SEP]");
    QVERIFY(example.targets == (std::vector<std::int64_t>{5, 7}));
    // Where the context does not tell, both are the first position.
    QVERIFY(encoder.answered({"q", "a b", "", 0})->front().targets
        == (std::vector<std::int64_t>{0, 0}));
}

void TestTaskEncoder::readsLongContextsInWindows() {
    const train::TaskEncoder encoder(m_tokenizer, 8); // four tokens of the context each
    const auto examples = encoder.answered({"q", "a b c d e f g h", "f g", 10});
    std::vector<std::string> contexts;
    std::vector<std::vector<std::int64_t>> targets;
    for (const auto& example : *examples) {
        contexts.push_back(textOf(*m_tokenizer, example.input.ids));
        targets.push_back(example.targets);
    }
    QVERIFY(contexts
        == (std::vector<std::string>{"[CLS] q [SEP] a b c d [SEP]", "[CLS] q [SEP] c d e f [SEP]",
            "[CLS] q [SEP] e f g h [SEP]"}));
    QVERIFY(targets == (std::vector<std::vector<std::int64_t>>{{0, 0}, {0, 0}, {4, 5}}));
}

void TestTaskEncoder::instructionsCountAnswersOnly() {
    const std::shared_ptr<const text::Tokenizer> bytes = test::byteTokenizer();
    const train::TaskEncoder encoder(bytes, 32);
    const auto example = encoder.instructed({"hi", "ok"});
    const auto byte = [](char c) { return 1 + static_cast<TokenId>(c); };
    QVERIFY(example->input.ids
        == (std::vector<TokenId>{0, byte('h'), byte('i'), byte('\n'), byte('o'), byte('k')}));
    constexpr auto None = train::IgnoredTarget;
    QVERIFY(
        example->targets == (std::vector<std::int64_t>{None, None, None, byte('o'), byte('k'), 0}));
    QCOMPARE(train::TaskEncoder(bytes, 4).instructed({"hi", "ok"})->input.ids.size(), 4U);
}

QTEST_GUILESS_MAIN(TestTaskEncoder)
#include "tst_task_encoder.moc"
