#include <QtTest>

#include "engine/text/stream_decoder.h"
#include "engine/text/unicode.h"
#include "tests/engine/text/text_test_support.h"

using namespace vitrine;
using text::StreamDecoder;

class TestStreamDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsBackIncompleteCharacters();
    void replacesWhatCannotBeCompleted();
    void flushesWhatIsLeft();
    void doesNotDependOnTheCuts();
};

void TestStreamDecoder::holdsBackIncompleteCharacters() {
    StreamDecoder decoder;
    QCOMPARE(decoder.push("a\xE6"), "a");
    QCOMPARE(decoder.pending(), "\xE6");
    QCOMPARE(decoder.push("\x98"), "");
    QCOMPARE(decoder.push("\xA5 b"), "春 b");
    QCOMPARE(decoder.push("\xF0\x9F\x91"), "");
    QCOMPARE(decoder.push("\x8D"), "👍");
    QCOMPARE(decoder.flush(), "");
}

void TestStreamDecoder::replacesWhatCannotBeCompleted() {
    StreamDecoder decoder;
    QCOMPARE(decoder.push("\xFFx"), "\uFFFDx");
    QCOMPARE(decoder.push("\xE6\x98"), "");
    QCOMPARE(decoder.push("y"), "\uFFFDy");
    QCOMPARE(decoder.push("\x80"), "\uFFFD");
}

void TestStreamDecoder::flushesWhatIsLeft() {
    StreamDecoder decoder;
    QCOMPARE(decoder.push("\xE6\x98"), "");
    QCOMPARE(decoder.flush(), "\uFFFD");
    QCOMPARE(decoder.flush(), "");
    QCOMPARE(decoder.push("春"), "春");
}

void TestStreamDecoder::doesNotDependOnTheCuts() {
    for (const auto& text : awkwardTexts()) {
        for (std::size_t size = 1; size <= 5; ++size) {
            StreamDecoder decoder;
            std::string result;
            for (std::size_t start = 0; start < text.size(); start += size) {
                result += decoder.push(std::string_view(text).substr(start, size));
                QVERIFY(decoder.pending().size() <= 3);
            }
            result += decoder.flush();
            QCOMPARE(result, text::replaceInvalidUtf8(text));
        }
    }
}

QTEST_GUILESS_MAIN(TestStreamDecoder)
#include "tst_stream_decoder.moc"
