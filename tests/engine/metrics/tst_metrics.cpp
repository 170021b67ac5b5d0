#include <QtTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>
#include <string>
#include <vector>

#include "engine/metrics/answer_match.h"
#include "engine/metrics/bleu.h"
#include "engine/metrics/confusion_matrix.h"
#include "engine/metrics/meteor.h"
#include "engine/metrics/rouge.h"
#include "engine/metrics/span_f1.h"

using namespace vitrine;
using namespace vitrine::metrics;

namespace {

constexpr double Tolerance = 1e-9;

bool near(double value, const QJsonValue& expected) {
    return std::abs(value - expected.toDouble()) < Tolerance;
}

std::vector<std::string> stringsOf(const QJsonValue& array) {
    std::vector<std::string> strings;
    for (const auto& value : array.toArray()) {
        strings.push_back(value.toString().toStdString());
    }
    return strings;
}

bool equals(const PrecisionRecall& scores, const QJsonValue& expected) {
    const auto numbers = expected.toArray();
    return near(scores.precision, numbers[0]) && near(scores.recall, numbers[1])
        && near(scores.f1, numbers[2]);
}

BleuOptions optionsOf(const QJsonObject& bleu) {
    static const std::map<std::string, WordCut> Cuts{{"13a", WordCut::Western},
        {"zh", WordCut::Chinese}, {"char", WordCut::Characters}, {"none", WordCut::Blanks}};
    static const std::map<std::string, BleuSmoothing> Smoothings{{"none", BleuSmoothing::None},
        {"floor", BleuSmoothing::Floor}, {"add-k", BleuSmoothing::AddOne},
        {"exp", BleuSmoothing::Exponential}};
    return {.cut = Cuts.at(bleu[QLatin1String("cut")].toString().toStdString()),
        .lowerCase = bleu[QLatin1String("lowercase")].toBool(),
        .smoothing = Smoothings.at(bleu[QLatin1String("smoothing")].toString().toStdString()),
        .effectiveOrder = bleu[QLatin1String("effective")].toBool()};
}

} // namespace

/// Against sacreBLEU, rouge-score, NLTK, SQuAD's evaluation, seqeval and scikit-learn
/// (make_metric_fixtures.py).
class TestMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bleuIsSacreBleus_data() { addRows("bleu"); }
    void bleuIsSacreBleus();
    void bleuOfNothingIsNothing();
    void rougeIsRougeScores_data() { addRows("rouge"); }
    void rougeIsRougeScores();
    void rougeReadsChineseByCharacters();
    void meteorIsNltks_data() { addRows("meteor"); }
    void meteorIsNltks();
    void meteorWorksOut();
    void answersMatchAsInSquad_data() { addRows("answers"); }
    void answersMatchAsInSquad();
    void answersMatchInChinese();
    void entitiesCountAsInCoNll();
    void readsEntitiesFromTags_data();
    void readsEntitiesFromTags();
    void classesAreScikitLearns();

private:
    void addRows(const char* kind);

    QJsonObject m_cases;
};

