#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include <sys/resource.h>

#include <QtTest>

#include "engine/api/adapter.h"
#include "engine/api/task_model.h"
#include "engine/api/text_model.h"
#include "engine/api/training_run.h"
#include "engine/formats/safetensors_reader.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

constexpr api::TrainingDevice OneThread{DeviceChoice::Cpu, 1};
constexpr LoadOptions OnCpu{.device = DeviceChoice::Cpu, .threads = 1};

/// A loss that only a model has which knows every answer by heart: near certainty.
constexpr double LearnedByHeart = 0.1;

const fs::path Bert = fs::path(VITRINE_TEST_SOURCE_DIR)
    / "cases/masked/bert"; // 24 tokens, letters and 春花秋月何时了

const char* const Options = R"("training": {"steps": 120, "batch_size": 8, "block_length": 24,
    "warmup_steps": 5, "learning_rate": 2e-2, "min_learning_rate": 2e-3, "log_every": 10,
    "evaluate_every": 0, "checkpoint_every": 60})";

std::string bytesOf(const fs::path& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
}

using Bytes = std::vector<std::byte>;

/// What a model computes of a text, by name.
std::map<std::string, Bytes> hiddenStatesOf(const fs::path& folder) {
    const test::ScratchFolder scratch;
    const auto file = scratch.path() / "trace.safetensors";
    const auto model = api::TextModel::load(folder, OnCpu).value();
    const auto ids = model->tokenizer().encode("the cat", /*addSpecialTokens=*/true).value();
    std::map<std::string, Bytes> states;
    if (model->trace({ids, {}}, file)) {
        const auto content = formats::readSafetensors(file).value();
        for (const auto& tensor : content.tensors) {
            states[tensor.name] = Bytes(tensor.bytes.begin(), tensor.bytes.end());
        }
    }
    return states;
}

} // namespace

/// Training for tasks, and of parts of a model, from files to answers.
class TestTaskTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void learnsToClassify();
    void learnsToTag();
    void learnsToAnswer();
    void learnsInstructions();
    void resumesExactly_data();
    void resumesExactly();
    void newModelsLearnTasksToo();
    void goesOnWithTheSameHead();
    void lastLayersLeaveTheRest();
    void loraLeavesTheModel();
    void listsWhatItCouldNotUse();
    void holdsOutAShare();
    void repeatedRowsStayOnOneSide();
    void previewsWhatIsLearned_data();
    void previewsWhatIsLearned();
    void fullDiskLeavesTheLastCheckpoint();
    void divergenceLeavesTheLastCheckpoint();

private:
    TrainingJob job(const std::string& text) const;
    /// The last loss of a whole run in the folder `name`.
    double train(const TrainingJob& job, const char* name) const;
    fs::path path(const char* name) const { return m_folder->path() / name; }
    std::string jobText(
        const char* objective, const char* file, const std::string& more = {}) const;

    std::optional<test::ScratchFolder> m_folder;
};

void TestTaskTraining::init() {
    m_folder.emplace();
    m_folder->write("reviews.csv",
        "text,label\nthe cat,good\n春花,good\na b c,good\nd e,good\nthe b,bad\n秋月,bad\nc b "
        "a,bad\ne d,bad\n");
    m_folder->write("names.conll",
        "the O\ncat B-X\n. O\n\n春 B-Y\n花 I-Y\n秋 O\n\na O\nb B-X\nc I-X\n\n月 B-Y\n何 O\nd "
        "B-X\n");
    m_folder->write("squad.json", R"({"data": [{"paragraphs": [
        {"context": "the cat a b", "qas": [
            {"question": "a", "answers": [{"text": "cat", "answer_start": 4}]},
            {"question": "b", "answers": [{"text": "a b", "answer_start": 8}]}]},
        {"context": "春花秋月", "qas": [
            {"question": "c", "answers": [{"text": "春花", "answer_start": 0}]},
            {"question": "d", "answers": [{"text": "月", "answer_start": 3}]}]}]}]})");
    m_folder->write("prompts.jsonl",
        "{\"prompt\": \"a\", \"answer\": \"cat\"}\n"
        "{\"prompt\": \"b\", \"answer\": \"月\"}\n");
}

