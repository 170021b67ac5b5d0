#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/text/word_piece.h"
#include "tests/engine/text/text_test_support.h"
#include "tests/engine/text/vector_cases.h"

using namespace vitrine;
using text::WordPiece;

class TestWordPiece : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesReference_data();
    void matchesReference();
    void matchesQuestions();
    void normalizes_data();
    void normalizes();
    void tokensHaveOffsets();
    void addsSpecialTokens();
    void stepsShowEveryAttempt();
    void stepsEndInTheTokens();
    void decodes();
    void unknownAndLongWords();
    void refusesInvalidUtf8();
    void savesAndLoads();
};

namespace {

std::unique_ptr<text::Tokenizer> bertUncased() {
    return text::loadTokenizer(referenceData() / "tokenizers/bert-base-uncased").value();
}

std::unique_ptr<WordPiece> small(text::BertNormalization normalization = {}) {
    WordPiece::Parts parts;
    parts.setup.pieces = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "able", "e",
        "##e", "春", "眠", ",", "Un", "É", "é", "e\u0301"};
    for (TokenId id = 0; id < 4; ++id) {
        text::AddedToken token;
        token.id = id;
        token.content = parts.setup.pieces[static_cast<std::size_t>(id)];
        parts.setup.addedTokens.push_back(token);
    }
    parts.setup.layout.before = {2};
    parts.setup.layout.after = {3};
    parts.setup.endOfText = 3;
    parts.normalization = normalization;
    return WordPiece::create(std::move(parts)).value();
}

std::vector<std::string> pieces(const text::Tokenizer& tokenizer, std::string_view text) {
    std::vector<std::string> result;
    const auto ids = tokenizer.encode(text, false).value();
    for (const auto id : ids) {
        result.push_back(tokenizer.piece(id));
    }
    return result;
}

} // namespace

void TestWordPiece::matchesReference_data() {
    VITRINE_NEED_REFERENCE_DATA();
    QTest::addColumn<int>("index");
    const auto cases = readVectorCases(referenceData() / "tokenizer-vectors/bert-uncased");
    QCOMPARE(cases.size(), 47U);
    for (int i = 0; i < static_cast<int>(cases.size()); ++i) {
        QTest::addRow("%d", i) << i;
    }
}

void TestWordPiece::matchesReference() {
    QFETCH(int, index);
    static const auto tokenizer = bertUncased();
    const auto cases = readVectorCases(referenceData() / "tokenizer-vectors/bert-uncased");
    const auto& [text, ids] = cases[static_cast<std::size_t>(index)];
    QCOMPARE(tokenizer->encode(text, false).value(), ids);
    std::vector<TokenId> idsOfTokens;
    const auto tokens = tokenizer->tokens(text, false).value();
    for (const auto& token : tokens) {
        idsOfTokens.push_back(token.id);
    }
    QCOMPARE(idsOfTokens, ids);
}

void TestWordPiece::matchesQuestions() {
    VITRINE_NEED_REFERENCE_DATA();
    const auto tokenizer = bertUncased();
    std::istringstream lines(
        readBytes(referenceData() / "tokenizer-vectors/bert-uncased/squad-questions.jsonl"));
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const auto json = nlohmann::json::parse(line);
        const auto text = json.at("text").get<std::string>();
        const auto expectedIds = json.at("ids").get<std::vector<TokenId>>();
        const auto expectedPieces = json.at("pieces").get<std::vector<std::string>>();
        QCOMPARE(tokenizer->encode(text, false).value(), expectedIds);
        QCOMPARE(pieces(*tokenizer, text), expectedPieces);
    }
    QCOMPARE(count, 2000);
}

void TestWordPiece::normalizes_data() {
    QTest::addColumn<bool>("lowercase");
    QTest::addColumn<bool>("stripAccents");
    QTest::addColumn<QString>("expected");
    QTest::newRow("uncased") << true << true << QStringLiteral("un e  春  e i, ßσ ");
    QTest::newRow("cased") << false << false << QStringLiteral("Un É  春  e\u0301 İ, ßΣ ");
    QTest::newRow("lower, accents kept")
        << true << false << QStringLiteral("un é  春  e\u0301 i\u0307, ßσ ");
}

void TestWordPiece::normalizes() {
    QFETCH(bool, lowercase);
    QFETCH(bool, stripAccents);
    QFETCH(QString, expected);
    const auto tokenizer = small({.stripAccents = stripAccents, .lowercase = lowercase});
    const auto steps = tokenizer->steps("U\u200Bn É 春 e\u0301\u00A0İ, ßΣ\t");
    QCOMPARE(QString::fromStdString(steps->normalized), expected);
}

