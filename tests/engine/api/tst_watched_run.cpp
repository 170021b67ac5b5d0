#include <cmath>
#include <fstream>
#include <sstream>

#include <QtTest>

#include "engine/api/probe_file.h"
#include "engine/api/text_model.h"
#include "engine/api/training_run.h"
#include "engine/api/weight_changes.h"
#include "engine/formats/safetensors_reader.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

constexpr api::TrainingDevice OneThread{DeviceChoice::Cpu, 1};
constexpr double Rounding = 1e-3; // a checkpoint's weights have 16 bits

std::string bytesOf(const fs::path& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
}

double squares(std::span<const float> values) {
    double sum = 0;
    for (const float value : values) {
        sum += double{value} * value;
    }
    return sum;
}

} // namespace

/// A run as those see it who watch it.
class TestWatchedRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void looksIntoTheModelAsItLearns_data();
    void looksIntoTheModelAsItLearns();
    void asksTheTaskThatIsLearned_data();
    void asksTheTaskThatIsLearned();
    void watchingChangesNothing();
    void showsItsBatch();
    void keepsProbesInItsFolder();
    void dropsProbesThatAResumedRunRepeats();
    void refusesDamagedProbes();
    void aStopBetweenLooksKeepsACheckpoint();
    void estimatesWithoutATrace();
    void comparesMatricesWithTheirBeginning();

private:
    TrainingJob job() const;
    fs::path path(const char* name) const { return m_folder->path() / name; }
    api::TrainingObserver watcher(std::vector<TrainingProbe>& probes) const;

    std::optional<test::ScratchFolder> m_folder;
};

void TestWatchedRun::init() {
    m_folder.emplace();
    m_folder->write("texts.txt", "床前明月光。疑是地上霜。\n举头望明月。低头思故乡。\n");
}

TrainingJob TestWatchedRun::job() const {
    TrainingJob job;
    job.training = job.validation = {{path("texts.txt"), 1}};
    job.model = {.layers = 2, .heads = 2, .modelWidth = 16};
    job.options.steps = 60;
    job.options.batchSize = 2;
    job.options.blockLength = 16;
    job.options.learningRate = 2e-2;
    job.options.warmupSteps = 0;
    job.options.logEvery = 1;
    job.options.evaluateEvery = 20;
    job.options.dropout = 0.1;
    return job;
}

api::TrainingObserver TestWatchedRun::watcher(std::vector<TrainingProbe>& probes) const {
    api::TrainingObserver observer;
    observer.texts = {{"床前", "低头"}, "举头望明", 6};
    observer.onProbe = [&](const TrainingProbe& probe) { probes.push_back(probe); };
    return observer;
}

void TestWatchedRun::looksIntoTheModelAsItLearns_data() {
    QTest::addColumn<TrainingObjective>("objective");
    QTest::addColumn<ModelFamily>("family");
    QTest::addColumn<int>("heads");
    QTest::newRow("gpt") << TrainingObjective::NextToken << ModelFamily::Gpt2 << 2;
    QTest::newRow("lstm") << TrainingObjective::NextToken << ModelFamily::Lstm << 0;
    QTest::newRow("feed-forward") << TrainingObjective::NextToken << ModelFamily::FeedForward << 0;
    QTest::newRow("bert") << TrainingObjective::MaskedToken << ModelFamily::Gpt2 << 2;
}