TrainingJob TestTaskTraining::job(const std::string& text) const {
    const auto file = m_folder->write("job.json", text);
    return api::TrainingRun::readJob(file, m_folder->path()).value();
}

std::string TestTaskTraining::jobText(
    const char* objective, const char* file, const std::string& more) const {
    return std::string(R"({"objective": ")") + objective + R"(", "data": {"training": [{"file": ")"
        + file + R"("}]}, "model": {"folder": ")" + Bert.string() + R"("}, )" + more + Options
        + "}";
}

double TestTaskTraining::train(const TrainingJob& job, const char* name) const {
    double last = 1e9;
    auto run = api::TrainingRun::start(job, path(name), OneThread);
    if (!run) {
        qWarning("%s", run.error().detail.c_str());
        return last;
    }
    const auto done = run->train([&](const TrainingProgress& step) { last = step.loss; });
    return done ? last : 1e9;
}

void TestTaskTraining::learnsToClassify() {
    QVERIFY(train(job(jobText("classification", "reviews.csv")), "run") < LearnedByHeart);
    const auto model = api::TaskModel::load(path("run/model"), OnCpu);
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY((*model)->task().labels == (std::vector<std::string>{"bad", "good"}));
    QCOMPARE((*model)->classify("春花")->front().label, "good");
    QCOMPARE((*model)->classify("c b a")->front().label, "bad");
    // It is a BERT that opens everywhere, in full precision.
    const auto opened = api::TextModel::load(path("run/model"), OnCpu);
    QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
    QCOMPARE((*opened)->info().architecture, "bert");
    QVERIFY(bytesOf(path("run/model/config.json")).find("float32") != std::string::npos);
}

void TestTaskTraining::learnsToTag() {
    QVERIFY(train(job(jobText("tagging", "names.conll")), "run") < LearnedByHeart);
    const auto tagged = api::TaskModel::load(path("run/model"), OnCpu).value()->tag("春花秋");
    QVERIFY2(tagged, tagged ? "" : tagged.error().detail.c_str());
    QCOMPARE(tagged->spans.size(), 1U);
    QCOMPARE(tagged->spans[0].entity, "Y");
    QCOMPARE(tagged->spans[0].end, 6U);
}

void TestTaskTraining::learnsToAnswer() {
    QVERIFY(train(job(jobText("question-answering", "squad.json")), "run") < LearnedByHeart);
    const auto model = api::TaskModel::load(path("run/model"), OnCpu).value();
    const auto answers = model->answer("b", "the cat a b");
    QCOMPARE(answers->spans.front().begin, 8U);
    QCOMPARE(answers->spans.front().end, 11U);
}

void TestTaskTraining::learnsInstructions() {
    const auto instructed = job(R"({"objective": "instruction",
        "data": {"training": [{"file": "prompts.jsonl"}]}, "tokenizer": {"kind": "characters"},
        "model": {"layers": 1, "heads": 2, "width": 16}, )"
        + std::string(Options) + "}");
    QVERIFY(train(instructed, "run") < LearnedByHeart);
    const auto model = api::TextModel::load(path("run/model"), OnCpu);
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    const auto ids = (*model)->tokenizer().encode("b\n", /*addSpecialTokens=*/true);
    const auto next = (*model)->newSession()->nextToken(*ids, {});
    QVERIFY2(next, next ? "" : next.error().detail.c_str());
    QCOMPARE(next->candidates.front().bytes, "月");
}

void TestTaskTraining::resumesExactly_data() {
    QTest::addColumn<QByteArray>("objective");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("tuning");
    QTest::newRow("classification")
        << QByteArray("classification") << QByteArray("reviews.csv") << QByteArray();
    QTest::newRow("tagging") << QByteArray("tagging") << QByteArray("names.conll") << QByteArray();
    QTest::newRow("answering") << QByteArray("question-answering") << QByteArray("squad.json")
                               << QByteArray();
    QTest::newRow("LoRA") << QByteArray("classification") << QByteArray("reviews.csv")
                          << QByteArray(
                                 R"("tuning": {"method": "lora", "rank": 2, "dropout": 0.1},)");
}

