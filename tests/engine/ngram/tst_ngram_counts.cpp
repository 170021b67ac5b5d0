#include "engine/ngram/ngram_counter.h"

#include "tests/engine/ngram/ngram_test_support.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view ThreeSentences = "a b a\na b\nb a b\n";

/// Every word of every n-gram with its count, as one text: counts of two runs are compared by it.
QString asText(const ngram::NgramCounts& counts) {
    QString text;
    for (int n = 1; n <= counts.order(); ++n) {
        for (std::uint32_t i = 0; i < counts.trie()->size(n); ++i) {
            for (const auto word : counts.trie()->words({n, i})) {
                text += QString::number(word) + u' ';
            }
            text += QString::number(counts.count({n, i}));
            if (n < counts.order()) {
                text += u'/' + QString::number(counts.continuations({n, i}));
            }
            text += u'\n';
        }
    }
    return text;
}

} // namespace

class TestNgramCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsByHand_data() {
        QTest::addColumn<QString>("ngram");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("continuations");
        // <s> a b a </s>, <s> a b </s>, <s> b a b </s>
        QTest::newRow("a") << "a" << 4 << 2; // after <s>, b
        QTest::newRow("b") << "b" << 4 << 2; // after a, <s>
        QTest::newRow("end") << "</s>" << 3 << 2; // after a, b
        QTest::newRow("start") << "<s>" << 3 << 0;
        QTest::newRow("a b") << "a b" << 3 << 2; // after <s>, b
        QTest::newRow("b a") << "b a" << 2 << 2; // after a, <s>
        QTest::newRow("start a") << "<s> a" << 2 << 2; // its occurrences
        QTest::newRow("b end") << "b </s>" << 2 << 1;
    }

    void countsByHand() {
        QFETCH(QString, ngram);
        QFETCH(int, count);
        QFETCH(int, continuations);
        const auto counts = countsOf(ThreeSentences, {.order = 3});
        const auto node = nodeOf(*counts->trie(), *counts->words(), ngram);
        QVERIFY(node.order > 0);
        QCOMPARE(counts->count(node), static_cast<unsigned>(count));
        QCOMPARE(counts->continuations(node), static_cast<unsigned>(continuations));
    }

    void sumsOverTheText() {
        const auto counts = countsOf(ThreeSentences, {.order = 3});
        QCOMPARE(counts->sentences(), 3U);
        QCOMPARE(counts->tokens(), 11U); // 8 words, 3 ends
        QCOMPARE(counts->trie()->size(1), 5U); // <unk>, <s>, </s>, a, b
        QCOMPARE(counts->trie()->size(2), 6U); // <s>a <s>b ab ba a</s> b</s>
        QCOMPARE(counts->followers({}), 6U); // a: 2, b: 2, </s>: 2
        QCOMPARE(counts->statistics(2).counts[1], 2U); // <s>b, a</s>
        QCOMPARE(counts->statistics(2).counts[2], 3U); // <s>a, ba, b</s>
        QCOMPARE(counts->statistics(2).counts[3], 1U); // ab
        QCOMPARE(counts->statistics(1).continuations[2], 3U);
    }

    void findsWholeSentences_data() {
        QTest::addColumn<QByteArray>("sentence");
        QTest::addColumn<quint64>("count");
        QTest::newRow("twice") << QByteArray("a b") << quint64(2);
        QTest::newRow("once") << QByteArray("b a") << quint64(1);
        QTest::newRow("a part only") << QByteArray("a") << quint64(0);
        QTest::newRow("empty line") << QByteArray("") << quint64(1);
    }

    void findsWholeSentences() {
        QFETCH(QByteArray, sentence);
        QFETCH(quint64, count);
        const auto counts = countsOf("a b\nb a\n\na  b\n", {.order = 2});
        const auto ids = idsOf(*counts->words(), sentence.toStdString());
        QCOMPARE(counts->wholeSentence(ids).value(), count);
    }

    void suffixesLoseTheFirstWord() {
        const auto counts = countsOf(ThreeSentences, {.order = 3});
        const auto& trie = *counts->trie();
        for (int n = 2; n <= 3; ++n) {
            for (std::uint32_t i = 0; i < trie.size(n); ++i) {
                auto words = trie.words({n, i});
                words.erase(words.begin());
                QCOMPARE(trie.words(trie.suffix({n, i})), words);
            }
        }
    }

    void spillsToDisk_data() {
        QTest::addColumn<int>("order");
        for (int order = 1; order <= MaximumNgramOrder; ++order) {
            QTest::addRow("%d", order) << order;
        }
    }

    /// A block of few tokens puts nearly every sentence into a run of its own.
    void spillsToDisk() {
        QFETCH(int, order);
        std::string text;
        for (int i = 0; i < 200; ++i) {
            text += "w" + std::to_string(i * i % 7) + " w" + std::to_string(i % 5) + " w"
                + std::to_string(i * 3 % 11) + "\n";
        }
        const ScratchFolder folder;
        const auto inMemory = countsOf(text, {.order = order});
        const auto spilled = countsOf(
            text, {.order = order, .memoryBytes = 600, .temporaryFolder = folder.path()});
        QCOMPARE(asText(*spilled), asText(*inMemory));
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }

    void cutoffsDropWhatIsRare() {
        const auto all = countsOf(ThreeSentences, {.order = 3});
        const auto cut = countsOf(ThreeSentences, {.order = 3, .cutoffs = {0, 1, 2}});
        QCOMPARE(cut->trie()->size(1), all->trie()->size(1));
        QCOMPARE(cut->trie()->size(2), 4U); // <s>a ab ba b</s>
        QCOMPARE(cut->trie()->size(3), 0U);
        QCOMPARE(cut->statistics(2), all->statistics(2)); // of the text, not of what is kept
        QCOMPARE(cut->followers({}), all->followers({}));
        const auto node = nodeOf(*cut->trie(), *cut->words(), u"b </s>"_s);
        QCOMPARE(cut->count(node), 2U);
    }

    void countsCharacters() {
        const auto counts = countsOf("天地 玄\r\n天\n", {.order = 2, .unit = NgramUnit::Character});
        const auto& words = *counts->words();
        QCOMPARE(counts->tokens(), 7U);
        QCOMPARE(counts->count({1, words.idOf("天")}), 2U);
        QCOMPARE(counts->count({1, words.idOf("▁")}), 1U); // the space
        QCOMPARE(ngram::unitText("▁"), " ");
    }

    void namesOfItsOwnAreNoWords() {
        const auto counts = countsOf("a <s> b </s> <unk>\n", {.order = 2});
        QCOMPARE(counts->tokens(), 3U); // a b </s>
    }

    void badInput_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("order");
        QTest::addColumn<QList<int>>("cutoffs");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("no text") << QByteArray() << 2 << QList<int>() << ErrorCode::DatasetTooSmall;
        QTest::newRow("not UTF-8")
            << QByteArray("a\n\xFF\n") << 2 << QList<int>() << ErrorCode::TextInvalid;
        QTest::newRow("order 0") << QByteArray("a") << 0 << QList<int>()
                                 << ErrorCode::OptionInvalid;
        QTest::newRow("order 8") << QByteArray("a") << 8 << QList<int>()
                                 << ErrorCode::OptionInvalid;
        QTest::newRow("words cut")
            << QByteArray("a") << 2 << QList<int>{1, 1} << ErrorCode::OptionInvalid;
        QTest::newRow("falling cut-offs")
            << QByteArray("a") << 3 << QList<int>{0, 2, 1} << ErrorCode::OptionInvalid;
    }

    void badInput() {
        QFETCH(QByteArray, text);
        QFETCH(int, order);
        QFETCH(QList<int>, cutoffs);
        QFETCH(ErrorCode, code);
        NgramCounting counting{.order = order};
        counting.cutoffs.assign(cutoffs.begin(), cutoffs.end());
        const auto done
            = ngram::NgramCounter::create(counting).and_then([&](ngram::NgramCounter counter) {
                  return counter.addText(text.toStdString(), [](double) {}, {}).and_then([&] {
                      return counter.finish({});
                  });
              });
        QVERIFY(!done);
        QCOMPARE(done.error().code, code);
        if (code == ErrorCode::TextInvalid) {
            QCOMPARE(done.error().place, "line 2, byte 0");
        }
    }

    void aStoppedFileSaysSo() {
        const ScratchFolder folder;
        const auto file = folder.write("long.txt", std::string(3 << 20, 'x') + "\n\n");
        auto counter = ngram::NgramCounter::create({.order = 2}).value();
        std::stop_source source;
        source.request_stop();
        const auto done = counter.addFile(
            file, [](double) {}, source.get_token());
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Interrupted);
    }

    void oneWordIsAText() {
        const auto counts = countsOf("hello", {.order = 3});
        QCOMPARE(counts->tokens(), 2U);
        QCOMPARE(counts->trie()->size(3), 1U);
    }
};

QTEST_GUILESS_MAIN(TestNgramCounts)
#include "tst_ngram_counts.moc"