void TestWatchedRun::looksIntoTheModelAsItLearns() {
    QFETCH(TrainingObjective, objective);
    QFETCH(ModelFamily, family);
    QFETCH(int, heads);
    auto learned = job();
    learned.objective = objective;
    learned.model.family = family;
    if (objective == TrainingObjective::MaskedToken) {
        learned.tokenizer = {TokenizerSource::WordPiece, 60, 1, {}};
        learned.options.shortLength = 8;
    }
    std::vector<TrainingProbe> probes;
    auto run = api::TrainingRun::start(learned, path("run"), OneThread);
    QVERIFY2(run, run ? "" : run.error().detail.c_str());
    const auto done = run->train(watcher(probes), {});
    QVERIFY2(done, done ? "" : done.error().detail.c_str());

    QVERIFY(probes.size() >= 2);
    QCOMPARE(probes.front().step, 0);
    QCOMPARE(probes.back().step, 60);
    for (const auto& probe : probes) {
        QCOMPARE(probe.samples.size(), 2U);
        QCOMPARE(probe.candidates.size(), 12U);
        QCOMPARE(probe.heads, heads);
        const auto positions = probe.tokens.size();
        QCOMPARE(probe.attention.size(), heads > 0 ? 2 * 2 * positions * positions : 0U);
        for (std::size_t row = 0; heads > 0 && row < 2 * 2 * positions; ++row) {
            const auto weights = std::span(probe.attention).subspan(row * positions, positions);
            QVERIFY(std::abs(std::accumulate(weights.begin(), weights.end(), 0.0) - 1) < Rounding);
        }
        QVERIFY(!probe.parts.empty());
    }
    QVERIFY(!probes.front().parts.front().gradients);
    QVERIFY(probes.back().parts.front().gradients);
    QVERIFY(probes.back().entropy < probes.front().entropy); // it has learned something
}

void TestWatchedRun::asksTheTaskThatIsLearned_data() {
    QTest::addColumn<TrainingObjective>("objective");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("prompt");
    QTest::addColumn<QByteArray>("sample"); // what is among the last answer
    QTest::addColumn<int>("candidates");
    QTest::newRow("labels") << TrainingObjective::Classification << QByteArray("rows.csv")
                            << QByteArray("text,label\n明月光,夜\n白日,昼\n明月,夜\n日,昼\n")
                            << QByteArray("明月") << QByteArray("夜 ") << 2;
    QTest::newRow("entities") << TrainingObjective::Tagging << QByteArray("rows.conll")
                              << QByteArray("明 B-X\n月 I-X\n光 O\n\n地 O\n上 O\n")
                              << QByteArray("明月光") << QByteArray("[明月 X]光") << 0;
    QTest::newRow("answers") << TrainingObjective::QuestionAnswering << QByteArray("rows.json")
                             << QByteArray(
                                    R"({"data": [{"paragraphs": [{"context": "举头望明月", "qas": [
            {"question": "望", "answers": [{"text": "明月", "answer_start": 3}]}]}]}]})")
                             << QByteArray("望") << QByteArray("明月 ") << 0;
}

void TestWatchedRun::asksTheTaskThatIsLearned() {
    QFETCH(TrainingObjective, objective);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, prompt);
    QFETCH(QByteArray, sample);
    QFETCH(int, candidates);
    auto learned = job();
    learned.objective = objective;
    learned.training = {{m_folder->write(file.constData(), text.toStdString()), 1}};
    learned.validation.clear();
    learned.tokenizer = {TokenizerSource::WordPiece, 60, 1, {}};
    learned.options.dropout = 0;
    learned.options.steps = 120;
    std::vector<TrainingProbe> probes;
    auto run = api::TrainingRun::start(learned, path("run"), OneThread);
    QVERIFY2(run, run ? "" : run.error().detail.c_str());
    auto observer = watcher(probes);
    observer.texts.prompts = {prompt.toStdString()};
    observer.texts.sentence = "举头望明月";
    const auto done = run->train(observer, {});
    QVERIFY2(done, done ? "" : done.error().detail.c_str());
    const auto& last = probes.back();
    QVERIFY2(last.samples.front().text.find(sample.toStdString()) != std::string::npos,
        last.samples.front().text.c_str());
    QVERIFY(probes.front().samples.front().text != last.samples.front().text);
    QCOMPARE(last.candidates.size(), static_cast<std::size_t>(candidates));
    QCOMPARE(last.heads, 2); // attention is shown of tasks, too
}

