#include <QtTest>

#include <QJsonArray>
#include <limits>

#include "engine/embeddings/analogy.h"
#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/similarity.h"
#include "engine/embeddings/vector_file.h"
#include "reference_vectors.h"

using namespace vitrine;
using namespace vitrine::embeddings;

namespace {

/// float32 sums of a dozen products against float64.
constexpr double Tolerance = 2e-6;

bool agrees(const WordNeighbour& found, const QJsonValue& expected) {
    const double score = expected.toArray()[1].toDouble();
    return found.row == expected.toArray()[0].toInt()
        && std::abs(found.score - score) <= Tolerance * std::max(1.0, std::abs(score));
}

std::vector<std::string> wordsAt(const EmbeddingTable& table, const QJsonArray& rows) {
    std::vector<std::string> words;
    for (const auto row : rows) {
        words.emplace_back(table.word(row.toInt()));
    }
    return words;
}

} // namespace

class TestNearestWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsWhatNumPyFinds_data();
    void findsWhatNumPyFinds();
    void isTheSameOnAnyNumberOfThreads();
    void takesTheFirstOfEqualOnes();
    void givesAVectorOfLengthZeroNoNeighbour();
    void refusesAnotherWidth();
    void stopsWhenAsked();
    void worksAnalogiesOut_data();
    void worksAnalogiesOut();
    void namesTheWordThatIsUnknown();
    void meansTheWordsOfAText();
    void derivesACosine();
    void ranksVectorsThatOverflowLast();
    void comparesAllPairs();

private:
    std::shared_ptr<const EmbeddingTable> m_table;
};

void TestNearestWords::initTestCase() {
    const auto file = readVectors(test::referenceFolder() / "vectors.npy");
    QVERIFY(file);
    m_table = file->table;
}

void TestNearestWords::findsWhatNumPyFinds_data() {
    QTest::addColumn<int>("query");
    QTest::addColumn<QString>("name");
    QTest::addColumn<SimilarityMeasure>("measure");
    const auto count = test::referenceNumbers()[u"neighbours"].toArray().size();
    QVERIFY(count > 0);
    for (int query = 0; query < count; ++query) {
        const auto text = QByteArray::number(query);
        QTest::newRow("cosine " + text)
            << query << QStringLiteral("cosine") << SimilarityMeasure::Cosine;
        QTest::newRow("dot " + text)
            << query << QStringLiteral("dot") << SimilarityMeasure::DotProduct;
        QTest::newRow("euclidean " + text)
            << query << QStringLiteral("euclidean") << SimilarityMeasure::Euclidean;
    }
}

void TestNearestWords::findsWhatNumPyFinds() {
    QFETCH(int, query);
    QFETCH(QString, name);
    QFETCH(SimilarityMeasure, measure);
    const auto numbers = test::referenceNumbers()[u"neighbours"].toArray()[query].toObject();
    const int row = numbers[u"row"].toInt();
    const auto expected = numbers[name].toArray();
    const auto found = nearestWords(*m_table, m_table->vector(row),
        {.measure = measure, .count = static_cast<int>(expected.size()), .leftOut = {row}});
    QVERIFY(found);
    QCOMPARE(static_cast<qsizetype>(found->size()), expected.size());
    for (int i = 0; i < expected.size(); ++i) {
        const auto& neighbour = (*found)[static_cast<std::size_t>(i)];
        QVERIFY(agrees(neighbour, expected[i]));
        QCOMPARE(std::string_view(neighbour.word), m_table->word(neighbour.row));
    }
}

void TestNearestWords::isTheSameOnAnyNumberOfThreads() {
    std::vector<std::string> words;
    std::vector<float> values;
    for (int i = 0; i < 100000; ++i) {
        words.push_back(std::to_string(i));
        values.push_back(static_cast<float>(i % 1009));
        values.push_back(static_cast<float>(i * 31 % 997));
    }
    const auto table = EmbeddingTable::of(words, values, 2);
    const std::vector<float> query{3, 4};
    const auto one = nearestWords(*table, query, {.count = 50, .leftOut = {}, .threads = 1});
    const auto three = nearestWords(*table, query, {.count = 50, .leftOut = {}, .threads = 3});
    QVERIFY(one && three);
    QCOMPARE(one->size(), std::size_t{50});
    QVERIFY(*one == *three);
}

