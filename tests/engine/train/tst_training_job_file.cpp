#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "engine/train/training_job_file.h"

using namespace vitrine;

namespace {

const char* const SmallestJob = R"({
    "data": {"training": [{"file": "a.txt"}]},
    "tokenizer": {"kind": "characters"},
    "model": {}
})";

const char* const FineTuningJob = R"({
    "data": {"training": [{"file": "a.txt"}]},
    "model": {"folder": "gpt"}
})";

const char* const TaskJob = R"({
    "objective": "tagging",
    "data": {
        "training": [{"file": "names.txt", "format": "conll"}],
        "validation_share": 0.25,
        "columns": {"text": "tokens", "second": "b", "label": "tags", "prompt": "p", "answer": "a"}
    },
    "model": {"folder": "bert"},
    "tuning": {"method": "lora", "rank": 4, "alpha": 2.5, "dropout": 0.125,
               "targets": ["query", "output.dense"]}
})";

const char* const WholeJob = R"({
    "data": {
        "training": [{"file": "a.txt", "repeat": 3}, {"file": "/b/c.txt"}],
        "validation": [{"file": "../held-out.txt"}]
    },
    "objective": "masked-token",
    "tokenizer": {"kind": "byte-level-bpe", "vocabulary_size": 512},
    "model": {"family": "feed-forward", "layers": 2, "heads": 3, "width": 48, "window": 6,
              "context": 64},
    "training": {
        "steps": 7, "batch_size": 2, "block_length": 16, "accumulation": 3,
        "learning_rate": 0.5, "min_learning_rate": 0.25, "warmup_steps": 0, "weight_decay": 0,
        "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-6, "clip_norm": 0, "dropout": 0.5,
        "schedule": "linear", "label_smoothing": 0.125, "patience": 6,
        "masked_fraction": 0.2, "short_epochs": 2, "short_length": 9,
        "seed": 11, "evaluate_every": 2, "evaluation_batches": 5, "checkpoint_every": 4,
        "log_every": 1, "bfloat16": true
    }
})";

} // namespace

class TestTrainingJobFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryOption();
    void keepsDefaults();
    void takesAnExistingModel();
    void readsTasksAndTuning();
    void readsEveryObjective_data();
    void readsEveryObjective();
    void readsWhatItWrites();
    void refusesBadJobs_data();
    void refusesBadJobs();
    void refusesBadTasks_data();
    void refusesBadTasks();

private:
    Expected<TrainingJob> read(const std::string& text);
    std::string file() const { return m_folder.filePath(QStringLiteral("job.json")).toStdString(); }

    QTemporaryDir m_folder;
};

Expected<TrainingJob> TestTrainingJobFile::read(const std::string& text) {
    std::ofstream(file()) << text;
    return train::readTrainingJob(file(), "/data/corpora");
}

void TestTrainingJobFile::readsEveryOption() {
    const auto job = read(WholeJob);
    QVERIFY2(job, job ? "" : job.error().detail.c_str());
    TrainingJob expected;
    expected.training = {{"/data/corpora/a.txt", 3}, {"/b/c.txt", 1}};
    expected.validation = {{"/data/held-out.txt", 1}};
    expected.tokenizer.source = TokenizerSource::ByteLevelBpe;
    expected.tokenizer.vocabularySize = 512;
    expected.objective = TrainingObjective::MaskedToken;
    expected.model = {.family = ModelFamily::FeedForward,
        .layers = 2,
        .heads = 3,
        .modelWidth = 48,
        .window = 6,
        .contextLength = 64};
    expected.options = {.steps = 7,
        .batchSize = 2,
        .blockLength = 16,
        .accumulation = 3,
        .learningRate = 0.5,
        .minLearningRate = 0.25,
        .schedule = RateSchedule::Linear,
        .warmupSteps = 0,
        .weightDecay = 0,
        .beta1 = 0.8,
        .beta2 = 0.9,
        .epsilon = 1e-6,
        .clipNorm = 0,
        .labelSmoothing = 0.125,
        .dropout = 0.5,
        .maskedFraction = 0.2,
        .shortEpochs = 2,
        .shortLength = 9,
        .seed = 11,
        .evaluateEvery = 2,
        .evaluationBatches = 5,
        .patience = 6,
        .checkpointEvery = 4,
        .logEvery = 1,
        .bfloat16 = true};
    QVERIFY(*job == expected);
}