void TestTaskTraining::resumesExactly() {
    QFETCH(QByteArray, objective);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, tuning);
    auto broken = job(jobText(objective.constData(), file.constData(), tuning.toStdString()));
    broken.options.steps = 12;
    broken.options.batchSize = 3;
    broken.options.dropout = 0.2;
    broken.options.logEvery = 1;
    QVERIFY(api::TrainingRun::start(broken, path("unbroken"), OneThread).value().train());
    std::stop_source stop;
    auto first = api::TrainingRun::start(broken, path("broken"), OneThread).value();
    const auto stopped = first.train(
        [&](const TrainingProgress& progress) {
            if (progress.step == 5) {
                stop.request_stop();
            }
        },
        stop.get_token());
    QCOMPARE(stopped.error().code, ErrorCode::Interrupted);
    auto second = api::TrainingRun::resume(path("broken"), OneThread);
    QVERIFY2(second, second ? "" : second.error().detail.c_str());
    QCOMPARE(second->step(), 5);
    QVERIFY(second->train());
    QCOMPARE(bytesOf(path("broken/model/model.safetensors")),
        bytesOf(path("unbroken/model/model.safetensors")));
}

void TestTaskTraining::newModelsLearnTasksToo() {
    const auto fresh = job(R"({"objective": "classification",
        "data": {"training": [{"file": "reviews.csv"}]},
        "tokenizer": {"kind": "word-piece", "vocabulary_size": 60},
        "model": {"layers": 1, "heads": 2, "width": 16}, )"
        + std::string(Options) + "}");
    QVERIFY(train(fresh, "run") < LearnedByHeart);
    const auto model = api::TaskModel::load(path("run/model"), OnCpu).value();
    QCOMPARE(model->classify("the cat")->front().label, "good");
}

void TestTaskTraining::goesOnWithTheSameHead() {
    train(job(jobText("classification", "reviews.csv")), "first");
    auto more = job(jobText("classification", "reviews.csv"));
    more.model.folder = path("first/model");
    more.tokenizer.folder = more.model.folder;
    more.options.steps = 1;
    more.options.learningRate = 0;
    more.options.minLearningRate = 0;
    QVERIFY(train(more, "second") < LearnedByHeart); // before anything is learned anew
}

void TestTaskTraining::lastLayersLeaveTheRest() {
    auto last = job(jobText(
        "classification", "reviews.csv", R"("tuning": {"method": "last-layers", "layers": 1},)"));
    last.options.steps = 3;
    auto run = api::TrainingRun::start(last, path("run"), OneThread).value();
    QVERIFY(run.trainedParameters() < run.parameters());
    QVERIFY(run.train());
    const auto before = hiddenStatesOf(Bert);
    const auto after = hiddenStatesOf(path("run/model"));
    QVERIFY(after.at("hidden.0") == before.at("hidden.0")); // embeddings
    QVERIFY(after.at("hidden.1") == before.at("hidden.1")); // the first of two layers
    QVERIFY(after.at("hidden.2") != before.at("hidden.2"));
    last.tuning.layers = 9;
    const auto refused = api::TrainingRun::start(last, path("refused"), OneThread);
    QCOMPARE(refused.error().code, ErrorCode::OptionInvalid);
}

