#include <QTest>

#include <cmath>
#include <numeric>

#include "app/workspace/model_comparison.h"
#include "engine/ngram/ngram_counter.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr double rounding = 1e-6; // logarithms are kept in float32
const std::filesystem::path Models = std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/app/models";

ComparedModel ngramOf(const char* text, NgramUnit unit, NgramEstimate estimate) {
    auto counter = ngram::NgramCounter::create({.order = 3, .unit = unit}).value();
    if (!counter.addText(text, [](double) {}, {})) {
        qFatal("the text of the test cannot be counted");
    }
    const auto counts = counter.finish({}).value();
    return {QStringLiteral("n"), ngram::NgramModel::estimated(counts, estimate, {}).value(), {}};
}

ComparedModel neural(const char* name) {
    return {QStringLiteral("t"), nullptr, api::TextModel::load(Models / name, {}).value()};
}

} // namespace

class TestModelComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsALine_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<NgramUnit>("unit");
        QTest::addColumn<QList<QByteArray>>("units");
        QTest::addColumn<QList<int>>("ends");
        using Texts = QList<QByteArray>;
        QTest::newRow("words") << QByteArray("The cat, sat.") << NgramUnit::Word
                               << Texts{"The", "cat", ",", "sat", "."}
                               << QList<int>{3, 7, 8, 12, 13};
        QTest::newRow("apostrophe")
            << QByteArray("I don't 'go'") << NgramUnit::Word << Texts{"I", "don't", "'", "go", "'"}
            << QList<int>{1, 7, 9, 11, 12};
        QTest::newRow("Chinese words") << QByteArray("你 先，走") << NgramUnit::Word
                                       << Texts{"你", "先", "，", "走"} << QList<int>{3, 7, 10, 13};
        QTest::newRow("characters") << QByteArray("你先 a") << NgramUnit::Character
                                    << Texts{"你", "先", "▁", "a"} << QList<int>{3, 6, 7, 8};
        QTest::newRow("nothing") << QByteArray() << NgramUnit::Word << Texts{} << QList<int>{};
    }

    void cutsALine() {
        QFETCH(QByteArray, line);
        QFETCH(NgramUnit, unit);
        QFETCH(QList<QByteArray>, units);
        QFETCH(QList<int>, ends);
        const auto cut = cutLine(line.toStdString(), unit);
        QCOMPARE(static_cast<qsizetype>(cut.size()), units.size());
        for (qsizetype i = 0; i < units.size(); ++i) {
            QCOMPARE(cut[static_cast<std::size_t>(i)].text, units[i].toStdString());
            QCOMPARE(static_cast<int>(cut[static_cast<std::size_t>(i)].end), ends[i]);
        }
    }

    void sameCandidatesUnderEveryModel() {
        const auto text = "你先走\n你先来\n我先走\n";
        const std::vector models{ngramOf(text, NgramUnit::Character, {.order = 1}),
            ngramOf(text, NgramUnit::Character,
                {.smoothing = NgramSmoothing::MaximumLikelihood, .order = 2}),
            neural("tiny-zh")};
        const auto next = compareNext(models, "一行\n你先", NgramUnit::Character, 3, {}).value();
        QCOMPARE(next.candidates.size(), 3U);
        QCOMPARE(next.candidates.front().text, "走");
        // After 先: 走 twice of three times.
        QVERIFY(std::abs(next.candidates.front().probabilities[1] - 2.0 / 3) < rounding);
        for (std::size_t i = 0; i < models.size(); ++i) {
            double sum = next.rest[i];
            for (const auto& candidate : next.candidates) {
                sum += std::isnan(candidate.probabilities[i]) ? 0 : candidate.probabilities[i];
            }
            QVERIFY(std::abs(sum - 1) < 1e-4);
            QCOMPARE(next.divergences[i][i], 0.0);
        }
        QVERIFY(next.divergences[1][0] > 0 && std::isfinite(next.divergences[1][0]));
        QVERIFY(std::isinf(next.divergences[0][1])); // counting rules words out
        QVERIFY(next.entropies[0] > next.entropies[1]);
        // Two of three: H = −2/3 log₂ 2/3 − 1/3 log₂ 1/3
        QVERIFY(std::abs(next.entropies[1] - 0.9182958) < 1e-4);
    }

    void aSentenceIsItsUnits() {
        const auto text = "the cat sat .\nthe dog sat .\n";
        const auto counted = ngramOf(text, NgramUnit::Word, {});
        const std::vector models{counted, neural("tiny-en")};
        const std::string sentence = "the cat sat.";
        const auto steps = compareSentence(models, sentence, NgramUnit::Word, {}).value();
        QCOMPARE(steps.units, (std::vector<std::string>{"the", "cat", "sat", "."}));
        auto context = counted.ngram->probabilities().start();
        double sum = 0;
        for (const auto& unit : steps.units) {
            sum += counted.ngram->probabilities()
                       .score(context, counted.ngram->words().idOf(unit))
                       .log10;
        }
        QVERIFY(std::abs(steps.totals[0] - sum * std::log2(10.0)) < rounding);
        QCOMPARE(steps.tokens[0], 4);
        // Tokens of the other model are added up to the same words: nothing is lost.
        const auto ids = *models[1].neural->tokenizer().encode(sentence, false);
        const auto scored = models[1].neural->newSession()->score(ids).value();
        double total = 0;
        for (const auto& token : scored) {
            total += token.scored ? token.logProbability / std::log(2.0) : 0;
        }
        QCOMPARE(steps.surprisals[1].size(), 4U);
        QVERIFY(std::abs(steps.totals[1] - total) < 1e-4);
    }

    void anEmptySentenceHasNoSteps() {
        const auto steps
            = compareSentence({ngramOf("a b\n", NgramUnit::Word, {})}, "", NgramUnit::Word, {});
        QVERIFY(steps);
        QVERIFY(steps->units.empty());
        QCOMPARE(steps->totals, std::vector<double>{-0.0});
    }
};

QTEST_GUILESS_MAIN(TestModelComparison)
#include "tst_model_comparison.moc"
