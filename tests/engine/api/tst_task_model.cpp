#include <algorithm>
#include <fstream>
#include <numeric>
#include <set>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/api/task_model.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Float32 rounding of two implementations that add in different orders.
constexpr double Tolerance = 1e-4;

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/task_model";
constexpr LoadOptions OnCpu{.device = DeviceChoice::Cpu, .threads = 1};

nlohmann::json expectedOf(const char* name) {
    std::ifstream stream(Cases / name / "expected.json");
    return nlohmann::json::parse(stream);
}

std::shared_ptr<const api::TaskModel> load(const char* name) {
    return api::TaskModel::load(Cases / name, OnCpu).value();
}

bool isNear(double value, const nlohmann::json& expected) {
    return std::abs(value - expected.get<double>()) < Tolerance;
}

nlohmann::json attributionsOf(const char* name) {
    std::ifstream stream(
        fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/attribution" / (std::string(name) + ".json"));
    return nlohmann::json::parse(stream);
}

bool areNear(const std::vector<double>& values, const nlohmann::json& expected) {
    return std::ranges::equal(values, expected, isNear);
}

bool isAttribution(const Expected<InputAttribution>& attribution, const nlohmann::json& expected) {
    return attribution && isNear(attribution->score, expected.at("score"))
        && attribution->tokens.size() == attribution->contributions.size()
        && areNear(attribution->contributions, expected.at("contributions"))
        && std::ranges::equal(attribution->attention, expected.at("attention"), areNear);
}

bool isAt(std::size_t begin, std::size_t end, const nlohmann::json& range) {
    return begin == range.at(0).get<std::size_t>() && end == range.at(1).get<std::size_t>();
}

} // namespace

/// Answers of models with a task, against transformers' pipelines.
class TestTaskModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void classifiesAsTransformers();
    void tagsAsTransformers();
    void answersAsTransformers();
    void attributesAsAutograd();
    void refusesToAttributeWhatIsNotThere();
    void tagsWordsThatAreCutAlready();
    void tellsHowLikelyEachTokenBeginsAndEnds();
    void readsLongContextsToTheEnd();
    void saysWhatItDropped();
    void refusesAnotherTask();
    void refusesNothing();
    void refusesModelWithoutTask();
    void stops();
};

void TestTaskModel::classifiesAsTransformers() {
    const auto model = load("classification");
    const auto expected = expectedOf("classification");
    QVERIFY(model->task().labels == (std::vector<std::string>{"bad", "so-so", "good"}));
    for (const auto* kind : {"texts", "pairs"}) {
        QVERIFY(!expected.at(kind).empty());
        for (const auto& row : expected.at(kind)) {
            const auto labels = model->classify(row.at("text"), row.value("second", ""));
            QVERIFY2(labels, labels ? "" : labels.error().detail.c_str());
            QCOMPARE(labels->size(), row.at("labels").size());
            for (std::size_t i = 0; i < labels->size(); ++i) {
                QCOMPARE((*labels)[i].label, row.at("labels")[i].at("label").get<std::string>());
                QVERIFY(isNear((*labels)[i].probability, row.at("labels")[i].at("score")));
            }
        }
    }
}

void TestTaskModel::tagsAsTransformers() {
    const auto model = load("tagging");
    const auto expected = expectedOf("tagging");
    for (const auto& row : expected.at("texts")) {
        const auto tagged = model->tag(row.at("text"));
        QVERIFY2(tagged, tagged ? "" : tagged.error().detail.c_str());
        QCOMPARE(tagged->wordsDropped, 0U);
        QCOMPARE(tagged->spans.size(), row.at("spans").size());
        for (std::size_t i = 0; i < tagged->spans.size(); ++i) {
            const auto& span = tagged->spans[i];
            const auto& wanted = row.at("spans")[i];
            QCOMPARE(span.entity, wanted.at("entity").get<std::string>());
            QVERIFY(isNear(span.probability, wanted.at("probability")));
            QVERIFY(isAt(span.begin, span.end, wanted.at("range")));
        }
    }
}

void TestTaskModel::answersAsTransformers() {
    const auto model = load("answering");
    const auto expected = expectedOf("answering");
    for (const auto& row : expected.at("questions")) {
        const auto answers = model->answer(row.at("question"), row.at("context"), {.top = 3});
        QVERIFY2(answers, answers ? "" : answers.error().detail.c_str());
        QVERIFY(isNear(answers->noAnswer, row.at("no_answer")));
        QCOMPARE(answers->spans.size(), 3U);
        for (std::size_t i = 0; i < 3; ++i) {
            const auto& span = answers->spans[i];
            const auto& wanted = row.at("spans")[i];
            QVERIFY(isAt(span.begin, span.end, wanted.at("range")));
            QVERIFY(isNear(span.startProbability, wanted.at("start")));
            QVERIFY(isNear(span.endProbability, wanted.at("end")));
        }
    }
}

