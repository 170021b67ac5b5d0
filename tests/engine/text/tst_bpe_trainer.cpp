#include <QTemporaryDir>
#include <QtTest>

#include "engine/text/bpe_trainer.h"
#include "engine/text/json_document.h"
#include "tests/engine/text/text_test_support.h"

using namespace vitrine;
using text::BpeTrainer;

class TestBpeTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsReferenceMerges();
    void breaksTiesByTheGreatestBytes();
    void joinsOverlappingPairsFromTheLeft();
    void keepsSpecialTokensApart();
    void stopsWhenNothingRepeats();
    void refusesTooSmallVocabulary();
    void savesAndLoads();
};

/// The merges of a tokeniser as lines "left right".
static std::vector<std::string> mergeLines(const text::ByteLevelBpe& tokenizer) {
    std::vector<std::string> lines;
    for (const auto& merge : tokenizer.merges()) {
        lines.push_back(tokenizer.piece(merge.left) + ' ' + tokenizer.piece(merge.right));
    }
    return lines;
}

static std::unique_ptr<text::ByteLevelBpe> trained(
    std::string_view text, int merges, std::int64_t minimumCount = 2) {
    BpeTrainer trainer({.vocabularySize = 257 + merges, .minimumCount = minimumCount});
    trainer.add(text);
    return trainer.train().value();
}

void TestBpeTrainer::learnsReferenceMerges() {
    VITRINE_NEED_REFERENCE_DATA();
    const auto folder = referenceData() / "bpe-training";
    const auto tokenizer = trained(readBytes(folder / "corpus.en"), 243);

    std::vector<std::string> expected;
    std::ifstream merges(folder / "train-bpe-reference-merges.txt");
    for (std::string line; std::getline(merges, line);) {
        expected.push_back(line);
    }
    QCOMPARE(expected.size(), 243U);
    QCOMPARE(mergeLines(*tokenizer), expected);

    const auto vocabulary
        = text::JsonDocument::read(folder / "train-bpe-reference-vocab.json").value();
    const auto entries = vocabulary.root().members().value();
    QCOMPARE(tokenizer->vocabularySize(), static_cast<int>(entries.size()));
    for (const auto& [piece, id] : entries) {
        QCOMPARE(tokenizer->idOf(piece), std::optional(static_cast<TokenId>(*id.asInteger())));
    }
}

void TestBpeTrainer::breaksTiesByTheGreatestBytes() {
    // Each pair occurs twice. Bytes, not pieces, are compared: 0x20 (written Ġ, above all letters)
    // comes before letters.
    QCOMPARE(mergeLines(*trained("ab c za\nab c za", 8)).front(), "z a");
    const std::vector<std::string> words{"b c", "a b"};
    QCOMPARE(mergeLines(*trained("ab\nbc\nab\nbc", 2)), words);
}

void TestBpeTrainer::joinsOverlappingPairsFromTheLeft() {
    const auto tokenizer = trained("aaaaa\naaaaa", 8);
    const std::vector<std::string> expected{"a a", "aa aa", "aaaa a"};
    QCOMPARE(mergeLines(*tokenizer), expected);
    QCOMPARE(tokenizer->encode("aaaaa", false)->size(), 1U);
}

void TestBpeTrainer::keepsSpecialTokensApart() {
    const auto tokenizer = trained("xy<|endoftext|>xy<|endoftext|>xy", 8);
    const std::vector<std::string> expected{"x y"};
    QCOMPARE(mergeLines(*tokenizer), expected);
    const std::vector<TokenId> ids{257, 0, 257};
    QCOMPARE(tokenizer->encode("xy<|endoftext|>xy", false).value(), ids);
}

void TestBpeTrainer::stopsWhenNothingRepeats() {
    QCOMPARE(trained("abc", 8)->merges().size(), 0U);
    QCOMPARE(trained("abc", 8, /*minimumCount=*/1)->merges().size(), 2U);
    QCOMPARE(trained("", 8)->vocabularySize(), 257);
}

void TestBpeTrainer::refusesTooSmallVocabulary() {
    const auto tokenizer = BpeTrainer({.vocabularySize = 256}).train();
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().code, ErrorCode::OptionInvalid);
    QCOMPARE(tokenizer.error().place, "256, at least 257");
}

void TestBpeTrainer::savesAndLoads() {
    const auto tokenizer = trained("the cat sat on the mat, the cat 春眠春眠 \"the\" \\the", 40);
    const QTemporaryDir folder;
    QVERIFY(tokenizer->save(folder.path().toStdString()));
    const auto loaded = text::loadTokenizer(folder.path().toStdString());
    QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
    const auto* bpe = dynamic_cast<const text::ByteLevelBpe*>(loaded->get());
    QVERIFY(bpe);
    QCOMPARE(bpe->merges(), tokenizer->merges());
    for (TokenId id = 0; id < tokenizer->vocabularySize(); ++id) {
        QCOMPARE(bpe->piece(id), tokenizer->piece(id));
        QCOMPARE(bpe->tokenBytes(id), tokenizer->tokenBytes(id));
        QCOMPARE(bpe->isSpecial(id), tokenizer->isSpecial(id));
    }
    QCOMPARE(bpe->endOfText(), std::optional<TokenId>(0));
    for (const auto& text : awkwardTexts()) {
        QCOMPARE(bpe->encode(text, true).value(), tokenizer->encode(text, true).value());
    }
}

QTEST_GUILESS_MAIN(TestBpeTrainer)
#include "tst_bpe_trainer.moc"
