#include <QtTest>

#include <string>
#include <string_view>
#include <vector>

#include "engine/text/word_alignment.h"

using namespace vitrine;

using Pieces = std::vector<std::string>;
static constexpr std::string_view skippedSpace = "␣";

/// Tokens that follow one another, from their bytes. "[X]" is a special token without text; "␣" in
/// front skips a space that no token covers.
static std::vector<Token> tokensOf(const Pieces& pieces, std::string& text) {
    std::vector<Token> tokens;
    for (const std::string& piece : pieces) {
        Token token;
        token.special = piece.starts_with('[');
        token.bytes = token.special ? std::string() : piece;
        if (piece.starts_with(skippedSpace)) {
            text += ' ';
            token.bytes.erase(0, skippedSpace.size());
        }
        token.start = text.size();
        text += token.bytes;
        token.end = text.size();
        tokens.push_back(token);
    }
    return tokens;
}

class TestWordAlignment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinsTokensOfAWord_data() {
        QTest::addColumn<Pieces>("pieces");
        QTest::addColumn<QList<int>>("starts");
        const auto row = [](const char* name, const Pieces& pieces, const QList<int>& starts) {
            QTest::newRow(name) << pieces << starts;
        };
        row("nothing", {}, {});
        row("byte-level BPE", {"The", " histor", "ian", " sm", "il", "ed", "."}, {0, 1, 3, 6});
        row("WordPiece", {"[CLS]", "un", "aff", "able", "␣men", "!", "[SEP]"}, {0, 1, 4, 5, 6});
        row("an apostrophe inside a word", {"don", "'t", " go"}, {0, 2});
        row("Chinese characters", {"我", "喜", "欢", "北", "京", "。"}, {0, 1, 3, 5});
        row("a token over two words", {"我", "喜", "欢北", "京", "。"}, {0, 1, 4});
        row("special tokens apart", {"[A]", "[B]", "明", "天", "[C]"}, {0, 1, 2, 4});
        row("line ends", {"a", "\n", "b"}, {0, 1, 2});
    }
    void joinsTokensOfAWord() {
        QFETCH(Pieces, pieces);
        QFETCH(QList<int>, starts);
        std::string text;
        const auto tokens = tokensOf(pieces, text);
        const auto found = text::wordStarts(text, tokens);
        QCOMPARE(QList<int>(found.begin(), found.end()), starts);
    }

    void keepsTheBytesOfACharacterTogether() {
        const std::string text = "床前";
        std::vector<Token> tokens;
        for (std::size_t i = 0; i < text.size(); ++i)
            tokens.push_back({0, text.substr(i, 1), "", i, i + 1, false});
        QCOMPARE(text::wordStarts(text, tokens), (std::vector<int>{0, 3}));
    }

    void takesInvalidText() {
        const std::string text = "a\xFF b";
        const std::vector<Token> tokens{
            {0, "a", "", 0, 1, false}, {0, "\xFF", "", 1, 2, false}, {0, " b", "", 2, 4, false}};
        QCOMPARE(text::wordStarts(text, tokens), (std::vector<int>{0, 1, 2}));
    }
};

QTEST_APPLESS_MAIN(TestWordAlignment)
#include "tst_word_alignment.moc"
