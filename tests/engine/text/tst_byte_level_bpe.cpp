#include <QTemporaryDir>
#include <QtTest>

#include "engine/text/bpe_trainer.h"
#include "tests/engine/text/text_test_support.h"
#include "tests/engine/text/vector_cases.h"

using namespace vitrine;

class TestByteLevelBpe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void matchesReference_data();
    void matchesReference();
    void givesTextBackWhole();
    void tokensHaveOffsets();
    void stepsShowEveryMerge();
    void stepsEndInTheTokens();
    void addsPrefixSpace();
    void readsFilesOfGpt2();
    void savesAndLoads();
    void encodesOneLongWord();
    void knowsItsVocabulary();

private:
    std::unique_ptr<text::Tokenizer> m_small; ///< trained on a few words
};

namespace {

Expected<std::unique_ptr<text::Tokenizer>> gpt2() {
    return text::loadTokenizer(referenceData() / "tokenizers/gpt2");
}

} // namespace

void TestByteLevelBpe::initTestCase() {
    text::BpeTrainer trainer({.vocabularySize = 280});
    trainer.add("the cat then sat there, the other cat 春眠 春眠 saw them");
    m_small = trainer.train().value();
}

void TestByteLevelBpe::matchesReference_data() {
    VITRINE_NEED_REFERENCE_DATA();
    QTest::addColumn<int>("index");
    const auto cases = readVectorCases(referenceData() / "tokenizer-vectors/gpt-2");
    QCOMPARE(cases.size(), 47U);
    for (int i = 0; i < static_cast<int>(cases.size()); ++i) {
        QTest::addRow("%d", i) << i;
    }
}

void TestByteLevelBpe::matchesReference() {
    QFETCH(int, index);
    static const auto tokenizer = gpt2().value();
    const auto cases = readVectorCases(referenceData() / "tokenizer-vectors/gpt-2");
    const auto& [text, ids] = cases[static_cast<std::size_t>(index)];
    QCOMPARE(tokenizer->encode(text, false).value(), ids);
    QCOMPARE(tokenizer->decode(ids), text);
    QCOMPARE(joinedBytes(tokenizer->tokens(text, false).value()), text);
}

void TestByteLevelBpe::givesTextBackWhole() {
    for (const auto& text : awkwardTexts()) {
        const auto tokens = m_small->tokens(text, true).value();
        std::size_t end = 0;
        std::string bytes;
        std::vector<TokenId> ids;
        for (const auto& token : tokens) {
            QCOMPARE(token.start, end);
            end = token.end;
            ids.push_back(token.id);
            bytes
                += token.special ? text.substr(token.start, token.end - token.start) : token.bytes;
        }
        QCOMPARE(end, text.size());
        QCOMPARE(bytes, text);
        QCOMPARE(ids, m_small->encode(text, true).value());
    }
}

void TestByteLevelBpe::tokensHaveOffsets() {
    const auto tokens = m_small->tokens("the é<|endoftext|>", false).value();
    QCOMPARE(tokens.size(), 5U);
    QCOMPARE(tokens[0].piece, "the");
    QCOMPARE(tokens[0].end, 3U);
    QCOMPARE(tokens[1].piece, "Ġ");
    QCOMPARE(tokens[1].bytes, " ");
    QCOMPARE(tokens[2].bytes, "\xC3");
    QCOMPARE(tokens[2].piece, "Ã");
    QCOMPARE(tokens[3].start, 5U);
    QCOMPARE(tokens[4], (Token{0, "", "<|endoftext|>", 6, 19, true}));
}

void TestByteLevelBpe::stepsShowEveryMerge() {
    const auto steps = m_small->steps("hat then").value();
    QCOMPARE(steps.normalized, "hat then");
    QCOMPARE(steps.preTokens.size(), 2U);
    const auto& word = steps.preTokens[1];
    QCOMPARE(word.text, " then");
    QCOMPARE(word.start, 3U);
    QCOMPARE(word.end, 8U);
    const std::vector<std::string> bytes{" ", "t", "h", "e", "n"};
    QCOMPARE(word.initialPieces, bytes);
    QCOMPARE(word.piecesAfter(0), bytes);
    int lastRank = -1;
    for (std::size_t i = 0; i < word.merges.size(); ++i) {
        const auto before = word.piecesAfter(i);
        const auto& merge = word.merges[i];
        QCOMPARE(before[merge.position] + before[merge.position + 1], merge.piece);
        QVERIFY(merge.rank > lastRank); // holds for a trained table
        lastRank = merge.rank;
    }
}