void TestMetrics::initTestCase() {
    QFile file(QStringLiteral(VITRINE_TEST_SOURCE_DIR "/cases/metrics.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_cases = QJsonDocument::fromJson(file.readAll()).object();
}

void TestMetrics::addRows(const char* kind) {
    QTest::addColumn<QJsonObject>("expected");
    const auto rows = m_cases[QLatin1String(kind)].toArray();
    QVERIFY(!rows.isEmpty());
    for (int i = 0; i < rows.size(); ++i) {
        QTest::addRow("%d", i) << rows[i].toObject();
    }
}

void TestMetrics::bleuIsSacreBleus() {
    QFETCH(QJsonObject, expected);
    BleuEvaluation evaluation(optionsOf(expected));
    for (const auto& pair : expected[QLatin1String("pairs")].toArray()) {
        evaluation.add(pair[0].toString().toStdString(), stringsOf(pair[1]));
    }
    const auto bleu = evaluation.score();
    QVERIFY2(near(bleu.score, expected[QLatin1String("score")]),
        qPrintable(QString::number(bleu.score)));
    for (std::size_t i = 0; i < BleuOrder; ++i) {
        QVERIFY(
            near(bleu.precisions[i], expected[QLatin1String("precisions")][static_cast<int>(i)]));
    }
    QVERIFY(near(bleu.brevityPenalty, expected[QLatin1String("penalty")]));
    QCOMPARE(bleu.length, expected[QLatin1String("length")].toInteger());
    QCOMPARE(bleu.referenceLength, expected[QLatin1String("reference_length")].toInteger());
}

void TestMetrics::bleuOfNothingIsNothing() {
    BleuEvaluation evaluation;
    QCOMPARE(evaluation.score().score, 0.0);
    evaluation.add("", std::vector<std::string>{"a reference"});
    QCOMPARE(evaluation.score().score, 0.0);
    QCOMPARE(evaluation.score().brevityPenalty, 0.0);
}

void TestMetrics::rougeIsRougeScores() {
    QFETCH(QJsonObject, expected);
    const auto scores = rouge(expected[QLatin1String("text")].toString().toStdString(),
        expected[QLatin1String("reference")].toString().toStdString());
    QVERIFY(equals(scores.unigrams, expected[QLatin1String("rouge1")]));
    QVERIFY(equals(scores.bigrams, expected[QLatin1String("rouge2")]));
    QVERIFY(equals(scores.longest, expected[QLatin1String("rougeL")]));
}

void TestMetrics::rougeReadsChineseByCharacters() {
    QCOMPARE(rougeWords("GPT-2猫坐着。"), (std::vector<std::string>{"gpt", "2", "猫", "坐", "着"}));
    const auto scores = rouge("猫坐着", "猫也坐着");
    QCOMPARE(scores.unigrams.hits, 3);
    QCOMPARE(scores.bigrams.hits, 1);
    QCOMPARE(scores.subsequence, (std::vector<std::string>{"猫", "坐", "着"}));
}

void TestMetrics::meteorIsNltks() {
    QFETCH(QJsonObject, expected);
    const auto score = meteor(stringsOf(expected[QLatin1String("words")]),
        stringsOf(expected[QLatin1String("reference")]));
    QVERIFY2(near(score.score, expected[QLatin1String("score")]),
        qPrintable(QString::number(score.score)));
}

void TestMetrics::meteorWorksOut() {
    const auto score
        = meteor(meteorWords("The dogs ran home."), meteorWords("The dog ran, then home"));
    QCOMPARE(score.matches,
        (std::vector<MeteorMatch>{{0, 0, false}, {1, 1, true}, {2, 2, false}, {3, 4, false}}));
    QCOMPARE(score.chunks, 2);
    QCOMPARE(score.precision, 1.0);
    QCOMPARE(score.recall, 0.8);
    QVERIFY(std::abs(score.mean - 0.8 / 0.98) < Tolerance);
    QVERIFY(std::abs(score.penalty - 0.5 / 8) < Tolerance);
    QCOMPARE(meteor({}, meteorWords("a")).score, 0.0);
}

void TestMetrics::answersMatchAsInSquad() {
    QFETCH(QJsonObject, expected);
    const auto match = matchAnswer(expected[QLatin1String("answer")].toString().toStdString(),
        stringsOf(expected[QLatin1String("right")]));
    QCOMPARE(match.exact, expected[QLatin1String("exact")].toBool());
    QVERIFY(near(match.words.f1, expected[QLatin1String("f1")]));
}

void TestMetrics::answersMatchInChinese() {
    const auto match = matchAnswer("北京市。", std::vector<std::string>{"北京"});
    QVERIFY(!match.exact);
    QVERIFY(std::abs(match.words.f1 - 0.8) < Tolerance);
    QVERIFY(matchAnswer("“北京”", std::vector<std::string>{"上海", "北京。"}).exact);
}

void TestMetrics::entitiesCountAsInCoNll() {
    const auto tagging = m_cases[QLatin1String("tagging")].toObject();
    SpanEvaluation evaluation;
    const auto expected = tagging[QLatin1String("expected")].toArray();
    for (int i = 0; i < expected.size(); ++i) {
        evaluation.add(stringsOf(expected[i]), stringsOf(tagging[QLatin1String("answered")][i]));
    }
    const auto scores = evaluation.scores();
    const auto reference = tagging[QLatin1String("scores")].toObject();
    QCOMPARE(scores.kinds.size(), std::size_t{3});
    for (const auto& [kind, of] : scores.kinds) {
        QVERIFY2(equals(of, reference[QString::fromStdString(kind)]), kind.c_str());
    }
    QVERIFY(equals(scores.means.micro, reference[QLatin1String("micro avg")]));
    QVERIFY(near(scores.means.f1, reference[QLatin1String("macro avg")][2]));
    QVERIFY(near(scores.tokenAccuracy, tagging[QLatin1String("accuracy")]));
}

void TestMetrics::readsEntitiesFromTags_data() {
    QTest::addColumn<QStringList>("tags");
    QTest::addColumn<std::vector<EntitySpan>>("spans");
    const auto row = [](const char* tags, std::vector<EntitySpan> spans) {
        QTest::addRow("%s", tags) << QString::fromLatin1(tags).split(QLatin1Char(' ')) << spans;
    };
    row("O O", {});
    row("B-PER I-PER O B-LOC", {{0, 2, "PER"}, {3, 4, "LOC"}});
    row("B-PER B-PER I-PER", {{0, 1, "PER"}, {1, 3, "PER"}});
    row("I-PER I-PER", {{0, 2, "PER"}});
    row("B-PER I-LOC I-LOC", {{0, 1, "PER"}, {1, 3, "LOC"}});
    row("I-PER O I-PER", {{0, 1, "PER"}, {2, 3, "PER"}});
}

void TestMetrics::readsEntitiesFromTags() {
    QFETCH(QStringList, tags);
    QFETCH(std::vector<EntitySpan>, spans);
    std::vector<std::string> read;
    for (const auto& tag : tags) {
        read.push_back(tag.toStdString());
    }
    QCOMPARE(entitySpans(read), spans);
}

void TestMetrics::classesAreScikitLearns() {
    const auto classes = m_cases[QLatin1String("classes")].toObject();
    ConfusionMatrix matrix(classes[QLatin1String("labels")].toInt());
    const auto expected = classes[QLatin1String("expected")].toArray();
    for (int i = 0; i < expected.size(); ++i) {
        matrix.add(expected[i].toInt(), classes[QLatin1String("answered")][i].toInt());
    }
    QCOMPARE(matrix.total(), expected.size());
    const auto scores = scoresOf(matrix);
    const auto reference = classes[QLatin1String("scores")].toObject();
    for (int label = 0; label + 1 < matrix.classes(); ++label) {
        QVERIFY(equals(
            scores.classes[static_cast<std::size_t>(label)], reference[QString::number(label)]));
    }
    QCOMPARE(scores.classes.back(), PrecisionRecall());
    const auto macro = reference[QLatin1String("macro avg")].toArray();
    QVERIFY(near(scores.means.precision, macro[0]));
    QVERIFY(near(scores.means.recall, macro[1]));
    QVERIFY(near(scores.means.f1, macro[2]));
    QVERIFY(near(scores.accuracy, classes[QLatin1String("accuracy")]));
    QVERIFY(near(scores.means.micro.f1, classes[QLatin1String("accuracy")])); // of single labels
}

QTEST_MAIN(TestMetrics)
#include "tst_metrics.moc"
