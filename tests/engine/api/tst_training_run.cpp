#include <fstream>
#include <sstream>

#include <QtTest>

#include "engine/api/text_inspector.h"
#include "engine/api/text_model.h"
#include "engine/api/training_run.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(const fs::path& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
}

std::ptrdiff_t linesOf(const fs::path& file) {
    return std::ranges::count(bytesOf(file), '\n');
}

constexpr api::TrainingDevice OneThread{DeviceChoice::Cpu, 1};

} // namespace

class TestTrainingRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void makesModelFromJobFile();
    void resumesToTheSameModel();
    void finishedRunStaysAsItIs();
    void trainsEveryFamily_data();
    void trainsEveryFamily();
    void trainsByteLevelBpe();
    void goesOnFromAnExistingModel();
    void refusesModelsThatDoNotFit();
    void refusesUsedFolder();
    void refusesMissingAndEmptyData();
    void refusesMissingRun();

private:
    TrainingJob job() const;
    fs::path path(const char* name) const { return m_folder->path() / name; }

    std::optional<test::ScratchFolder> m_folder;
};

void TestTrainingRun::init() {
    m_folder.emplace();
    m_folder->write(
        "texts.txt", "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n\n白日依山尽\n");
    m_folder->write("job.json", R"({
        "data": {"training": [{"file": "texts.txt", "repeat": 2}],
                 "validation": [{"file": "texts.txt"}]},
        "tokenizer": {"kind": "characters"},
        "model": {"layers": 1, "heads": 2, "width": 16},
        "training": {"steps": 8, "batch_size": 2, "block_length": 12, "warmup_steps": 2,
                     "dropout": 0.1, "evaluate_every": 4, "checkpoint_every": 4, "log_every": 1}
    })");
}

TrainingJob TestTrainingRun::job() const {
    return api::TrainingRun::readJob(path("job.json"), m_folder->path()).value();
}

void TestTrainingRun::makesModelFromJobFile() {
    auto run = api::TrainingRun::start(job(), path("run"), OneThread);
    QVERIFY2(run, run ? "" : run.error().detail.c_str());
    QCOMPARE(run->step(), 0);
    QCOMPARE(run->trainingTokens(), 2 * (13 + 13 + 6));
    int reports = 0;
    const auto done = run->train([&](const TrainingProgress&) { ++reports; });
    QVERIFY2(done, done ? "" : done.error().detail.c_str());
    QCOMPARE(run->step(), 8);
    QCOMPARE(reports, 8);
    QCOMPARE(linesOf(path("run/log.jsonl")), 8);
    QVERIFY(api::TextModel::inspect(run->bestModelFolder()));

    const auto model = api::TextModel::load(run->modelFolder(), {DeviceChoice::Cpu});
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QCOMPARE((*model)->info().parameters, run->parameters());
    QCOMPARE((*model)->info().contextLength, 12);
    const auto ids = (*model)->tokenizer().encode("明月", /*addSpecialTokens=*/true);
    QCOMPARE(ids.value().size(), 3U); // a text begins as the texts of the training did
    QVERIFY((*model)->newSession()->nextToken(*ids, {}));
}

void TestTrainingRun::resumesToTheSameModel() {
    QVERIFY(api::TrainingRun::start(job(), path("unbroken"), OneThread).value().train());

    std::stop_source stop;
    const auto interrupted = api::TrainingRun::start(job(), path("broken"), OneThread)
                                 .value()
                                 .train(
                                     [&](const TrainingProgress& progress) {
                                         if (progress.step == 3) {
                                             stop.request_stop();
                                         }
                                     },
                                     stop.get_token());
    QCOMPARE(interrupted.error().code, ErrorCode::Interrupted);
    auto resumed = api::TrainingRun::resume(path("broken"), OneThread);
    QVERIFY2(resumed, resumed ? "" : resumed.error().detail.c_str());
    QCOMPARE(resumed->step(), 3);
    QVERIFY(resumed->job() == job());
    QVERIFY(resumed->train());
    QCOMPARE(linesOf(path("broken/log.jsonl")), 8);
    QCOMPARE(bytesOf(path("broken/model/model.safetensors")),
        bytesOf(path("unbroken/model/model.safetensors")));
}

