#include <QTemporaryDir>
#include <QtTest>

#include "engine/text/character_trainer.h"
#include "tests/engine/text/text_test_support.h"

using namespace vitrine;
using text::CharacterTokenizer;
using text::CharacterTrainer;

namespace {

std::unique_ptr<CharacterTokenizer> trained(
    std::initializer_list<std::string_view> texts, std::int64_t minimumCount = 1) {
    CharacterTrainer trainer({.minimumCount = minimumCount});
    for (const auto text : texts) {
        trainer.add(text);
    }
    return trainer.train().value();
}

constexpr TokenId firstCharacter = 1 + 256; // after <|endoftext|> and the bytes

} // namespace

class TestCharacterTokenizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersByCount();
    void leavesRareCharactersToTheirBytes();
    void givesTextBackWhole();
    void tokensHaveOffsets();
    void stepsFollowCharacters();
    void savesAndLoads();
    void refusesMissingByte();
};

void TestCharacterTokenizer::ordersByCount() {
    const auto tokenizer = trained({"春花秋月", "春花\n", "春"});
    QCOMPARE(tokenizer->vocabularySize(), firstCharacter + 5);
    QCOMPARE(tokenizer->idOf("<|endoftext|>"), std::optional<TokenId>(0));
    QCOMPARE(tokenizer->idOf("<0x00>"), std::optional<TokenId>(1));
    QCOMPARE(tokenizer->idOf("<0xFF>"), std::optional<TokenId>(256));
    QCOMPARE(tokenizer->idOf("春"), std::optional<TokenId>(firstCharacter));
    QCOMPARE(tokenizer->idOf("花"), std::optional<TokenId>(firstCharacter + 1));
    QCOMPARE(tokenizer->idOf("\n"), std::optional<TokenId>(firstCharacter + 2));
    QCOMPARE(tokenizer->endOfText(), std::optional<TokenId>(0));
    QCOMPARE(tokenizer->kind(), "characters");
    QCOMPARE(tokenizer->encode("春", true).value(), (std::vector<TokenId>{0, firstCharacter}));
}

void TestCharacterTokenizer::leavesRareCharactersToTheirBytes() {
    const auto tokenizer = trained({"春春夏"}, /*minimumCount=*/2);
    QVERIFY(!tokenizer->idOf("夏"));
    const auto ids = tokenizer->encode("春夏", false).value();
    const std::vector<TokenId> expected{firstCharacter, 1 + 0xE5, 1 + 0xA4, 1 + 0x8F};
    QCOMPARE(ids, expected);
    QCOMPARE(tokenizer->decode(ids), "春夏");
    QCOMPARE(tokenizer->tokenBytes(ids[1]), "\xE5");
}

void TestCharacterTokenizer::givesTextBackWhole() {
    const auto tokenizer = trained({"春眠不觉晓 abcdef'\n", "é👍"});
    for (const auto& text : awkwardTexts()) {
        const auto tokens = tokenizer->tokens(text, true).value();
        std::size_t end = 0;
        std::string bytes;
        for (const auto& token : tokens) {
            QCOMPARE(token.start, end);
            end = token.end;
            bytes
                += token.special ? text.substr(token.start, token.end - token.start) : token.bytes;
        }
        QCOMPARE(end, text.size());
        QCOMPARE(bytes, text);
    }
}

void TestCharacterTokenizer::tokensHaveOffsets() {
    const auto tokenizer = trained({"春a"});
    const auto tokens = tokenizer->tokens("a春<|endoftext|>é", false).value();
    const std::vector<Token> expected{
        {firstCharacter, "a", "a", 0, 1, false},
        {firstCharacter + 1, "春", "春", 1, 4, false},
        {0, "", "<|endoftext|>", 4, 17, true},
        {1 + 0xC3, "\xC3", "<0xC3>", 17, 18, false},
        {1 + 0xA9, "\xA9", "<0xA9>", 18, 19, false},
    };
    QCOMPARE(tokens, expected);
}

void TestCharacterTokenizer::stepsFollowCharacters() {
    const auto tokenizer = trained({"春a"});
    const auto steps = tokenizer->steps("a春é").value();
    QCOMPARE(steps.normalized, "a春é");
    QCOMPARE(steps.preTokens.size(), 3U);
    QCOMPARE(steps.preTokens[1].text, "春");
    QCOMPARE(steps.preTokens[1].start, 1U);
    QCOMPARE(steps.preTokens[2].tokens.size(), 2U);
    QCOMPARE(steps.tokens, tokenizer->tokens("a春é", true).value());
}

void TestCharacterTokenizer::savesAndLoads() {
    const auto tokenizer = trained({"春眠不觉晓\n", "\"quoted\" \\ \t\u2028 é👍"});
    const QTemporaryDir folder;
    QVERIFY(tokenizer->save(folder.path().toStdString()));
    const auto loaded = text::loadTokenizer(folder.path().toStdString());
    QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
    QCOMPARE((*loaded)->kind(), "characters");
    QCOMPARE((*loaded)->vocabularySize(), tokenizer->vocabularySize());
    for (TokenId id = 0; id < tokenizer->vocabularySize(); ++id) {
        QCOMPARE((*loaded)->piece(id), tokenizer->piece(id));
        QCOMPARE((*loaded)->tokenBytes(id), tokenizer->tokenBytes(id));
        QCOMPARE((*loaded)->isSpecial(id), tokenizer->isSpecial(id));
    }
    QCOMPARE((*loaded)->endOfText(), tokenizer->endOfText());
    QCOMPARE((*loaded)->beginOfText(), tokenizer->beginOfText());
    for (const auto& text : awkwardTexts()) {
        QCOMPARE((*loaded)->encode(text, true).value(), tokenizer->encode(text, true).value());
    }
}

void TestCharacterTokenizer::refusesMissingByte() {
    text::TokenizerSetup setup;
    setup.pieces = {"a", "<0x00>"};
    const auto tokenizer = CharacterTokenizer::create(std::move(setup));
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().code, ErrorCode::ValueMissing);
    QCOMPARE(tokenizer.error().place, "<0x01>");
}

QTEST_GUILESS_MAIN(TestCharacterTokenizer)
#include "tst_character_tokenizer.moc"
