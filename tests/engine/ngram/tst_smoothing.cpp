#include "engine/ngram/smoothing.h"

#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

#include "engine/ngram/arpa_reader.h"
#include "engine/ngram/discounts.h"
#include "engine/ngram/ngram_names.h"
#include "tests/engine/ngram/ngram_test_support.h"
#include "tests/support/case_folders.h"

using namespace vitrine;
using namespace vitrine::test;
using namespace Qt::StringLiterals;

namespace {

const std::filesystem::path Cases = VITRINE_TEST_SOURCE_DIR "/cases/lmplz";

constexpr double SumTolerance = 1e-6; // of one: logarithms are kept in float32
constexpr double LogTolerance = 2e-6; // of log10: both programs compute in float32
constexpr double HandTolerance = 1e-6;

constexpr std::string_view HandText = "a b a\na b\nb a b\n"; // see tst_ngram_counts

std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::uint32_t> cutoffsOf(const std::filesystem::path& folder) {
    std::istringstream numbers(read(folder / "cutoffs.txt"));
    return {std::istream_iterator<std::uint32_t>(numbers), {}};
}

std::vector<NgramSmoothing> normalisedMethods() {
    using enum NgramSmoothing;
    return {MaximumLikelihood, AddK, GoodTuring, Katz, KneserNey, ModifiedKneserNey};
}

} // namespace