void TestTaskModel::attributesAsAutograd() {
    for (const auto& row : attributionsOf("classification")) {
        QVERIFY(
            isAttribution(load("classification")
                              ->attributeLabel(row.at("text"), row.at("second"), row.at("label")),
                row));
    }
    for (const auto& row : attributionsOf("tagging")) {
        QVERIFY(isAttribution(
            load("tagging")->attributeTag(row.at("text"), row.at("word"), row.at("tag")), row));
    }
    for (const auto& row : attributionsOf("answering")) {
        const AnswerSpan span{row.at("span")[0], row.at("span")[1], 0, 0};
        QVERIFY(isAttribution(
            load("answering")->attributeAnswer(row.at("question"), row.at("context"), span), row));
    }
}

void TestTaskModel::refusesToAttributeWhatIsNotThere() {
    const auto code = [](const auto& result) { return result.error().code; };
    QCOMPARE(
        code(load("classification")->attributeLabel("a", "", "fine")), ErrorCode::OptionInvalid);
    QCOMPARE(code(load("tagging")->attributeTag("a b", 1, "O")), ErrorCode::OptionInvalid);
    QCOMPARE(code(load("answering")->attributeAnswer("a", "b c", {1, 2, 0, 0})),
        ErrorCode::OptionInvalid);
    QCOMPARE(code(load("answering")->attributeLabel("a", "", "x")), ErrorCode::HeadMissing);
}

void TestTaskModel::tagsWordsThatAreCutAlready() {
    const auto model = load("tagging");
    const std::vector<std::string> words{"The", "cat,", "sat"};
    const auto tagged = model->tagWords(words);
    QVERIFY(tagged);
    QCOMPARE(tagged->words.size(), words.size()); // the comma stays with its word
    QCOMPARE(tagged->words[1].begin, 4U);
    QCOMPARE(tagged->words[1].end, 8U);
    for (const auto& word : tagged->words) {
        const auto& all = word.probabilities;
        QCOMPARE(all.size(), model->task().labels.size());
        QVERIFY(std::abs(std::accumulate(all.begin(), all.end(), 0.0) - 1) < Tolerance);
        const auto best = std::ranges::find(model->task().labels, word.tag);
        QCOMPARE(
            word.probability, all[static_cast<std::size_t>(best - model->task().labels.begin())]);
    }
}

void TestTaskModel::tellsHowLikelyEachTokenBeginsAndEnds() {
    const std::string context = "the cat sat. a b c d";
    const auto answers = load("answering")->answer("a cat", context, {.top = 1});
    QVERIFY(answers);
    const auto& best = answers->spans.front();
    const auto first = std::ranges::find(answers->tokens, best.begin, &AnswerToken::begin);
    const auto last = std::ranges::find(answers->tokens, best.end, &AnswerToken::end);
    QVERIFY(first != answers->tokens.end() && last != answers->tokens.end());
    QCOMPARE(first->startProbability, best.startProbability);
    QCOMPARE(last->endProbability, best.endProbability);
    QCOMPARE(answers->tokens.back().end, context.size());
}

void TestTaskModel::readsLongContextsToTheEnd() {
    std::string context;
    for (int i = 0; i < 60; ++i) {
        context += i % 7 == 0 ? "cat " : "b ";
    }
    const auto answers = load("answering")->answer("a", context, {.top = 400, .longest = 3});
    QVERIFY2(answers, answers ? "" : answers.error().detail.c_str());
    std::size_t last = 0;
    std::set<std::pair<std::size_t, std::size_t>> places;
    for (const auto& span : answers->spans) {
        last = std::max(last, span.end);
        QVERIFY(span.begin < span.end && span.end <= context.size());
        places.emplace(span.begin, span.end);
    }
    QCOMPARE(last, context.size() - 1); // the last word is in some window
    QCOMPARE(places.size(), answers->spans.size()); // each once, though windows overlap
}

void TestTaskModel::saysWhatItDropped() {
    std::string text;
    for (int i = 0; i < 30; ++i) {
        text += "a ";
    }
    const auto tagged = load("tagging")->tag(text);
    QCOMPARE(tagged->words.size(), 22U); // 24 tokens, two of them special
    QCOMPARE(tagged->wordsDropped, 8U);
}

void TestTaskModel::refusesAnotherTask() {
    QCOMPARE(load("tagging")->classify("a").error().code, ErrorCode::HeadMissing);
    QCOMPARE(load("classification")->tag("a").error().code, ErrorCode::HeadMissing);
    QCOMPARE(load("classification")->answer("a", "b").error().code, ErrorCode::HeadMissing);
}

void TestTaskModel::refusesNothing() {
    QCOMPARE(load("classification")->classify(" \n").error().code, ErrorCode::PromptEmpty);
    QCOMPARE(load("tagging")->tag("").error().code, ErrorCode::PromptEmpty);
    QCOMPARE(load("answering")->answer("a", "").error().code, ErrorCode::PromptEmpty);
    QCOMPARE(load("classification")->classify("\xFF").error().code, ErrorCode::TextInvalid);
}

void TestTaskModel::refusesModelWithoutTask() {
    const auto folder = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/masked/bert";
    QCOMPARE(api::TaskModel::load(folder, OnCpu).error().code, ErrorCode::HeadMissing);
}

void TestTaskModel::stops() {
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = load("answering")->answer("a", "b c", {}, stop.get_token());
    QCOMPARE(stopped.error().code, ErrorCode::Interrupted);
}

QTEST_GUILESS_MAIN(TestTaskModel)
#include "tst_task_model.moc"