void TestByteLevelBpe::stepsEndInTheTokens() {
    for (const auto& text : awkwardTexts()) {
        const auto steps = m_small->steps(text).value();
        QCOMPARE(steps.input, text);
        QCOMPARE(steps.normalized, text);
        std::vector<Token> tokens;
        for (const auto& word : steps.preTokens) {
            std::vector<std::string> pieces;
            for (const auto& token : word.tokens) {
                pieces.push_back(token.special ? token.piece : token.bytes);
            }
            QCOMPARE(word.piecesAfter(word.merges.size()), pieces);
            QCOMPARE(text.substr(word.start, word.end - word.start), word.text);
            tokens.insert(tokens.end(), word.tokens.begin(), word.tokens.end());
        }
        QCOMPARE(tokens, m_small->tokens(text, false).value());
        QCOMPARE(steps.tokens, m_small->tokens(text, true).value());
    }
}

void TestByteLevelBpe::addsPrefixSpace() {
    text::ByteLevelBpe::Parts parts;
    for (TokenId id = 0; id < m_small->vocabularySize(); ++id) {
        parts.setup.pieces.push_back(m_small->piece(id));
    }
    parts.merges = dynamic_cast<text::ByteLevelBpe&>(*m_small).merges();
    parts.addPrefixSpace = true;
    const auto tokenizer = text::ByteLevelBpe::create(std::move(parts)).value();
    QCOMPARE(tokenizer->encode("the", false).value(), m_small->encode(" the", false).value());
    QCOMPARE(tokenizer->encode(" the", false).value(), m_small->encode(" the", false).value());
    const auto tokens = tokenizer->tokens("the cat", false).value();
    QCOMPARE(tokens.front().start, 0U);
    QCOMPARE(tokens.front().end, 3U);
    QCOMPARE(tokens.back().end, 7U);
    const auto steps = tokenizer->steps("the cat").value();
    QCOMPARE(steps.normalized, " the cat");
    QCOMPARE(steps.preTokens[0].text, " the");
    QCOMPARE(steps.preTokens[0].end, 3U);
    QCOMPARE(steps.preTokens[1].start, 3U);
}

void TestByteLevelBpe::readsFilesOfGpt2() {
    VITRINE_NEED_REFERENCE_DATA();
    const auto tokenizer = gpt2().value();
    QCOMPARE(tokenizer->kind(), "byte-level BPE");
    QCOMPARE(tokenizer->vocabularySize(), 50257);
    QCOMPARE(tokenizer->endOfText(), std::optional<TokenId>(50256));
    QCOMPARE(tokenizer->beginOfText(), std::optional<TokenId>(50256));
    QVERIFY(tokenizer->isSpecial(50256));
    const std::vector<TokenId> ids{31373, 50256, 995};
    QCOMPARE(tokenizer->encode("hello<|endoftext|> world", true).value(), ids);
    QCOMPARE(tokenizer->decode(ids), "hello world");
}

void TestByteLevelBpe::savesAndLoads() {
    VITRINE_NEED_REFERENCE_DATA();
    const auto tokenizer = gpt2().value();
    const QTemporaryDir folder;
    QVERIFY(tokenizer->save(folder.path().toStdString()));
    const auto loaded = text::loadTokenizer(folder.path().toStdString()).value();
    QCOMPARE(loaded->vocabularySize(), 50257);
    for (const auto& [text, ids] : readVectorCases(referenceData() / "tokenizer-vectors/gpt-2")) {
        QCOMPARE(loaded->encode(text, true).value(), ids);
    }
    QCOMPARE(loaded->endOfText(), std::optional<TokenId>(50256));
}

void TestByteLevelBpe::encodesOneLongWord() {
    // Quadratic work would take many minutes here.
    const std::string longWord(1 << 20, 'a');
    const std::string manyMerges = [] {
        std::string text;
        while (text.size() < (1 << 20)) {
            text += "thecat";
        }
        return text;
    }();
    for (const auto& word : {longWord, manyMerges}) {
        const auto ids = m_small->encode(word, false).value();
        QCOMPARE(m_small->decode(ids), word);
    }
    const auto steps = m_small->steps(manyMerges).value();
    QCOMPARE(steps.preTokens.size(), 1U);
    QCOMPARE(
        steps.preTokens[0].tokens.size() + steps.preTokens[0].merges.size(), manyMerges.size());
}

void TestByteLevelBpe::knowsItsVocabulary() {
    QCOMPARE(m_small->piece(-1), "");
    QCOMPARE(m_small->piece(m_small->vocabularySize()), "");
    QCOMPARE(m_small->tokenBytes(1 << 30), "");
    QVERIFY(!m_small->isSpecial(-5));
    QVERIFY(m_small->isSpecial(0));
    QVERIFY(!m_small->idOf("not a piece"));
    const TokenId last = m_small->vocabularySize() - 1;
    QCOMPARE(m_small->idOf(m_small->piece(last)), std::optional(last));
    const std::vector<TokenId> ids{-1, 0, 1 << 30};
    QCOMPARE(m_small->decode(ids), "");
}

QTEST_GUILESS_MAIN(TestByteLevelBpe)
#include "tst_byte_level_bpe.moc"