class TestSmoothing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithLmplz_data() {
        QTest::addColumn<QString>("folder");
        for (const auto& folder : caseFolders(Cases)) {
            QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
        }
    }

    /// The same n-grams with the same probabilities and back-off weights as KenLM's program.
    void agreesWithLmplz() {
        QFETCH(QString, folder);
        const std::filesystem::path path(folder.toStdString());
        const auto expected = ngram::readArpa(path / "expected.arpa", {});
        QVERIFY(expected);
        const auto& theirs = *expected->model;
        const auto counts = countsOf(
            read(path / "text.txt"), {.order = theirs.order(), .cutoffs = cutoffsOf(path)});
        const auto ours = modelOf(counts, {});
        QCOMPARE(ours->words().size(), theirs.words().size());
        for (int n = 1; n <= theirs.order(); ++n) {
            QCOMPARE(ours->size(n), theirs.size(n));
            for (std::uint32_t i = 0; i < theirs.size(n); ++i) {
                ngram::NgramNode node;
                for (const auto word : theirs.trie().words({n, i})) {
                    const auto own = ours->words().idOf(theirs.words().word(word));
                    const auto child = ours->trie().child(node, own);
                    QVERIFY(child);
                    node = *child;
                }
                QVERIFY(std::abs(ours->log10(node) - theirs.log10({n, i})) < LogTolerance);
                if (n < theirs.order()) {
                    QVERIFY(std::abs(ours->backoff(node) - theirs.backoff({n, i})) < LogTolerance);
                }
            }
        }
    }

    void sumsToOne_data() {
        QTest::addColumn<NgramSmoothing>("smoothing");
        QTest::addColumn<int>("order");
        QTest::addColumn<bool>("cut");
        for (const auto smoothing : normalisedMethods()) {
            for (const int order : {1, 2, 3, 5}) {
                for (const bool cut : {false, true}) {
                    QTest::addRow("%s %d %s", ngram::smoothingName(smoothing).data(), order,
                        cut ? "cut" : "all")
                        << smoothing << order << cut;
                }
            }
        }
    }

    /// Every context of the model, whether or not anything follows it.
    void sumsToOne() {
        QFETCH(NgramSmoothing, smoothing);
        QFETCH(int, order);
        QFETCH(bool, cut);
        NgramCounting counting{.order = order};
        if (cut) {
            counting.cutoffs = {0, 1, 2};
        }
        const auto counts = countsOf(read(Cases / "order-3/text.txt"), counting);
        const auto model = modelOf(counts, {.smoothing = smoothing, .addK = 0.3});
        for (int n = 0; n < order; ++n) {
            const auto contexts = n == 0 ? 1 : model->size(n);
            for (std::uint32_t i = 0; i < contexts; ++i) {
                const auto all = model->distribution({n, i});
                const auto sum = std::accumulate(all.begin(), all.end(), 0.0);
                QVERIFY2(std::abs(sum - 1) < SumTolerance,
                    qPrintable(u"order %1, context %2: %3"_s.arg(n).arg(i).arg(sum)));
            }
        }
    }

    void shorterModelsOfTheSameCounts_data() {
        QTest::addColumn<NgramSmoothing>("smoothing");
        for (const auto smoothing : normalisedMethods()) {
            QTest::newRow(ngram::smoothingName(smoothing).data()) << smoothing;
        }
    }

    /// A model of order 2 is the same whether the text was counted to order 2 or to order 4.
    void shorterModelsOfTheSameCounts() {
        QFETCH(NgramSmoothing, smoothing);
        const auto text = read(Cases / "order-3/text.txt");
        const auto longer
            = modelOf(countsOf(text, {.order = 4}), {.smoothing = smoothing, .order = 2});
        const auto shorter = modelOf(countsOf(text, {.order = 2}), {.smoothing = smoothing});
        QCOMPARE(longer->order(), 2);
        const auto sentence = idsOf(longer->words(), "w1 w2 w1 w7 w300 w2");
        QCOMPARE(longer->scoreSentence(sentence), shorter->scoreSentence(sentence));
    }

    void byHand_data() {
        QTest::addColumn<NgramSmoothing>("smoothing");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<double>("probability");
        using enum NgramSmoothing;
        // Order 2. c(a)=4: ab 3, a</s> 1. c(<s>)=3: <s>a 2, <s>b 1. V = 4: a, b, </s>, <unk>.
        QTest::newRow("mle") << MaximumLikelihood << "a" << QByteArray("b") << 3.0 / 4;
        QTest::newRow("mle unseen") << MaximumLikelihood << "a" << QByteArray("a") << 0.0;
        QTest::newRow("mle of words") << MaximumLikelihood << "" << QByteArray("a") << 4.0 / 11;
        QTest::newRow("add one") << AddK << "a" << QByteArray("b") << 4.0 / 8;
        QTest::newRow("add one unseen") << AddK << "a" << QByteArray("a") << 1.0 / 8;
        QTest::newRow("add one at the start") << AddK << "<s>" << QByteArray("a") << 3.0 / 7;
        QTest::newRow("stupid") << StupidBackoff << "a" << QByteArray("b") << 3.0 / 4;
        QTest::newRow("stupid unseen") << StupidBackoff << "a" << QByteArray("a") << 0.4 * 4.0 / 11;
        // n1 = 2, n2 = 3: D = 2 / 8 of 2-grams. Words: continuations 2, 2, 2, too regular: D = .75,
        // so p(b) = (2 - .75) / 6 + (3 * .75 / 6) / 4.
        const auto ofB = 1.25 / 6 + 2.25 / 6 / 4;
        QTest::newRow("kneser-ney of words") << KneserNey << "" << QByteArray("b") << ofB;
        QTest::newRow("kneser-ney")
            << KneserNey << "a" << QByteArray("b") << 2.75 / 4 + 0.5 / 4 * ofB;
        QTest::newRow("kneser-ney unseen") << KneserNey << "a" << QByteArray("a") << 0.5 / 4 * ofB;
        QTest::newRow("kneser-ney unknown")
            << KneserNey << "a" << QByteArray("z") << 0.5 / 4 * (2.25 / 6 / 4);
    }

    void byHand() {
        QFETCH(NgramSmoothing, smoothing);
        QFETCH(QString, context);
        QFETCH(QByteArray, word);
        QFETCH(double, probability);
        const auto model = modelOf(countsOf(HandText, {.order = 2}), {.smoothing = smoothing});
        auto node = nodeOf(model->trie(), model->words(), context);
        const auto score = model->score(node, model->words().idOf(word.toStdString()));
        QVERIFY2(std::abs(std::pow(10, score.log10) - probability) < HandTolerance,
            qPrintable(QString::number(std::pow(10, score.log10), 'g', 10)));
    }

    void discountsByHand() {
        // 2-grams: n1 = 2, n2 = 3, n3 = 1, n4 = 0, so y = 2/8, D1 = 1 - 2y·3/2, D2 = 2 - 3y·1/3.
        const auto counts = countsOf(HandText, {.order = 2});
        const auto modified = ngram::discountsOf(*counts, NgramSmoothing::ModifiedKneserNey, 2, 2);
        QCOMPARE(modified.values, (std::vector<double>{0.25, 1.75, 3}));
        QVERIFY(!modified.substituted);
        QVERIFY(ngram::discountsOf(*counts, NgramSmoothing::ModifiedKneserNey, 1, 2).substituted);
        QCOMPARE(ngram::discountsOf(*counts, NgramSmoothing::KneserNey, 2, 2).values,
            std::vector<double>{0.25});
        QVERIFY(ngram::discountsOf(*counts, NgramSmoothing::AddK, 2, 2).values.empty());
    }

    void tinyTexts_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("one word") << QByteArray("hello");
        QTest::newRow("an empty line") << QByteArray("\n");
        QTest::newRow("one word again and again") << QByteArray("a a a a a a a a a a a a\n");
    }

    /// Discounts cannot be estimated from them, but every method still gives a distribution.
    void tinyTexts() {
        QFETCH(QByteArray, text);
        const auto counts = countsOf(text.toStdString(), {.order = 3});
        for (const auto smoothing : normalisedMethods()) {
            const auto model = modelOf(counts, {.smoothing = smoothing});
            for (const auto context : {ngram::NgramNode{}, model->start()}) {
                const auto all = model->distribution(context);
                const auto sum = std::accumulate(all.begin(), all.end(), 0.0);
                QVERIFY2(std::abs(sum - 1) < SumTolerance, ngram::smoothingName(smoothing).data());
            }
        }
    }

    void badOptions_data() {
        QTest::addColumn<int>("order");
        QTest::addColumn<double>("addK");
        QTest::addColumn<double>("factor");
        QTest::newRow("longer than counted") << 3 << 1.0 << 0.4;
        QTest::newRow("k of 0") << 2 << 0.0 << 0.4;
        QTest::newRow("no number") << 2 << std::nan("") << 0.4;
        QTest::newRow("factor above 1") << 2 << 1.0 << 1.5;
    }

    void badOptions() {
        QFETCH(int, order);
        QFETCH(double, addK);
        QFETCH(double, factor);
        const auto model = ngram::estimate(*countsOf(HandText, {.order = 2}),
            {.order = order, .addK = addK, .backoffFactor = factor}, {});
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::OptionInvalid);
    }

    void scoresUnknownWordsApart() {
        const auto model = modelOf(countsOf(HandText, {.order = 2}), {});
        const auto score = model->scoreSentence(idsOf(model->words(), "a zzz"));
        QCOMPARE(score.tokens, 3);
        QCOMPARE(score.unknownWords, 1);
        QVERIFY(score.log10Unknown < 0 && score.log10Unknown > score.log10);
    }
};

QTEST_GUILESS_MAIN(TestSmoothing)
#include "tst_smoothing.moc"