void TestTrainingJobFile::keepsDefaults() {
    const auto job = read(SmallestJob);
    QVERIFY2(job, job ? "" : job.error().detail.c_str());
    QVERIFY(job->options == TrainingOptions());
    QVERIFY(job->model == ModelShape());
    QVERIFY(job->validation.empty());
}

void TestTrainingJobFile::takesAnExistingModel() {
    const auto job = read(FineTuningJob);
    QVERIFY2(job, job ? "" : job.error().detail.c_str());
    QCOMPARE(job->model.folder, std::filesystem::path("/data/corpora/gpt"));
    QCOMPARE(job->tokenizer.source, TokenizerSource::Folder);
    QCOMPARE(job->tokenizer.folder, job->model.folder);
    // It brings its own shape and tokeniser.
    const auto shaped = read(R"({"data": {"training": [{"file": "a.txt"}]},
        "model": {"folder": "gpt", "layers": 2}})");
    QCOMPARE(shaped.error().place, "/model/layers");
    const auto tokenized = read(R"({"data": {"training": [{"file": "a.txt"}]},
        "tokenizer": {"kind": "characters"}, "model": {"folder": "gpt"}})");
    QCOMPARE(tokenized.error().place, "/tokenizer");
}

void TestTrainingJobFile::readsTasksAndTuning() {
    const auto job = read(TaskJob);
    QVERIFY2(job, job ? "" : job.error().detail.c_str());
    TrainingJob expected;
    expected.objective = TrainingObjective::Tagging;
    expected.training = {{"/data/corpora/names.txt", 1, DataFormat::Conll}};
    expected.validationShare = 0.25;
    expected.columns = {"tokens", "b", "tags", "p", "a"};
    expected.model.folder = "/data/corpora/bert";
    expected.tokenizer.source = TokenizerSource::Folder;
    expected.tokenizer.folder = expected.model.folder;
    expected.tuning = {TuningMethod::Lora, 1, {4, 2.5, 0.125, {"query", "output.dense"}}};
    QVERIFY(*job == expected);
}

void TestTrainingJobFile::readsEveryObjective_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<TrainingObjective>("objective");
    const auto row = [](const char* name, TrainingObjective objective) {
        QTest::newRow(name) << QString::fromUtf8(name) << objective;
    };
    row("next-token", TrainingObjective::NextToken);
    row("masked-token", TrainingObjective::MaskedToken);
    row("classification", TrainingObjective::Classification);
    row("tagging", TrainingObjective::Tagging);
    row("question-answering", TrainingObjective::QuestionAnswering);
    row("instruction", TrainingObjective::Instruction);
}

void TestTrainingJobFile::readsEveryObjective() {
    QFETCH(QString, name);
    QFETCH(TrainingObjective, objective);
    auto text = QString::fromUtf8(TaskJob);
    text.replace(QStringLiteral("\"tagging\""), QStringLiteral("\"%1\"").arg(name));
    const auto job = read(text.toStdString());
    QVERIFY2(job, job ? "" : job.error().detail.c_str());
    QVERIFY(job->objective == objective);
}

void TestTrainingJobFile::readsWhatItWrites() {
    for (const auto* text : {SmallestJob, FineTuningJob, TaskJob, WholeJob}) {
        const auto job = read(text);
        QVERIFY(job);
        const auto copy = m_folder.filePath(QStringLiteral("copy.json")).toStdString();
        QVERIFY(train::writeTrainingJob(*job, copy));
        QVERIFY(train::readTrainingJob(copy, "/elsewhere").value() == *job);
    }
}