void TestWatchedRun::watchingChangesNothing() {
    QVERIFY(api::TrainingRun::start(job(), path("alone"), OneThread).value().train());
    std::vector<TrainingProbe> probes;
    QVERIFY(api::TrainingRun::start(job(), path("watched"), OneThread)
                .value()
                .train(watcher(probes), {}));
    QCOMPARE(bytesOf(path("watched/model/model.safetensors")),
        bytesOf(path("alone/model/model.safetensors")));

    // The last probe is what the finished model says.
    const auto model = api::TextModel::load(path("watched/model"), {DeviceChoice::Cpu}).value();
    std::vector<TokenId> ids;
    for (const auto& token : probes.back().tokens) {
        ids.push_back(token.id);
    }
    const auto next = model->newSession()->nextToken(ids, {}).value();
    QCOMPARE(probes.back().candidates.front().id, next.candidates.front().id);
    QVERIFY(
        std::abs(probes.back().candidates.front().probability - next.candidates.front().probability)
        < Rounding);
}

void TestWatchedRun::showsItsBatch() {
    std::vector<TrainingBatch> batches;
    api::TrainingObserver observer;
    int asked = 0;
    observer.batchWanted = [&] { return ++asked == 3; };
    observer.onBatch = [&](const TrainingBatch& batch) { batches.push_back(batch); };
    QVERIFY(api::TrainingRun::start(job(), path("run"), OneThread).value().train(observer, {}));
    QCOMPARE(batches.size(), 1U);
    QCOMPARE(batches.front().step, 3);
    QCOMPARE(batches.front().examples.size(), 2U);
    for (const auto& example : batches.front().examples) {
        QCOMPARE(example.size(), 13U); // twelve characters after the token that begins a text
        QVERIFY(example.front().input.special);
        for (std::size_t i = 0; i + 1 < example.size(); ++i) {
            QCOMPARE(example[i].target.value(), example[i + 1].input);
        }
        QVERIFY(example.back().target.value().special);
    }
}

void TestWatchedRun::keepsProbesInItsFolder() {
    std::vector<TrainingProbe> probes;
    QVERIFY(
        api::TrainingRun::start(job(), path("run"), OneThread).value().train(watcher(probes), {}));
    const auto steps = api::probedSteps(path("run"));
    QCOMPARE(steps.size(), probes.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        QCOMPARE(steps[i], probes[i].step);
        const auto read = api::readTrainingProbe(path("run"), steps[i]);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QVERIFY(*read == probes[i]);
    }
    QVERIFY(api::probedSteps(path("none")).empty());
}

void TestWatchedRun::dropsProbesThatAResumedRunRepeats() {
    TrainingProbe probe;
    for (const std::int64_t step : {0, 7, 30}) {
        probe.step = step;
        QVERIFY(api::writeTrainingProbe(probe, path("run")));
    }
    api::dropProbesAfter(path("run"), 7);
    QCOMPARE(api::probedSteps(path("run")), (std::vector<std::int64_t>{0, 7}));
}

void TestWatchedRun::refusesDamagedProbes() {
    TrainingProbe probe;
    probe.layers = probe.heads = 1;
    probe.tokens = {Token{}, Token{}};
    probe.attention = {1, 0, 0.5F, 0.5F};
    QVERIFY(api::writeTrainingProbe(probe, path("run")));
    const auto file = path("run/probes/0.safetensors");
    auto bytes = bytesOf(file);
    bytes.replace(bytes.find("\\\"layers\\\":1"), 12, "\\\"layers\\\":9");
    m_folder->write("run/probes/0.safetensors", bytes);
    QCOMPARE(api::readTrainingProbe(path("run"), 0).error().code, ErrorCode::ValueInvalid);
    bytes.replace(bytes.find("\\\"layers\\\":9"), 12, "\\\"layerz\\\":1");
    m_folder->write("run/probes/0.safetensors", bytes);
    QCOMPARE(api::readTrainingProbe(path("run"), 0).error().code, ErrorCode::ValueInvalid);
    QCOMPARE(api::readTrainingProbe(path("run"), 5).error().code, ErrorCode::FileMissing);
}

