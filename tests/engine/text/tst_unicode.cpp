#include <QtTest>

#include "engine/text/unicode.h"
#include "tests/engine/text/text_test_support.h"

using namespace vitrine;

class TestUnicode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsInvalidBytes_data();
    void findsInvalidBytes();
    void readsCharacters();
    void replacesInvalidBytes();
    void findsIncompleteTails();
    void writesEveryCharacter();
};

void TestUnicode::findsInvalidBytes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset"); // -1: valid
    QTest::newRow("empty") << QByteArray() << -1;
    QTest::newRow("text") << QByteArray("a\0é春👍", 11) << -1;
    QTest::newRow("lone trail byte") << QByteArray("ab\x80") << 2;
    QTest::newRow("cut") << QByteArray("春\xE6\x98") << 3;
    QTest::newRow("overlong") << QByteArray("a\xC0\xAF") << 1;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 0;
    QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << 0;
    QTest::newRow("impossible byte") << QByteArray("abc\xFE") << 3;
}

void TestUnicode::findsInvalidBytes() {
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    const auto found = text::firstInvalidUtf8(text.toStdString());
    QCOMPARE(found ? static_cast<int>(*found) : -1, offset);
}

void TestUnicode::readsCharacters() {
    const std::string text = "aé春👍\xFF";
    std::vector<char32_t> characters;
    for (std::size_t offset = 0; offset < text.size();) {
        const auto character = text::characterAt(text, offset);
        characters.push_back(character.codePoint);
        offset += character.length;
    }
    const std::vector<char32_t> expected{U'a', U'é', U'春', U'👍', U'\uFFFD'};
    QCOMPARE(characters, expected);
    QCOMPARE(text::characterCount(text), 5U);
}

void TestUnicode::replacesInvalidBytes() {
    // The examples of the Unicode standard, section 3.9, tables 3-8 to 3-11.
    QCOMPARE(text::replaceInvalidUtf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
    QCOMPARE(text::replaceInvalidUtf8("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"),
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
    QCOMPARE(text::replaceInvalidUtf8("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"),
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA\uFFFD\uFFFDB");
    QCOMPARE(text::replaceInvalidUtf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"),
        "\uFFFD\uFFFD\uFFFD\uFFFDA");
    for (const auto& text : awkwardTexts()) {
        const auto replaced = text::replaceInvalidUtf8(text);
        QVERIFY(!text::firstInvalidUtf8(replaced));
        QCOMPARE(replaced == text, !text::firstInvalidUtf8(text).has_value());
    }
}

void TestUnicode::findsIncompleteTails() {
    QCOMPARE(text::incompleteTail(""), 0U);
    QCOMPARE(text::incompleteTail("a"), 0U);
    QCOMPARE(text::incompleteTail("春"), 0U);
    QCOMPARE(text::incompleteTail("a\xE6"), 1U);
    QCOMPARE(text::incompleteTail("a\xE6\x98"), 2U);
    QCOMPARE(text::incompleteTail("\xF0\x9F\x91"), 3U);
    QCOMPARE(text::incompleteTail("\xF0\x9F\x91\x8D"), 0U);
    QCOMPARE(text::incompleteTail("\x98"), 0U); // a trail byte that follows nothing
    QCOMPARE(text::incompleteTail("\xFF"), 0U);
    QCOMPARE(text::incompleteTail("\xED\xA0"), 0U); // could only become a surrogate
    QCOMPARE(text::incompleteTail("\xC3\xE6"), 1U);
}

void TestUnicode::writesEveryCharacter() {
    constexpr char32_t firstSurrogate = 0xD800;
    constexpr char32_t lastSurrogate = 0xDFFF;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= firstSurrogate && c <= lastSurrogate) {
            continue;
        }
        std::string text;
        text::appendUtf8(text, c);
        const auto character = text::characterAt(text, 0);
        QVERIFY(character.valid);
        QCOMPARE(character.codePoint, c);
        QCOMPARE(character.length, text.size());
    }
}

QTEST_GUILESS_MAIN(TestUnicode)
#include "tst_unicode.moc"
