#include <QtTest>

#include "engine/embeddings/glove_trainer.h"
#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/random.h"
#include "engine/embeddings/similarity.h"
#include "engine/embeddings/vector_training.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::embeddings;

namespace {

constexpr int Topics = 4;
constexpr int WordsOfATopic = 6;

/// Sentences of eight words, each of one topic alone: "t2w5" is the fifth word of the second.
std::string topicText(int sentences) {
    Random random(11);
    std::string text;
    for (int i = 0; i < sentences; ++i) {
        const auto topic = std::to_string(random.below(Topics));
        for (int word = 0; word < 8; ++word) {
            text += "t" + topic + "w" + std::to_string(random.below(WordsOfATopic)) + " ";
        }
        text += "\n";
    }
    return text;
}

WordCorpus corpusOf(const std::string& text, const CorpusOptions& options = {.minimumCount = 1}) {
    WordCorpusBuilder builder(options);
    return builder.add(text).and_then([&] { return builder.build(); }).value();
}

VectorTrainingOptions small(VectorMethod method) {
    return {.method = method,
        .dimensions = 16,
        .window = 4,
        .epochs = method == VectorMethod::Glove ? 30 : 12,
        .subsampling = 0,
        .threads = 1};
}

} // namespace

class TestVectorTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWords();
    void splitsChinese_data();
    void splitsChinese();
    void refusesTexts();
    void countsCoOccurrences();
    void learnsWhichWordsBelongTogether_data() { methods(); }
    void learnsWhichWordsBelongTogether();
    void lossFalls_data() { methods(); }
    void lossFalls();
    void repeatsExactlyInOneThread_data() { methods(); }
    void repeatsExactlyInOneThread();
    void showsItsVectorsOnTheWay_data() { methods(); }
    void showsItsVectorsOnTheWay();
    void stopsWhenAsked_data() { methods(); }
    void stopsWhenAsked();
    void refusesSettings();

private:
    static void methods() {
        QTest::addColumn<VectorMethod>("method");
        QTest::newRow("skip-gram") << VectorMethod::SkipGram;
        QTest::newRow("CBOW") << VectorMethod::ContinuousBag;
        QTest::newRow("GloVe") << VectorMethod::Glove;
    }
};

void TestVectorTraining::countsWords() {
    const auto corpus = corpusOf("The cat saw the dog.\n\nA dog, a cat; a DOG!\n",
        {.lowerCase = true, .minimumCount = 2, .mostWords = 3});
    QCOMPARE(corpus.words, (std::vector<std::string>{"a", "dog", "cat"}));
    QCOMPARE(corpus.counts, (std::vector<std::int64_t>{3, 3, 2}));
    QCOMPARE(corpus.lineEnds, (std::vector<std::size_t>{2, 8}));
    QCOMPARE(corpus.ids, (std::vector<std::int32_t>{2, 1, 0, 1, 0, 2, 0, 1}));
}

void TestVectorTraining::splitsChinese_data() {
    QTest::addColumn<WordUnit>("unit");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("words") << WordUnit::Words
                           << QString::fromUtf8("银行 今天 关门").split(QLatin1Char(' '));
    QTest::newRow("characters") << WordUnit::Characters
                                << QString::fromUtf8("银 行 今 天 关 门").split(QLatin1Char(' '));
}

void TestVectorTraining::splitsChinese() {
    QFETCH(WordUnit, unit);
    QFETCH(QStringList, words);
    const auto corpus = corpusOf("银行今天关门。", {.unit = unit, .minimumCount = 1});
    QStringList found;
    for (const auto id : corpus.ids) {
        found.append(QString::fromStdString(corpus.words[static_cast<std::size_t>(id)]));
    }
    QCOMPARE(found, words);
}

void TestVectorTraining::refusesTexts() {
    WordCorpusBuilder builder({.minimumCount = 1});
    QCOMPARE(builder.build().error().code, ErrorCode::DatasetTooSmall);
    QVERIFY(builder.add("one"));
    QCOMPARE(builder.build().error().code, ErrorCode::DatasetTooSmall);
    const auto invalid = builder.add("a\xFF");
    QCOMPARE(invalid.error().code, ErrorCode::TextInvalid);
    QCOMPARE(invalid.error().place, "1");
    QCOMPARE(builder.addFile("/nowhere").error().code, ErrorCode::FileMissing);
    const test::ScratchFolder folder;
    const auto path = folder.write("text.txt", "one two");
    QVERIFY(builder.addFile(path));
    QVERIFY(builder.build());
}