void TestNearestWords::takesTheFirstOfEqualOnes() {
    const std::vector<std::string> words{"a", "b", "c", "d"};
    const auto table = EmbeddingTable::of(words, {0, 1, 1, 0, 1, 0, 1, 0}, 2);
    const auto found = nearestWords(*table, std::vector<float>{2, 0}, {.count = 2, .leftOut = {}});
    QVERIFY(found);
    QCOMPARE((*found)[0].word, "b");
    QCOMPARE((*found)[1].word, "c");
}

void TestNearestWords::givesAVectorOfLengthZeroNoNeighbour() {
    const std::vector<std::string> words{"zero", "one"};
    const auto table = EmbeddingTable::of(words, {0, 0, 1, 0}, 2);
    const auto found = nearestWords(*table, table->vector(0), {.leftOut = {0}});
    QVERIFY(found);
    QCOMPARE((*found)[0].score, 0.0);
    QCOMPARE(similarity(table->vector(0), table->vector(1), SimilarityMeasure::Cosine), 0.0);
}

void TestNearestWords::refusesAnotherWidth() {
    const auto found = nearestWords(*m_table, std::vector<float>{1, 2});
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::OptionInvalid);
}

void TestNearestWords::stopsWhenAsked() {
    std::stop_source source;
    source.request_stop();
    const auto found = nearestWords(*m_table, m_table->vector(0), {}, source.get_token());
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::Interrupted);
}

void TestNearestWords::worksAnalogiesOut_data() {
    QTest::addColumn<int>("question");
    QTest::addColumn<QString>("name");
    QTest::addColumn<AnalogyMethod>("method");
    for (int i = 0; i < test::referenceNumbers()[u"analogies"].toArray().size(); ++i) {
        const auto text = QByteArray::number(i);
        QTest::newRow("3CosAdd " + text)
            << i << QStringLiteral("add") << AnalogyMethod::CosineAddition;
        QTest::newRow("3CosMul " + text)
            << i << QStringLiteral("mul") << AnalogyMethod::CosineMultiplication;
    }
}

void TestNearestWords::worksAnalogiesOut() {
    QFETCH(int, question);
    QFETCH(QString, name);
    QFETCH(AnalogyMethod, method);
    const auto numbers = test::referenceNumbers()[u"analogies"].toArray()[question].toObject();
    const auto positive = wordsAt(*m_table, numbers[u"positive"].toArray());
    const auto negative = wordsAt(*m_table, numbers[u"negative"].toArray());
    const auto worked = analogy(*m_table, positive, negative, {.method = method, .count = 3});
    QVERIFY(worked);
    QVERIFY(std::abs(worked->sumNorm - numbers[u"norm"].toDouble()) < Tolerance);
    const auto expected = numbers[name].toArray();
    for (int i = 0; i < expected.size(); ++i) {
        const auto& answer = worked->answers[static_cast<std::size_t>(i)];
        QVERIFY(agrees(answer.neighbour, expected[i]));
        QCOMPARE(answer.cosines.size(), worked->terms.size());
    }
    QCOMPARE(worked->terms.size(), positive.size() + negative.size());
    QCOMPARE(worked->terms.back().negative, !negative.empty());
}

void TestNearestWords::namesTheWordThatIsUnknown() {
    const std::vector<std::string> positive{"word0", "zebra"};
    const auto worked = analogy(*m_table, positive, {});
    QVERIFY(!worked);
    QCOMPARE(worked.error().code, ErrorCode::WordUnknown);
    QCOMPARE(worked.error().subject, "zebra");
    QCOMPARE(analogy(*m_table, {}, positive).error().code, ErrorCode::OptionInvalid);
}