void TestTaskTraining::loraLeavesTheModel() {
    const auto adapted = job(jobText("classification", "reviews.csv",
        R"("tuning": {"method": "lora", "rank": 4, "alpha": 16},)"));
    auto run = api::TrainingRun::start(adapted, path("run"), OneThread).value();
    // Of two layers the updates of queries and values, and the head.
    QCOMPARE(run.trainedParameters(), 2 * 2 * 4 * (8 + 8) + 2 * 8 + 2);
    QVERIFY(run.train());
    const api::AdapterMerge merge{Bert, path("run/model/adapter"), path("merged")};
    const auto merged = api::mergeAdapter(merge);
    QVERIFY2(merged, merged ? "" : merged.error().detail.c_str());
    // The same weights by all ways: the run's own, merged, and the adapter's folder opened.
    const auto trained = hiddenStatesOf(path("run/model"));
    QVERIFY(!trained.empty());
    QVERIFY(trained != hiddenStatesOf(Bert));
    QVERIFY(hiddenStatesOf(path("merged")) == trained);
    QVERIFY(hiddenStatesOf(path("run/model/adapter")) == trained);
}

void TestTaskTraining::listsWhatItCouldNotUse() {
    m_folder->write("held.csv", "text,label\nthe cat,good\nd e,unheard-of\n,bad\n");
    auto checked = job(jobText("classification", "reviews.csv"));
    checked.validation = {{path("held.csv")}};
    const auto run = api::TrainingRun::start(checked, path("run"), OneThread);
    QVERIFY2(run, run ? "" : run.error().detail.c_str());
    QCOMPARE(run->problems().size(), 2U);
    QCOMPARE(run->problems()[0].kind, DataProblemKind::RowEmpty);
    QCOMPARE(run->problems()[0].line, 4U);
    QCOMPARE(run->problems()[1].kind, DataProblemKind::LabelUnknown);
    QCOMPARE(run->problems()[1].line, 3U);
    QCOMPARE(run->problems()[1].detail, "unheard-of");
}

void TestTaskTraining::holdsOutAShare() {
    auto split = job(jobText("classification", "reviews.csv"));
    split.validationShare = 0.4;
    split.options.steps = 2;
    split.options.evaluateEvery = 1;
    split.options.logEvery = 1;
    auto run = api::TrainingRun::start(split, path("run"), OneThread);
    QVERIFY2(run, run ? "" : run.error().detail.c_str());
    auto whole = split;
    whole.validationShare = 0;
    const auto all = api::TrainingRun::start(whole, path("whole"), OneThread);
    QVERIFY(run->trainingTokens() < all->trainingTokens());
    int evaluated = 0;
    QVERIFY(run->train(
        [&](const TrainingProgress& step) { evaluated += step.validationLoss ? 1 : 0; }));
    QCOMPARE(evaluated, 2);
}

void TestTaskTraining::previewsWhatIsLearned_data() {
    QTest::addColumn<QByteArray>("objective");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("classification")
        << QByteArray("classification") << QByteArray("reviews.csv")
        << QByteArray("text,label\nthe cat,good\n") << QByteArray("[CLS] the cat [SEP] : good");
    QTest::newRow("tagging") << QByteArray("tagging") << QByteArray("names.conll")
                             << QByteArray("cat B-X\nab I-X\n")
                             << QByteArray("[CLS] cat/B-X a/I-X ##b [SEP]");
    QTest::newRow("answering") << QByteArray("question-answering") << QByteArray("squad.json")
                               << QByteArray(
                                      R"({"data": [{"paragraphs": [{"context": "the cat a", "qas": [
            {"question": "b", "answers": [{"text": "the cat", "answer_start": 0}]}]}]}]})")
                               << QByteArray("[CLS] b [SEP] the/start 1 cat/end 1 a 1 [SEP] 1");
}

void TestTaskTraining::previewsWhatIsLearned() {
    QFETCH(QByteArray, objective);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    m_folder->write(file.toStdString(), text.toStdString());
    const auto preview
        = api::TrainingRun::preview(job(jobText(objective.constData(), file.constData())));
    QVERIFY2(preview, preview ? "" : preview.error().detail.c_str());
    QCOMPARE(preview->trainingExamples, 1);
    QCOMPARE(preview->validationExamples, 0);
    QByteArray seen;
    for (const auto& position : preview->batch.examples.front()) {
        seen += (seen.isEmpty() ? "" : " ") + QByteArray::fromStdString(position.input.piece);
        seen += position.label.empty() ? "" : "/" + QByteArray::fromStdString(position.label);
        seen += position.segment == 1 ? " 1" : "";
    }
    for (const auto& label : preview->batch.labels) {
        seen += " : " + QByteArray::fromStdString(label);
    }
    QCOMPARE(seen, expected);
    QCOMPARE(preview->rows.rows.size(), 1U); // as it was read, a field for each column
    QCOMPARE(preview->rows.rows.front().fields.size(), preview->rows.columns.size());
}

