#include <array>
#include <cmath>

#include <QtTest>

#include "engine/api/task_evaluation.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

constexpr LoadOptions OnCpu{.device = DeviceChoice::Cpu, .threads = 1};

std::shared_ptr<const api::TaskModel> load(const char* name) {
    const auto folder = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/task_model" / name;
    return api::TaskModel::load(folder, OnCpu).value();
}

/// The tags that a model gives, in CoNLL's layout, the first of them changed to `changed`.
std::string conllOf(const api::TaskModel& model, const std::vector<std::string>& words,
    const std::string& changed) {
    const auto tagged = model.tagWords(words).value();
    std::string lines;
    for (std::size_t i = 0; i < words.size(); ++i) {
        lines += words[i] + " " + (i == 0 ? changed : tagged.words[i].tag) + "\n";
    }
    return lines + "\n";
}

} // namespace

/// Task models measured on labelled files.
class TestTaskEvaluation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void measuresClassification();
    void measuresTagging();
    void measuresAnswering();
    void refusesFileWithoutKnownLabels();
    void keepsWhatItHasWhenStopped();

private:
    test::ScratchFolder m_folder;
};

void TestTaskEvaluation::measuresClassification() {
    const auto model = load("classification");
    const auto right = model->classify("a cat").value().front().label;
    const auto answers = model->classify("the cat sat").value();
    const auto& wrong = answers.back().label; // the least probable
    const std::array files{CorpusFile{
        .file = m_folder.write("labelled.csv",
            "text,label\na cat," + right + "\nthe cat sat," + wrong + "\nb,fine\n ,good\n")}};
    const auto result = api::evaluateClassification(*model, files);
    QVERIFY2(result, result ? "" : result.error().detail.c_str());
    QCOMPARE(result->examples.size(), 2U);
    QCOMPARE(result->scores.accuracy, 0.5);
    QCOMPARE(result->matrix.total(), 2);
    const auto& missed = result->examples[1];
    QCOMPARE(missed.row.line, 3U);
    QCOMPARE(missed.rightProbability, answers.back().probability);
    QVERIFY(missed.answers == answers);
    QCOMPARE(result->problems.size(), 2U);
    QCOMPARE(result->problems[0].kind, DataProblemKind::RowEmpty);
    QCOMPARE(result->problems[1].kind, DataProblemKind::LabelUnknown);
    QCOMPARE(result->problems[1].detail, std::string("fine"));
    QCOMPARE(result->problems[1].line, 4U);
}

void TestTaskEvaluation::measuresTagging() {
    const auto model = load("tagging");
    const std::vector<std::string> words{"a", "cat", "the", "cat"};
    const auto answered = model->tagWords(words).value().words.front().tag;
    const std::string changed = answered == "O" ? "B-LOC" : "O";
    const std::array files{
        CorpusFile{.file = m_folder.write("tagged.conll", conllOf(*model, words, changed))}};
    const auto result = api::evaluateTagging(*model, files);
    QVERIFY2(result, result ? "" : result.error().detail.c_str());
    QCOMPARE(result->examples.size(), 1U);
    const auto& example = result->examples.front();
    QCOMPARE(example.text, std::string("a cat the cat"));
    QCOMPARE(example.tags.size(), words.size());
    QCOMPARE(example.tags.front(), answered);
    // The reader makes BIO of what the model says, so a tag behind the first may differ as well.
    std::int64_t right = 0;
    double logSum = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        right += example.row.tags[i] == example.tags[i] ? 1 : 0;
        const auto label = std::ranges::find(result->labels, example.row.tags[i]);
        logSum += std::log(
            example.answered.words[i]
                .probabilities[static_cast<std::size_t>(label - result->labels.begin())]);
    }
    QVERIFY(right < 4);
    QCOMPARE(result->scores.tokenAccuracy, static_cast<double>(right) / 4);
    QCOMPARE(result->matrix.correct(), right);
    QCOMPARE(result->matrix.total(), 4);
    QVERIFY(std::abs(example.rightProbability - std::exp(logSum / 4)) < 1e-9);
}

void TestTaskEvaluation::measuresAnswering() {
    const auto model = load("answering");
    const std::string context = "the cat sat. a b c d";
    const auto answers = model->answer("a cat", context).value();
    const auto* best = answers.best();
    const auto answer
        = best ? context.substr(best->begin, best->end - best->begin) : std::string("cat");
    const auto begin = context.find(answer);
    const std::array files{CorpusFile{
        .file = m_folder.write("asked.json",
            R"({"version":"1","data":[{"title":"t","paragraphs":[{"context":")" + context
                + R"(","qas":[{"id":"1","question":"a cat","answers":[{"text":")" + answer
                + R"(","answer_start":)" + std::to_string(begin)
                + R"(}]},{"id":"2","question":"a cat","answers":[{"text":"zebra","answer_start":0}]}]}]}]})")}};
    const auto result = api::evaluateAnswering(*model, files);
    QVERIFY2(result, result ? "" : result.error().detail.c_str());
    QCOMPARE(result->examples.size(), 1U);
    QCOMPARE(result->problems.front().kind, DataProblemKind::SpanOutside);
    QCOMPARE(result->exactMatch, best ? 1.0 : 0.0);
    QCOMPARE(result->f1, best ? 1.0 : 0.0);
}

void TestTaskEvaluation::refusesFileWithoutKnownLabels() {
    const std::array files{
        CorpusFile{.file = m_folder.write("strange.csv", "text,label\na cat,fine\n")}};
    const auto refused = api::evaluateClassification(*load("classification"), files);
    QCOMPARE(refused.error().code, ErrorCode::DatasetTooSmall);
    QVERIFY(refused.error().detail.find("fine") != std::string::npos);
    QCOMPARE(api::evaluateTagging(*load("classification"), files).error().code,
        ErrorCode::DatasetTooSmall);
}

void TestTaskEvaluation::keepsWhatItHasWhenStopped() {
    const std::array files{
        CorpusFile{.file = m_folder.write("stop.csv", "text,label\na,bad\nb,bad\nc,bad\n")}};
    std::stop_source stop;
    const auto result = api::evaluateClassification(*load("classification"), files, {},
        stop.get_token(), [&](const Progress&) { stop.request_stop(); });
    QVERIFY(result);
    QVERIFY(result->partial);
    QCOMPARE(result->matrix.total(), 1);
}

QTEST_GUILESS_MAIN(TestTaskEvaluation)
#include "tst_task_evaluation.moc"