void TestWatchedRun::aStopBetweenLooksKeepsACheckpoint() {
    std::stop_source stop;
    std::vector<TrainingProbe> probes;
    auto observer = watcher(probes);
    observer.onProgress = [&](const TrainingProgress& progress) {
        if (progress.step == 5) {
            stop.request_stop();
        }
    };
    const auto done = api::TrainingRun::start(job(), path("run"), OneThread)
                          .value()
                          .train(observer, stop.get_token());
    QCOMPARE(done.error().code, ErrorCode::Interrupted);
    auto resumed = api::TrainingRun::resume(path("run"), OneThread);
    QVERIFY2(resumed, resumed ? "" : resumed.error().detail.c_str());
    QCOMPARE(resumed->step(), 5);
    QVERIFY(resumed->train(watcher(probes), {}));
    QCOMPARE(api::probedSteps(path("run")).back(), 60);
}

void TestWatchedRun::estimatesWithoutATrace() {
    auto large = job();
    large.options.steps = 1'000'000;
    const auto estimate = api::TrainingRun::estimate(large, OneThread);
    QVERIFY2(estimate, estimate ? "" : estimate.error().detail.c_str());
    QVERIFY(estimate->parameters > 0);
    QCOMPARE(estimate->trainingTokens, 26);
    QVERIFY(estimate->memoryBytes > 16 * estimate->parameters);
    QVERIFY(estimate->tokensPerSecond > 0);
    const double tokens = 1e6 * 2 * 16;
    QVERIFY(std::abs(estimate->seconds / (tokens / estimate->tokensPerSecond) - 1) < Rounding);
    QCOMPARE(std::distance(fs::directory_iterator(m_folder->path()), {}), 1); // the text alone

    auto missing = job();
    missing.training = {{path("none.txt"), 1}};
    QCOMPARE(api::TrainingRun::estimate(missing, OneThread).error().code, ErrorCode::FileMissing);
}

void TestWatchedRun::comparesMatricesWithTheirBeginning() {
    QVERIFY(api::TrainingRun::start(job(), path("base"), OneThread).value().train());
    auto fine = job();
    fine.model = {.folder = path("base/model")};
    fine.tokenizer = {TokenizerSource::Folder, 0, 1, fine.model.folder};
    fine.options.steps = 10;
    QVERIFY(api::TrainingRun::start(fine, path("fine"), OneThread).value().train());
    const auto changes = api::weightChanges(path("base/model"), path("fine/model"));
    QVERIFY2(changes, changes ? "" : changes.error().detail.c_str());
    QCOMPARE(changes->size(), 2U + 2 * 4); // two embeddings, four matrices in a layer

    // The same of the files themselves, as transformers names and stores them.
    std::array<std::vector<float>, 2> stored;
    for (const std::size_t i : {0U, 1U}) {
        const auto file = path(i == 0 ? "base/model" : "fine/model") / "model.safetensors";
        const auto content = formats::readSafetensors(file).value();
        for (const auto& tensor : content.tensors) {
            if (tensor.name == "transformer.h.1.mlp.c_fc.weight") {
                // A new model is stored in half precision, one that was gone on with in full.
                const auto* half = reinterpret_cast<const _Float16*>(tensor.bytes.data());
                const auto* whole = reinterpret_cast<const float*>(tensor.bytes.data());
                i == 0 ? stored[i].assign(half, half + tensor.bytes.size() / 2)
                       : stored[i].assign(whole, whole + tensor.bytes.size() / 4);
            }
        }
        QCOMPARE(stored[i].size(), 16U * 64);
    }
    auto moved = stored[1];
    std::ranges::transform(moved, stored[0], moved.begin(), std::minus<>());
    const auto change
        = std::ranges::find(*changes, "blocks.1.mlp.expand.weight", &WeightChange::name);
    QVERIFY(change != changes->end());
    QVERIFY(std::abs(change->norm - std::sqrt(squares(stored[0]))) < Rounding);
    const double relative = std::sqrt(squares(moved) / squares(stored[0]));
    QVERIFY(relative > 0.01);
    QVERIFY(std::abs(change->relative / relative - 1) < Rounding);

    auto other = job();
    other.model.modelWidth = 8;
    other.options.steps = 1;
    QVERIFY(api::TrainingRun::start(other, path("other"), OneThread).value().train());
    QCOMPARE(api::weightChanges(path("base/model"), path("other/model")).error().code,
        ErrorCode::TensorShape);
}

QTEST_GUILESS_MAIN(TestWatchedRun)
#include "tst_watched_run.moc"