void TestTrainingJobFile::refusesBadJobs_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* name, const char* from, const char* to, ErrorCode code,
                         const char* place) {
        QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to)
                            << static_cast<int>(code) << QString::fromUtf8(place);
    };
    row("unknown section", "\"model\"", "\"modle\": {}, \"model\"", ErrorCode::ValueInvalid,
        "/modle");
    row("unknown option", "\"seed\"", "\"sede\"", ErrorCode::ValueInvalid, "/training/sede");
    row("unknown key of a file", "\"repeat\"", "\"repeats\"", ErrorCode::ValueInvalid,
        "/data/training/0/repeats");
    row("no training file", R"([{"file": "a.txt", "repeat": 3}, {"file": "/b/c.txt"}])", "[]",
        ErrorCode::ValueInvalid, "/data");
    row("key twice", "\"training\": [{", "\"validation\": [{", ErrorCode::JsonDuplicateKey,
        "/data/validation");
    row("zero steps", "\"steps\": 7", "\"steps\": 0", ErrorCode::ValueInvalid, "/training/steps");
    row("fraction", "\"steps\": 7", "\"steps\": 7.5", ErrorCode::ValueInvalid, "/training/steps");
    row("text for a number", "\"seed\": 11", "\"seed\": \"11\"", ErrorCode::ValueInvalid,
        "/training/seed");
    row("negative rate", "\"learning_rate\": 0.5", "\"learning_rate\": -1", ErrorCode::ValueInvalid,
        "/training/learning_rate");
    row("everything dropped out", "\"dropout\": 0.5", "\"dropout\": 1", ErrorCode::ValueInvalid,
        "/training/dropout");
    row("unknown objective", "masked-token", "masks", ErrorCode::ValueInvalid, "/objective");
    row("examples longer than the context", "\"context\": 64", "\"context\": 8",
        ErrorCode::ValueInvalid, "");
    row("nothing masked", "\"masked_fraction\": 0.2", "\"masked_fraction\": 0",
        ErrorCode::ValueInvalid, "/training/masked_fraction");
    row("unknown schedule", "linear", "steep", ErrorCode::ValueInvalid, "/training/schedule");
    row("unknown tokeniser", "byte-level-bpe", "word", ErrorCode::ValueInvalid, "/tokenizer/kind");
    row("tokeniser without folder", "byte-level-bpe", "folder", ErrorCode::ValueMissing,
        "/tokenizer/folder");
    row("width and heads", "\"heads\": 3", "\"heads\": 5", ErrorCode::ValueInvalid, "/model");
    row("broken", "\"model\": {", "\"model\": [", ErrorCode::JsonInvalid, "");
}

void TestTrainingJobFile::refusesBadTasks_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* name, const char* from, const char* to, const char* place) {
        QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to)
                            << QString::fromUtf8(place);
    };
    row("unknown format", "conll", "xlsx", "/data/training/0/format");
    row("everything held out", "0.25", "1", "/data/validation_share");
    row("unknown column", "\"prompt\"", "\"promt\"", "/data/columns/promt");
    row("unknown method", "lora", "dora", "/tuning/method");
    row("no rank", "\"rank\": 4", "\"rank\": 0", "/tuning/rank");
    row("option of another method", "lora", "last-layers", "/tuning/alpha");
    row("targets that are no names", "[\"query\", \"output.dense\"]", "[1]", "/tuning/targets/0");
    row("nothing to keep", "\"model\": {\"folder\": \"bert\"}",
        "\"tokenizer\": {\"kind\": \"characters\"}, \"model\": {}", "/tuning");
}

void TestTrainingJobFile::refusesBadTasks() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, place);
    auto text = QString::fromUtf8(TaskJob);
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const auto job = read(text.toStdString());
    QVERIFY(!job);
    QCOMPARE(job.error().code, ErrorCode::ValueInvalid);
    QCOMPARE(QString::fromStdString(job.error().place), place);
}

void TestTrainingJobFile::refusesBadJobs() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, code);
    QFETCH(QString, place);
    auto text = QString::fromUtf8(WholeJob);
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const auto job = read(text.toStdString());
    QVERIFY(!job);
    QCOMPARE(static_cast<int>(job.error().code), code);
    QCOMPARE(job.error().subject, file());
    QVERIFY(!job.error().detail.empty());
    if (!place.isEmpty()) {
        QCOMPARE(QString::fromStdString(job.error().place), place);
    }
}

QTEST_GUILESS_MAIN(TestTrainingJobFile)
#include "tst_training_job_file.moc"
