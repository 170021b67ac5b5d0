#include <string>

#include <QTest>

#include "widgets/common/token_text.h"

using namespace vitrine;
using namespace vitrine::widgets;

Q_DECLARE_METATYPE(std::string)

class TestTokenText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsEveryByte_data() {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const std::string& bytes, const char16_t* text) {
            QTest::newRow(name) << bytes << QString::fromUtf16(text);
        };
        row("word", "the", u"the");
        row("leading space", " the", u"·the");
        row("spaces alone", "   ", u"···");
        row("space inside", "New York", u"New York");
        row("trailing space", "a ", u"a·");
        row("line end", ".\n", u".↵");
        row("windows line end", "\r\n", u"⟨U+000D⟩↵");
        row("tab", "\t", u"⇥");
        row("control", std::string("\0\x7F", 2), u"⟨U+0000⟩⟨U+007F⟩");
        row("Chinese", "明月", u"明月");
        row("emoji", "\xF0\x9F\x98\x80", u"😀");
        row("lead byte", "\xE4", u"▯E4");
        row("two of three", "\xE4\xBD", u"▯E4BD");
        row("tail then letter", "\xA0!", u"▯A0!");
        row("whole then part", "月\xE5", u"月▯E5");
        row("overlong", "\xC0\xAF", u"▯C0AF");
        row("surrogate", "\xED\xA0\x80", u"▯EDA080");
        row("above Unicode", "\xF5\x80", u"▯F580");
        row("no-break space", "\xC2\xA0", u"⟨U+00A0⟩");
        row("zero width", "\xE2\x80\x8B", u"⟨U+200B⟩");
        row("ideographic space", "\xE3\x80\x80", u"⟨U+3000⟩");
        row("nothing", "", u"");
    }
    void showsEveryByte() {
        QFETCH(std::string, bytes);
        QTEST(tokenText(bytes), "text");
    }

    void specialTokensShowTheirName() {
        Token token;
        token.special = true;
        token.piece = "<|endoftext|>";
        QCOMPARE(tokenText(token), QStringLiteral("<|endoftext|>"));
        token.special = false;
        token.bytes = " to";
        QCOMPARE(tokenText(token), QStringLiteral("·to"));
    }

    void spaceBeforeAChineseWordPieceIsHidden() {
        Token token;
        token.piece = "春";
        token.bytes = " 春";
        QCOMPARE(tokenText(token), QStringLiteral("春"));
        token.piece = "spring";
        token.bytes = " spring";
        QCOMPARE(tokenText(token), QStringLiteral("·spring"));
        token.piece = "Ġæĺ¥"; // a byte-level token with a space of the text
        token.bytes = " 春";
        QCOMPARE(tokenText(token), QStringLiteral("·春"));
    }

    void hexIsSpaced() {
        QCOMPARE(hexBytes("\xE4\xBD\xA0"), QStringLiteral("E4 BD A0"));
        QCOMPARE(hexBytes(""), QString());
    }
};

QTEST_MAIN(TestTokenText)
#include "tst_token_text.moc"