void TestWordPiece::tokensHaveOffsets() {
    const auto tokenizer = small();
    const auto tokens = tokenizer->tokens("UNaffable 春眠,É[SEP]", false).value();
    const std::vector<Token> expected{
        {4, " un", "un", 0, 2, false},
        {5, "aff", "##aff", 2, 5, false},
        {6, "able", "##able", 5, 9, false},
        {10, " 春", "春", 10, 13, false},
        {11, " 眠", "眠", 13, 16, false},
        {12, ",", ",", 16, 17, false},
        {8, " e", "e", 17, 19, false},
        {3, "", "[SEP]", 19, 24, true},
    };
    QCOMPARE(tokens, expected);
}

void TestWordPiece::addsSpecialTokens() {
    const auto tokenizer = small();
    const std::vector<TokenId> ids{2, 4, 3};
    QCOMPARE(tokenizer->encode("un", true).value(), ids);
    const auto tokens = tokenizer->tokens("un", true).value();
    QCOMPARE(tokens.front(), (Token{2, "", "[CLS]", 0, 0, true}));
    QCOMPARE(tokens.back(), (Token{3, "", "[SEP]", 2, 2, true}));
}

void TestWordPiece::stepsShowEveryAttempt() {
    const auto steps = small()->steps("Unable").value();
    QCOMPARE(steps.preTokens.size(), 1U);
    const std::vector<MatchAttempt> expected{{"unable", false}, {"unabl", false}, {"unab", false},
        {"una", false}, {"un", true}, {"##able", true}};
    QCOMPARE(steps.preTokens[0].attempts, expected);
    QCOMPARE(steps.preTokens[0].text, "unable");
    QCOMPARE(steps.tokens.size(), 4U); // with [CLS] and [SEP]
}

void TestWordPiece::stepsEndInTheTokens() {
    const auto tokenizer = small();
    for (const auto& text : awkwardTexts()) {
        const auto tokens = tokenizer->tokens(text, false);
        if (!tokens) {
            continue; // invalid UTF-8
        }
        std::vector<Token> ofSteps;
        const auto steps = tokenizer->steps(text).value();
        for (const auto& word : steps.preTokens) {
            ofSteps.insert(ofSteps.end(), word.tokens.begin(), word.tokens.end());
        }
        QCOMPARE(ofSteps, *tokens);
        std::size_t end = 0;
        for (const auto& token : *tokens) {
            QVERIFY(token.start >= end && token.end > token.start && token.end <= text.size());
            end = token.end;
        }
    }
}

void TestWordPiece::decodes() {
    const auto tokenizer = small();
    const std::vector<TokenId> ids{2, 4, 5, 6, 12, 10, 11, 3};
    QCOMPARE(tokenizer->decode(ids), "unaffable, 春 眠");
}

void TestWordPiece::unknownAndLongWords() {
    const auto tokenizer = small();
    const std::vector<std::string> expected{"[UNK]", "un"};
    QCOMPARE(pieces(*tokenizer, "unx un"), expected);
    const std::string longest = 'e' + std::string(99, 'e');
    QCOMPARE(tokenizer->encode(longest, false)->size(), 100U);
    QCOMPARE(pieces(*tokenizer, longest + 'e'), std::vector<std::string>{"[UNK]"});
    QCOMPARE(pieces(*tokenizer, std::string(1 << 20, 'e')), std::vector<std::string>{"[UNK]"});
}

void TestWordPiece::refusesInvalidUtf8() {
    const auto tokenizer = small();
    const auto ids = tokenizer->encode("un \xFF un", false);
    QVERIFY(!ids);
    QCOMPARE(ids.error().code, ErrorCode::TextInvalid);
    QCOMPARE(ids.error().place, "3");
    QVERIFY(!tokenizer->tokens("\xE6\x98", false));
    QVERIFY(!tokenizer->steps("\xE6\x98"));
}

void TestWordPiece::savesAndLoads() {
    const auto tokenizer = small({.stripAccents = false, .lowercase = true});
    const QTemporaryDir folder;
    QVERIFY(tokenizer->save(folder.path().toStdString()));
    const auto loaded = text::loadTokenizer(folder.path().toStdString());
    QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
    const auto& wordPiece = dynamic_cast<const WordPiece&>(**loaded);
    QCOMPARE(wordPiece.normalization(), tokenizer->normalization());
    QCOMPARE(wordPiece.endOfText(), tokenizer->endOfText());
    for (const auto& text : {"UNaffable 春眠,É[SEP] e\u0301", ""}) {
        QCOMPARE(wordPiece.tokens(text, true).value(), tokenizer->tokens(text, true).value());
    }
}

QTEST_GUILESS_MAIN(TestWordPiece)
#include "tst_word_piece.moc"