/// "a b c" and "b a": a–b at distance 1 twice, a–c at distance 2 once, b–c at distance 1 once.
void TestVectorTraining::countsCoOccurrences() {
    const auto corpus = corpusOf("a b c\nb a\n");
    const auto pairs = coOccurrences(corpus, /*window=*/2);
    const std::vector<CoOccurrence> expected{
        {0, 1, 2}, {0, 2, 0.5F}, {1, 0, 2}, {1, 2, 1}, {2, 0, 0.5F}, {2, 1, 1}};
    QVERIFY(pairs == expected);
    QCOMPARE(coOccurrences(corpus, /*window=*/1).size(), std::size_t{4});
}

void TestVectorTraining::learnsWhichWordsBelongTogether() {
    QFETCH(VectorMethod, method);
    const auto corpus = corpusOf(topicText(2000));
    const auto table = trainVectors(corpus, small(method));
    QVERIFY(table);
    QCOMPARE((*table)->size(), Topics * WordsOfATopic);
    for (int row = 0; row < (*table)->size(); ++row) {
        const auto found = nearestWords(
            **table, (*table)->vector(row), {.count = WordsOfATopic - 1, .leftOut = {row}});
        for (const auto& neighbour : *found) {
            QCOMPARE(neighbour.word[1], (*table)->word(row)[1]); // the topic's number
        }
    }
}

void TestVectorTraining::lossFalls() {
    QFETCH(VectorMethod, method);
    std::vector<double> losses;
    const auto corpus = corpusOf(topicText(1000));
    QVERIFY(trainVectors(corpus, small(method),
        [&](const VectorTrainingProgress& progress) { losses.push_back(progress.loss); }));
    QVERIFY(losses.size() > 8);
    QVERIFY(losses.front() > 0);
    QVERIFY2(losses.back() < losses.front() * 0.9,
        qPrintable(QStringLiteral("%1 to %2").arg(losses.front()).arg(losses.back())));
}

void TestVectorTraining::repeatsExactlyInOneThread() {
    QFETCH(VectorMethod, method);
    const auto corpus = corpusOf(topicText(200));
    auto options = small(method);
    const auto values = [&] {
        const auto table = trainVectors(corpus, options).value();
        const auto all = table->parts().vectors;
        return std::vector<float>(all.begin(), all.end());
    };
    const auto once = values();
    QVERIFY(once == values());
    options.seed = 2;
    QVERIFY(once != values());
}

void TestVectorTraining::showsItsVectorsOnTheWay() {
    QFETCH(VectorMethod, method);
    const auto corpus = corpusOf(topicText(500));
    double fraction = 0;
    std::vector<float> last;
    auto options = small(method);
    options.threads = 2;
    const auto table = trainVectors(corpus, options, [&](const VectorTrainingProgress& progress) {
        QVERIFY(progress.fraction > fraction);
        fraction = progress.fraction;
        QVERIFY(progress.epoch >= 1 && progress.epoch <= progress.epochs);
        QVERIFY(progress.wordsPerSecond > 0);
        last.assign(progress.vectors.begin(), progress.vectors.end());
    });
    QVERIFY(table);
    QCOMPARE(fraction, 1.0);
    const auto all = (*table)->parts().vectors;
    QVERIFY(std::ranges::equal(all, last));
}

void TestVectorTraining::stopsWhenAsked() {
    QFETCH(VectorMethod, method);
    std::stop_source source;
    const auto corpus = corpusOf(topicText(500));
    int reports = 0;
    const auto table = trainVectors(
        corpus, small(method),
        [&](const VectorTrainingProgress&) {
            ++reports;
            source.request_stop();
        },
        source.get_token());
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::Interrupted);
    QCOMPARE(reports, 1);
}

void TestVectorTraining::refusesSettings() {
    const auto corpus = corpusOf("a b");
    const auto table = trainVectors(corpus, {.dimensions = 0});
    QCOMPARE(table.error().code, ErrorCode::OptionInvalid);
    QCOMPARE(table.error().subject, "dimensions");
    QCOMPARE(trainVectors(corpus, {.epochs = 0}).error().subject, "epochs");
}

QTEST_GUILESS_MAIN(TestVectorTraining)
#include "tst_vector_training.moc"
