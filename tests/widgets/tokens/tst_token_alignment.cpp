#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/tokens/token_alignment.h"

using namespace vitrine;
using namespace vitrine::widgets;

using Cells = std::vector<TokenCell>;
using Pieces = std::vector<std::string>;

class TestTokenAlignment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsHoldWholeCharacters_data() {
        QTest::addColumn<Pieces>("pieces");
        QTest::addColumn<Cells>("cells");
        QTest::newRow("words") << Pieces{"The", " cat"} << Cells{{0, 0, 0, 3}, {1, 1, 3, 7}};
        QTest::newRow("Chinese") << Pieces{"明月", "光"} << Cells{{0, 0, 0, 2}, {1, 1, 2, 3}};
        QTest::newRow("one character in two tokens") << Pieces{
            "明", "\xE6\x9C", "\x88", "光"} << Cells{{0, 0, 0, 1}, {1, 2, 1, 2}, {3, 3, 2, 3}};
        QTest::newRow("part of the next character")
            << Pieces{"明\xE6", "\x9C\x88"} << Cells{{0, 1, 0, 2}};
        QTest::newRow("surrogate pair") << Pieces{"a", "\xF0\x9F", "\x98\x80", "b"}
                                        << Cells{{0, 0, 0, 1}, {1, 2, 1, 3}, {3, 3, 3, 4}};
        QTest::newRow("line end") << Pieces{".\n", "A"} << Cells{{0, 0, 0, 2}, {1, 1, 2, 3}};
        QTest::newRow("none") << Pieces{} << Cells{};
    }
    void cellsHoldWholeCharacters() {
        QFETCH(Pieces, pieces);
        const auto tokens = gallery::scoredTokens(pieces);
        const QString text = QString::fromStdString(gallery::textOf(tokens));
        QTEST(alignTokens(text, tokens), "cells");
    }

    void bytesThatAreNoCharactersHaveTheirCells() {
        const auto tokens = gallery::scoredTokens({"a", "\xFA", "\xE6\x9C", "b", "\x88"});
        const QString text = QString::fromStdString(gallery::textOf(tokens));
        QCOMPARE(text, QStringLiteral("a\uFFFD\uFFFD\uFFFDb\uFFFD"));
        const Cells wanted{{0, 0, 0, 1}, {1, 1, 1, 2}, {2, 2, 2, 4}, {3, 3, 4, 5}, {4, 4, 5, 6}};
        QCOMPARE(alignTokens(text, tokens), wanted);
    }

    void replacementCharactersOfTheTextAreThreeBytes() {
        const auto tokens = gallery::scoredTokens({"a", "\xEF\xBF\xBD", "b"});
        const Cells wanted{{0, 0, 0, 1}, {1, 1, 1, 2}, {2, 2, 2, 3}};
        QCOMPARE(alignTokens(QStringLiteral("a\uFFFDb"), tokens), wanted);
    }

    void gapsBetweenTokensStayOpen() { // WordPiece drops spaces
        auto tokens = gallery::scoredTokens({"a", "b"});
        tokens[1].token.start = 2;
        tokens[1].token.end = 3;
        const Cells wanted{{0, 0, 0, 1}, {1, 1, 2, 3}};
        QCOMPARE(alignTokens(QStringLiteral("a b"), tokens), wanted);
    }

    void tokensWithoutAPlaceHaveNoCell() {
        auto tokens = gallery::scoredTokens({"<s>", "ab", "zz"});
        tokens[0].token = {0, "", "<s>", 0, 0, true};
        tokens[1].token.start = 0;
        tokens[1].token.end = 2;
        tokens[2].token.start = 2;
        tokens[2].token.end = 400; // of another text
        const Cells wanted{{1, 1, 0, 2}};
        QCOMPARE(alignTokens(QStringLiteral("ab"), tokens), wanted);
    }

    void differencesAreMinimal_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<TextDifference>("difference");
        const auto row = [](const char* name, const char16_t* before, const char16_t* after,
                             TextDifference difference) {
            QTest::newRow(name) << QString::fromUtf16(before) << QString::fromUtf16(after)
                                << difference;
        };
        row("same", u"abc", u"abc", {3, 0, 0});
        row("appended", u"abc", u"abcd", {3, 0, 1});
        row("removed at the start", u"abc", u"bc", {0, 1, 0});
        row("replaced", u"abc", u"axc", {1, 1, 1});
        row("repeated letter", u"aa", u"aaa", {2, 0, 1});
        row("second halves differ", u"😀", u"😁", {0, 2, 2});
        row("first halves differ", u"\xD83D\xDE00", u"\xD83C\xDE00", {0, 2, 2});
        row("from nothing", u"", u"ab", {0, 0, 2});
    }
    void differencesAreMinimal() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(textDifference(before, after), "difference");
    }

    void editsMoveWhatFollows() {
        const Cells cells{{0, 0, 0, 3}, {1, 1, 3, 7}, {2, 2, 7, 11}};
        const Cells wanted{{0, 0, 0, 3}, {2, 2, 8, 12}};
        QCOMPARE(
            cellsAfterEdit(cells, QStringLiteral("The cat sat"), QStringLiteral("The cart sat")),
            wanted);
    }

    void editsAtABoundaryTouchNothing() {
        const Cells cells{{0, 0, 0, 3}, {1, 1, 3, 7}};
        const Cells wanted{{0, 0, 0, 3}, {1, 1, 4, 8}};
        QCOMPARE(
            cellsAfterEdit(cells, QStringLiteral("The cat"), QStringLiteral("The, cat")), wanted);
    }
};

QTEST_MAIN(TestTokenAlignment)
#include "tst_token_alignment.moc"
