#include <cmath>
#include <fstream>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "app/workspace/text_scores.h"

using namespace vitrine::app;

namespace {

/// The same formula, in double precision.
constexpr double Tolerance = 1e-9;

/// What reference packages answer; see tests/tools/make_metric_fixtures.py.
nlohmann::json reference(const char* metric) {
    std::ifstream file(VITRINE_SOURCE_DIR "/tests/engine/metrics/cases/metrics.json");
    return nlohmann::json::parse(file).at(metric);
}

} // namespace

/// Written texts beside their references, line by line.
class TestTextScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithReferencePackages();
    void meansAreOverTheLines();
    void cutsChineseIntoCharacters();
    void leavesOutWhatHasNoCounterpart();
};

void TestTextScores::agreesWithReferencePackages() {
    const auto row = reference("rouge").at(0);
    const auto scores
        = scoreTexts(row.at("text").get<std::string>(), row.at("reference").get<std::string>());
    QVERIFY(std::abs(scores.rouge1 - row.at("rouge1").at(2).get<double>()) < Tolerance);
    QVERIFY(std::abs(scores.rouge2 - row.at("rouge2").at(2).get<double>()) < Tolerance);
    QCOMPARE(scores.pairs.size(), 1U);
    QCOMPARE(scores.pairs.front().rouge.unigrams.hits, 5);
}

void TestTextScores::meansAreOverTheLines() {
    const auto one = scoreTexts("the cat sat", "the cat ran");
    const auto other = scoreTexts("a dog", "a dog");
    const auto both = scoreTexts("the cat sat\na dog", "the cat ran\na dog\n");
    QCOMPARE(both.pairs.size(), 2U);
    QVERIFY(std::abs(both.rouge1 - (one.rouge1 + other.rouge1) / 2) < Tolerance);
    QVERIFY(std::abs(both.meteor - (one.meteor + other.meteor) / 2) < Tolerance);
    QCOMPARE(both.bleu.hits[0], one.bleu.hits[0] + other.bleu.hits[0]); // of all together
    QCOMPARE(both.bleu.totals[0], 5);
}

void TestTextScores::cutsChineseIntoCharacters() {
    const auto scores = scoreTexts("老桥建于一八二一年", "这座老桥是一八二一年建的");
    QVERIFY(scores.chinese);
    QCOMPARE(scores.bleu.totals[0], 9);
    QCOMPARE(scores.pairs.front().rouge.unigrams.hits, 8); // all but 于
}

void TestTextScores::leavesOutWhatHasNoCounterpart() {
    QVERIFY(scoreTexts("a\nb", "").pairs.empty());
    QCOMPARE(scoreTexts("a\n\nb\nc", "a\n\nb").pairs.size(), 2U);
    QCOMPARE(scoreTexts("", "").bleu.score, 0.0);
}

QTEST_GUILESS_MAIN(TestTextScores)
#include "tst_text_scores.moc"
