#include <QTemporaryDir>
#include <QtTest>

#include "engine/text/word_piece_trainer.h"
#include "tests/engine/text/text_test_support.h"

using namespace vitrine;
using text::WordPieceTrainer;

namespace {

/// A word, as often as it is to be counted.
std::string times(int count, const std::string& word) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += word + ' ';
    }
    return text;
}

const std::string Corpus = times(10, "hug") + times(5, "pug") + times(12, "Pun") + times(4, "bun")
    + times(6, "hugs") + times(3, "春") + "，";

std::unique_ptr<text::WordPiece> trained(int vocabularySize) {
    WordPieceTrainer trainer({.vocabularySize = vocabularySize});
    trainer.add(Corpus);
    return trainer.train().value();
}

std::vector<std::string> piecesOf(const text::Tokenizer& tokenizer, std::string_view text) {
    std::vector<std::string> pieces;
    const auto ids = tokenizer.encode(text, /*addSpecialTokens=*/false).value();
    for (const auto id : ids) {
        pieces.push_back(tokenizer.piece(id));
    }
    return pieces;
}

} // namespace

class TestWordPieceTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsWhatHuggingFaceDoes();
    void cutsWordsIntoItsPieces();
    void knowsItsSpecialTokens();
    void refusesTooSmallVocabulary();
    void savesAndLoads();
};

void TestWordPieceTrainer::learnsWhatHuggingFaceDoes() {
    // WordPieceTrainer of Hugging Face tokenizers 0.23 learns the same merges in the same order;
    // its characters have other ids.
    const auto tokenizer = trained(19);
    std::vector<std::string> pieces;
    for (TokenId id = 0; id < tokenizer->vocabularySize(); ++id) {
        pieces.push_back(tokenizer->piece(id));
    }
    const std::vector<std::string> expected{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##u",
        "##g", "p", "##n", "h", "##s", "b", "春", "##ug", "hug", "##un", "pun", "hugs", "pug"};
    QCOMPARE(pieces, expected);
}

void TestWordPieceTrainer::cutsWordsIntoItsPieces() {
    const auto tokenizer = trained(19);
    using Pieces = std::vector<std::string>;
    QCOMPARE(piecesOf(*tokenizer, "HUGS bug punn"), (Pieces{"hugs", "b", "##ug", "pun", "##n"}));
    QCOMPARE(piecesOf(*tokenizer, "春春x"), (Pieces{"春", "春", "[UNK]"}));
    QCOMPARE(piecesOf(*tokenizer, "，"), (Pieces{"[UNK]"})); // seen once, minimumCount is 2
}

void TestWordPieceTrainer::knowsItsSpecialTokens() {
    const auto tokenizer = trained(19);
    QCOMPARE(tokenizer->maskToken(), std::optional<TokenId>(4));
    QCOMPARE(tokenizer->encode("春[MASK]", true).value(), (std::vector<TokenId>{2, 12, 4, 3}));
    const auto pair = tokenizer->layout().pair(std::vector<TokenId>{9}, std::vector<TokenId>{12});
    QCOMPARE(pair.ids, (std::vector<TokenId>{2, 9, 3, 12, 3}));
    QCOMPARE(pair.segments, (std::vector<int>{0, 0, 0, 1, 1}));
}

void TestWordPieceTrainer::refusesTooSmallVocabulary() {
    WordPieceTrainer trainer({.vocabularySize = 12});
    trainer.add(Corpus);
    const auto tokenizer = trainer.train();
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().code, ErrorCode::OptionInvalid);
    QCOMPARE(tokenizer.error().place, std::string("12, at least 13"));
}

void TestWordPieceTrainer::savesAndLoads() {
    const auto tokenizer = trained(19);
    const QTemporaryDir folder;
    QVERIFY(tokenizer->save(folder.path().toStdString()));
    const auto loaded = text::loadTokenizer(folder.path().toStdString()).value();
    QCOMPARE(loaded->maskToken(), tokenizer->maskToken());
    QVERIFY(loaded->layout() == tokenizer->layout());
    for (const auto* text : {"hugs, a pug and a Bun", "春[MASK]秋月", ""}) {
        QCOMPARE(loaded->encode(text, true).value(), tokenizer->encode(text, true).value());
    }
}

QTEST_GUILESS_MAIN(TestWordPieceTrainer)
#include "tst_word_piece_trainer.moc"