void TestNearestWords::meansTheWordsOfAText() {
    const std::vector<std::string> words{"the", "cat"};
    const auto table = EmbeddingTable::of(words, {1, 2, 3, 6}, 2);
    const std::vector<std::string_view> text{"The", "cat", "flew"};
    const auto mean = textVector(*table, text);
    QVERIFY(mean);
    QCOMPARE(mean->vector, (std::vector<float>{2, 4}));
    QCOMPARE(mean->rows, (std::vector{0, 1})); // written small, as the table has it
    QCOMPARE(mean->unknown, (std::vector<std::string>{"flew"}));
    const std::vector<std::string_view> strange{"flew"};
    QCOMPARE(textVector(*table, strange).error().code, ErrorCode::WordUnknown);
}

/// Age and epoch near, coffee far: 3·4 + 4·3 = 24, 5 · 5 = 25.
void TestNearestWords::derivesACosine() {
    const auto near
        = deriveCosine("age", std::vector<float>{3, 4}, "epoch", std::vector<float>{4, 3});
    QCOMPARE(near.products, (std::vector<float>{12, 12}));
    QCOMPARE(near.dotProduct, 24.0);
    QCOMPARE(near.firstNorm, 5.0);
    QCOMPARE(near.secondNorm, 5.0);
    QCOMPARE(near.cosine, 0.96);
    QVERIFY(std::abs(near.degrees - 16.2602) < 1e-4);
    QVERIFY(std::abs(near.distance - std::sqrt(2.0)) < 1e-12);
    const auto far
        = deriveCosine("age", std::vector<float>{3, 4}, "coffee", std::vector<float>{4, -3});
    QCOMPARE(far.cosine, 0.0);
    QCOMPARE(far.degrees, 90.0);
}

void TestNearestWords::ranksVectorsThatOverflowLast() {
    // A sum of large vectors overflows, and a product with it may be infinity minus infinity.
    constexpr float Infinity = std::numeric_limits<float>::infinity();
    std::vector<std::string> words;
    std::vector<float> vectors;
    for (int i = 0; i < 100; ++i) {
        words.push_back("w" + std::to_string(i));
        vectors.insert(vectors.end(), {1.0F, i % 3 == 2 ? 1.0F : -1.0F});
    }
    const auto table = EmbeddingTable::of(words, vectors, 2);
    const auto found = nearestWords(*table, std::vector<float>{Infinity, -Infinity},
        {.measure = SimilarityMeasure::DotProduct,
            .count = 100,
            .leftOut = {}}).value();
    QCOMPARE(found.size(), std::size_t{100});
    QCOMPARE(found.front().row, 0);
    for (std::size_t i = 67; i < found.size(); ++i) {
        QCOMPARE(found[i].row % 3, 2);
    }
}

void TestNearestWords::comparesAllPairs() {
    const std::vector<float> a{3, 4};
    const std::vector<float> b{4, 3};
    const std::vector<float> c{4, -3};
    const std::vector<std::span<const float>> vectors{a, b, c};
    QCOMPARE(similarityMatrix(vectors, SimilarityMeasure::Cosine).value(),
        (std::vector<double>{1, 0.96, 0, 0.96, 1, 0.28, 0, 0.28, 1}));
    QCOMPARE(similarityMatrix(vectors, SimilarityMeasure::DotProduct).value(),
        (std::vector<double>{25, 24, 0, 24, 25, 7, 0, 7, 25}));
    QCOMPARE(similarityMatrix(vectors, SimilarityMeasure::Euclidean).value()[1], std::sqrt(2.0));
    std::stop_source stopped;
    stopped.request_stop();
    QCOMPARE(similarityMatrix(vectors, SimilarityMeasure::Cosine, stopped.get_token()).error().code,
        ErrorCode::Interrupted);
}

QTEST_GUILESS_MAIN(TestNearestWords)
#include "tst_nearest_words.moc"