void TestTrainingRun::finishedRunStaysAsItIs() {
    QVERIFY(api::TrainingRun::start(job(), path("run"), OneThread).value().train());
    const auto before = bytesOf(path("run/model/model.safetensors"));
    auto again = api::TrainingRun::resume(path("run"), OneThread);
    QVERIFY(again);
    QCOMPARE(again->step(), 8);
    QVERIFY(again->train());
    QCOMPARE(bytesOf(path("run/model/model.safetensors")), before);
    QCOMPARE(linesOf(path("run/log.jsonl")), 8);
}

void TestTrainingRun::trainsEveryFamily_data() {
    QTest::addColumn<ModelFamily>("family");
    QTest::addColumn<QString>("architecture");
    QTest::newRow("rnn") << ModelFamily::Elman << QStringLiteral("rnn");
    QTest::newRow("lstm") << ModelFamily::Lstm << QStringLiteral("lstm");
    QTest::newRow("gru") << ModelFamily::Gru << QStringLiteral("gru");
    QTest::newRow("feed-forward") << ModelFamily::FeedForward << QStringLiteral("feed-forward");
}

void TestTrainingRun::trainsEveryFamily() {
    QFETCH(ModelFamily, family);
    QFETCH(QString, architecture);
    auto learned = job();
    learned.model.family = family;
    learned.model.heads = 5; // which it has none of
    learned.options.steps = 250;
    learned.options.dropout = 0;
    learned.options.learningRate = 2e-2;
    auto run = api::TrainingRun::start(learned, path("run"), OneThread);
    QVERIFY2(run, run ? "" : run.error().detail.c_str());
    QVERIFY(run->train());

    const auto model = api::TextModel::load(run->modelFolder(), {DeviceChoice::Cpu});
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    const auto& info = (*model)->info();
    QCOMPARE(QString::fromStdString(info.architecture), architecture);
    QCOMPARE(info.parameters, run->parameters());
    QVERIFY(info.abilities.continues && !info.abilities.attends);
    // It has learned its texts by heart.
    const auto ids = (*model)->tokenizer().encode("举头望明", /*addSpecialTokens=*/true).value();
    const auto next = (*model)->newSession()->nextToken(ids, {}).value();
    QCOMPARE(next.candidates.front().bytes, "月");
    QVERIFY(next.candidates.front().probability > 0.25);
    QVERIFY(!(*model)->states(ids).value().empty());
    QCOMPARE((*model)->newInspector()->run(ids).error().code, ErrorCode::HeadMissing);
}

void TestTrainingRun::trainsByteLevelBpe() {
    auto bpe = job();
    bpe.tokenizer.source = TokenizerSource::ByteLevelBpe;
    bpe.tokenizer.vocabularySize = 262;
    bpe.options.steps = 2;
    auto run = api::TrainingRun::start(bpe, path("run"), OneThread);
    QVERIFY2(run, run ? "" : run.error().detail.c_str());
    QVERIFY(run->train());
    const auto info = api::TextModel::inspect(run->modelFolder());
    QVERIFY(info);
    QCOMPARE(info->tokenizer, "byte-level BPE");
    QCOMPARE(info->vocabularySize, 262);

    auto other = job();
    other.tokenizer.source = TokenizerSource::Folder;
    other.tokenizer.folder = run->modelFolder();
    other.options.steps = 1;
    auto reused = api::TrainingRun::start(other, path("reused"), OneThread);
    QVERIFY2(reused, reused ? "" : reused.error().detail.c_str());
    QCOMPARE(reused->parameters(), run->parameters());
}