void TestTaskTraining::repeatedRowsStayOnOneSide() {
    // Each row is a token of its own: its id tells which row an example is of.
    m_folder->write("rows.csv", "text,label\na,x\nb,x\nc,x\nd,y\ne,y\nthe,y\n");
    auto repeated = job(jobText("classification", "rows.csv"));
    repeated.training.front().repeat = 4;
    repeated.validationShare = 0.5;
    const auto preview = api::TrainingRun::preview(repeated, /*examples=*/100);
    QVERIFY2(preview, preview ? "" : preview.error().detail.c_str());
    QCOMPARE(preview->trainingExamples, 12); // three rows, four times each
    QCOMPARE(preview->validationExamples, 12);
    std::map<std::string, int> seen;
    for (const auto& example : preview->batch.examples) {
        ++seen[example[1].input.piece]; // after [CLS]
    }
    QCOMPARE(seen.size(), 3U);
    for (const auto& [piece, times] : seen) {
        QCOMPARE(times, 4);
    }
}

void TestTaskTraining::fullDiskLeavesTheLastCheckpoint() {
    auto filling = job(jobText("classification", "reviews.csv"));
    filling.options.steps = 9;
    filling.options.checkpointEvery = 3;
    filling.options.logEvery = 1;
    QVERIFY(api::TrainingRun::start(filling, path("unbroken"), OneThread).value().train());

    std::signal(SIGXFSZ, SIG_IGN); // so that a file that grows too large is an error, as on a disk
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    auto run = api::TrainingRun::start(filling, path("filling"), OneThread).value();
    const auto done = run.train([&](const TrainingProgress& progress) {
        if (progress.step == 5) { // after the first checkpoint
            const rlimit small{4096, before.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &small);
        }
    });
    ::setrlimit(RLIMIT_FSIZE, &before);
    QCOMPARE(done.error().code, ErrorCode::DiskFull);
    QVERIFY(done.error().detail.find("resume") != std::string::npos);

    auto resumed = api::TrainingRun::resume(path("filling"), OneThread);
    QVERIFY2(resumed, resumed ? "" : resumed.error().detail.c_str());
    QCOMPARE(resumed->step(), 3);
    QVERIFY(api::TaskModel::load(path("filling/model"), OnCpu)); // and its model
    QVERIFY(resumed->train());
    QCOMPARE(bytesOf(path("filling/model/model.safetensors")),
        bytesOf(path("unbroken/model/model.safetensors")));
}

void TestTaskTraining::divergenceLeavesTheLastCheckpoint() {
    auto steep = job(jobText("classification", "reviews.csv"));
    steep.options.learningRate = 1e3;
    steep.options.minLearningRate = 1e3;
    steep.options.schedule = RateSchedule::Constant;
    steep.options.warmupSteps = 100;
    steep.options.weightDecay = 1e3;
    steep.options.steps = 400;
    steep.options.checkpointEvery = 1;
    steep.options.clipNorm = 0;
    auto run = api::TrainingRun::start(steep, path("run"), OneThread).value();
    const auto done = run.train();
    QCOMPARE(done.error().code, ErrorCode::LossNotFinite);
    const auto resumed = api::TrainingRun::resume(path("run"), OneThread);
    QVERIFY2(resumed, resumed ? "" : resumed.error().detail.c_str());
    QCOMPARE(done.error().place, "step " + std::to_string(resumed->step() + 1));
}

QTEST_GUILESS_MAIN(TestTaskTraining)
#include "tst_task_training.moc"
