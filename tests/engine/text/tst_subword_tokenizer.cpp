#include <cmath>

#include <QtTest>

#include "engine/text/stream_decoder.h"
#include "tests/engine/text/text_test_support.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

std::unique_ptr<text::Tokenizer> open(const char* name) {
    return text::loadTokenizer(fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/tokenizer_json" / name)
        .value();
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) {
        text += part;
    }
    return text;
}

} // namespace

class TestSubwordTokenizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryByte_data();
    void keepsEveryByte();
    void streamsWholeCharacters();
    void showsTheLattice();
    void showsMerges();
    void showsBytesAsWhatTheySay();
    void stepsEndInTheTokens_data() { keepsEveryByte_data(); }
    void stepsEndInTheTokens();
};

void TestSubwordTokenizer::keepsEveryByte_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("BPE") << QByteArray("llama");
    QTest::newRow("Unigram") << QByteArray("unigram_bytes");
}

/// Tokenisers that fall back to bytes give back any text, valid or not, and their tokens follow one
/// another.
void TestSubwordTokenizer::keepsEveryByte() {
    QFETCH(QByteArray, name);
    const auto tokenizer = open(name.constData());
    for (const auto& text : awkwardTexts()) {
        const auto tokens = tokenizer->tokens(text, false).value();
        std::size_t at = 0;
        for (const auto& token : tokens) {
            QVERIFY(token.start == at && token.end >= at);
            at = token.end;
        }
        QCOMPARE(at, text.size());
        if (text.find("\u2581") == std::string::npos && text.find("<0x41>") == std::string::npos) {
            QCOMPARE(tokenizer->decode(tokenizer->encode(text, false).value()), text);
        }
    }
}

void TestSubwordTokenizer::streamsWholeCharacters() {
    const auto tokenizer = open("llama");
    const auto ids = tokenizer->encode("a 你👍", false).value();
    text::StreamDecoder decoder;
    std::vector<std::string> parts;
    for (const auto id : ids) {
        parts.push_back(decoder.push(tokenizer->tokenBytes(id)));
    }
    QCOMPARE(joined(parts), " a 你👍"); // the mark before a text is a space in its middle
    QCOMPARE(parts.back(), "👍");
    QCOMPARE(parts[parts.size() - 2], "");
    QVERIFY(decoder.pending().empty());
}

/// The search's last place holds the cut that is taken, and its total is the sum of its pieces.
void TestSubwordTokenizer::showsTheLattice() {
    const auto tokenizer = open("unigram_bytes");
    const auto steps = tokenizer->steps("The cat sat").value();
    QCOMPARE(steps.preTokens.size(), std::size_t{1});
    const auto& word = steps.preTokens.front();
    QCOMPARE(word.text, "\u2581The\u2581cat\u2581sat");
    QCOMPARE(word.stepCount(), word.lattice.size());
    QCOMPARE(word.lattice.back().end, word.text.size());
    double total = 0;
    std::size_t end = 0;
    for (const auto& token : word.tokens) {
        end += token.piece.size();
        const auto place = std::ranges::find_if(
            word.lattice, [&](const LatticeStep& step) { return step.end == end; });
        QVERIFY(place != word.lattice.end());
        QCOMPARE(place->candidates.front().piece, token.piece);
        total += place->candidates.front().score;
        QVERIFY(std::abs(place->candidates.front().total - total) < 1e-9);
    }
    for (const auto& place : word.lattice) {
        QVERIFY(
            std::ranges::is_sorted(place.candidates, std::ranges::greater(), &LatticePiece::total));
    }
}

void TestSubwordTokenizer::showsMerges() {
    const auto tokenizer = open("llama");
    const auto word = tokenizer->steps("the cat").value().preTokens.front();
    QCOMPARE(joined(word.initialPieces), "\u2581the\u2581cat");
    QVERIFY(!word.merges.empty());
    std::vector<std::string> pieces;
    for (const auto& token : word.tokens) {
        pieces.push_back(token.piece);
    }
    QCOMPARE(word.piecesAfter(word.merges.size()), pieces);
}

void TestSubwordTokenizer::showsBytesAsWhatTheySay() {
    const auto steps = open("bytes_after_marks")->steps("a cat 12").value();
    QCOMPARE(steps.normalized, "a cat 12");
    QCOMPARE(steps.preTokens[1].text, " cat");
    QCOMPARE(joined(steps.preTokens[1].initialPieces), " cat");
    QCOMPARE(joined(steps.preTokens[1].piecesAfter(steps.preTokens[1].merges.size())), " cat");
}

void TestSubwordTokenizer::stepsEndInTheTokens() {
    QFETCH(QByteArray, name);
    const auto tokenizer = open(name.constData());
    for (const auto& text : awkwardTexts()) {
        const auto steps = tokenizer->steps(text).value();
        std::vector<Token> tokens;
        for (const auto& word : steps.preTokens) {
            QVERIFY(word.start <= word.end && word.end <= text.size());
            tokens.insert(tokens.end(), word.tokens.begin(), word.tokens.end());
        }
        QCOMPARE(tokens, tokenizer->tokens(text, false).value());
    }
}

QTEST_GUILESS_MAIN(TestSubwordTokenizer)
#include "tst_subword_tokenizer.moc"