void TestTrainingRun::goesOnFromAnExistingModel() {
    QVERIFY(api::TrainingRun::start(job(), path("base"), OneThread).value().train());
    auto fine = job();
    fine.model = {.folder = path("base/model")};
    fine.tokenizer = {.source = TokenizerSource::Folder, .folder = fine.model.folder};
    fine.options.dropout = 0;
    fine.options.steps = 1;
    fine.options.learningRate = fine.options.minLearningRate = 0;
    QVERIFY(api::TrainingRun::start(fine, path("same"), OneThread).value().train());
    // The same numbers, from now on in full precision.
    const auto before = api::TextModel::load(path("base/model"), {DeviceChoice::Cpu}).value();
    QVERIFY(before->save(path("whole"), DType::Float32));
    QCOMPARE(
        bytesOf(path("same/model/model.safetensors")), bytesOf(path("whole/model.safetensors")));
    const auto original = bytesOf(path("base/model/model.safetensors"));

    fine.options.steps = 60;
    fine.options.learningRate = 1e-2;
    std::vector<double> losses;
    auto run = api::TrainingRun::start(fine, path("fine"), OneThread);
    QVERIFY2(run, run ? "" : run.error().detail.c_str());
    QVERIFY(run->train([&](const TrainingProgress& step) { losses.push_back(step.loss); }));
    QVERIFY(losses.back() < losses.front() / 2);
    QCOMPARE(bytesOf(path("base/model/model.safetensors")), original); // which stays
    const auto resumed = api::TrainingRun::resume(path("fine"), OneThread);
    QVERIFY2(resumed, resumed ? "" : resumed.error().detail.c_str());
    QCOMPARE(resumed->step(), 60);
}

void TestTrainingRun::refusesModelsThatDoNotFit() {
    QVERIFY(api::TrainingRun::start(job(), path("base"), OneThread).value().train());
    auto fine = job();
    fine.model = {.folder = path("base/model")};
    fine.tokenizer = {.source = TokenizerSource::Folder, .folder = fine.model.folder};
    fine.options.blockLength = 13;
    const auto longer = api::TrainingRun::start(fine, path("longer"), OneThread);
    QCOMPARE(longer.error().code, ErrorCode::OptionInvalid);
    QCOMPARE(longer.error().subject, "block_length");
    fine.options.blockLength = 12;
    fine.objective = TrainingObjective::MaskedToken;
    const auto bert = api::TrainingRun::start(fine, path("bert"), OneThread);
    QVERIFY(!bert); // it has no mask token
    fine.model.folder = path("none");
    fine.objective = TrainingObjective::NextToken;
    QCOMPARE(api::TrainingRun::start(fine, path("gone"), OneThread).error().code,
        ErrorCode::FileMissing);
}

void TestTrainingRun::refusesUsedFolder() {
    QVERIFY(api::TrainingRun::start(job(), path("run"), OneThread));
    const auto second = api::TrainingRun::start(job(), path("run"), OneThread);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::OptionInvalid);
}

void TestTrainingRun::refusesMissingAndEmptyData() {
    auto missing = job();
    missing.validation = {{path("none.txt"), 1}};
    const auto run = api::TrainingRun::start(missing, path("run"), OneThread);
    QVERIFY(!run);
    QCOMPARE(run.error().code, ErrorCode::FileMissing);
    QCOMPARE(run.error().subject, path("none.txt").string());
    QVERIFY(!fs::exists(path("run"))); // nothing is left of a run that cannot begin

    m_folder->write("texts.txt", "\n\n");
    const auto empty = api::TrainingRun::start(job(), path("run"), OneThread);
    QVERIFY(!empty);
    QCOMPARE(empty.error().code, ErrorCode::DatasetTooSmall);
}

void TestTrainingRun::refusesMissingRun() {
    const auto run = api::TrainingRun::resume(path("none"), OneThread);
    QVERIFY(!run);
    QCOMPARE(run.error().code, ErrorCode::FileMissing);
}

QTEST_GUILESS_MAIN(TestTrainingRun)
#include "tst_training_run.moc"
