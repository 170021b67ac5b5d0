#include <QTest>

#include <filesystem>

#include "app/workspace/token_replacement.h"
#include "engine/api/text_model.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

const std::filesystem::path Cases
    = std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/engine/api/cases/masked";

} // namespace

class TestTokenReplacement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_bert = *api::TextModel::load(Cases / "bert", {});
        m_roberta = *api::TextModel::load(Cases / "roberta", {});
    }

    void wordPiecesKeepTheTextsBlanks_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("end");
        QTest::addColumn<QString>("piece");
        QTest::addColumn<QString>("result");
        const auto row = [](const char* name, const char* text, int start, int end,
                             const char* piece, const char* result) {
            QTest::newRow(name) << QString::fromUtf8(text) << start << end
                                << QString::fromUtf8(piece) << QString::fromUtf8(result);
        };
        row("a word", "the cat a", 3, 7, "b", "the b a");
        row("the first word", "the cat", 0, 3, "a", "a cat");
        row("several blanks", "the   cat", 3, 9, "b", "the   b");
        row("the blank is no part of the place", "the cat", 4, 7, "b", "the b");
        row("the rest of a word joins it", "the cat", 3, 7, "##at", "theat");
        row("a word for the rest of one", "cat", 1, 3, "the", "c the");
        row("a stop closes up", "the cat", 3, 7, ".", "the.");
        row("Han needs no blank", "春花", 3, 6, "月", "春月");
        row("Han after a word", "a春", 1, 4, "月", "a月");
        row("a word after Han", "春花", 3, 6, "the", "春the");
        row("a special token is no text", "the cat", 3, 7, "[SEP]", "the cat");
    }

    void wordPiecesKeepTheTextsBlanks() {
        QFETCH(QString, text);
        QFETCH(int, start);
        QFETCH(int, end);
        QFETCH(QString, piece);
        const auto& tokenizer = m_bert->tokenizer();
        const auto id = tokenizer.idOf(piece.toStdString());
        QVERIFY(id);
        const auto written = withToken(text.toStdString(), static_cast<std::size_t>(start),
            static_cast<std::size_t>(end), *id, tokenizer);
        QTEST(QString::fromStdString(written), "result");
    }

    void bytesAreWrittenAsTheyAre() {
        const auto& tokenizer = m_roberta->tokenizer();
        QVERIFY(!dropsBlanks(tokenizer));
        const auto blank = *tokenizer.idOf("Ġ");
        QCOMPARE(withToken("abc", 1, 2, blank, tokenizer), std::string("a c"));
    }

    void wordPiecesAreShownByName() {
        const auto& tokenizer = m_bert->tokenizer();
        QVERIFY(dropsBlanks(tokenizer));
        for (const auto* piece : {"the", "##at", "月", "[SEP]"}) {
            QCOMPARE(shownCandidate(*tokenizer.idOf(piece), tokenizer), std::string(piece));
        }
        const auto& bytes = m_roberta->tokenizer();
        QCOMPARE(shownCandidate(*bytes.idOf("Ġ"), bytes), std::string(" "));
        QCOMPARE(shownCandidate(*bytes.idOf("</s>"), bytes), std::string("</s>"));
    }

private:
    std::shared_ptr<const api::TextModel> m_bert;
    std::shared_ptr<const api::TextModel> m_roberta;
};

QTEST_GUILESS_MAIN(TestTokenReplacement)
#include "tst_token_replacement.moc"
