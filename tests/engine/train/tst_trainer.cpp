#include <cmath>
#include <fstream>
#include <limits>
#include <vector>

#include <torch/torch.h>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/models/checkpoint.h"
#include "engine/models/gpt2.h"
#include "engine/train/language_model_loss.h"
#include "engine/train/packed_examples.h"
#include "tests/engine/train/byte_tokenizer.h"
#include "tests/engine/train/training_session.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Float32 rounding, ten steps long, of two implementations that add in different orders.
constexpr double Tolerance = 1e-4;

const fs::path Trajectory = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/trajectory";

const char* const Lines = "the cat sat on the mat\nrain\nin may the sun is up early\nand\n"
                          "the cat sleeps\nby the sea\nfar from the rain\n";

models::Gpt2 smallModel(const TrainingOptions& options) {
    models::Gpt2Config config;
    config.vocabularySize = 257;
    config.contextLength = options.blockLength;
    config.modelWidth = 16;
    config.mlpWidth = 64;
    config.layers = 2;
    config.heads = 2;
    config.dropout = options.dropout;
    models::Gpt2 model(config);
    model->initialize(options.seed);
    return model;
}

train::ExampleSource source(const train::TextDataset& texts, const TrainingOptions& options) {
    return train::PackedExamples::source(
        std::make_shared<train::TextDataset>(texts), options.blockLength);
}

struct Session : test::TrainingSession {
    Session(const TrainingOptions& options, const train::TextDataset& texts)
        : Session(smallModel(options), options, texts) { }
    Session(
        const models::Gpt2& gpt2, const TrainingOptions& options, const train::TextDataset& texts)
        : TrainingSession(
            gpt2.ptr(), train::languageModelLoss(gpt2.ptr()), source(texts, options), options) { }
};

TrainingOptions smallOptions() {
    return test::smallTraining(/*blockLength=*/16);
}

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void followsPyTorch();
    void overfitsOneBatch();
    void smoothsLabelsWhileTraining();
    void accumulationEqualsOneBigBatch();
    void resumesExactly();
    void stopsWithinOneStep();
    void stopInsideStepCostsNothing();
    void stopWhileEvaluatingLosesNothing_data();
    void stopWhileEvaluatingLosesNothing();
    void divergenceKeepsLastCheckpoint();
    void callbackErrorStops();
    void refusesCheckpointOfAnotherModel();
    void refusesDamagedCheckpoint();
    void bfloat16StaysClose();
    void logsAndEvaluatesWhenDue();
    void endsOutOfPatience();

private:
    train::TextDataset dataset(const std::string& lines) const;

    test::ScratchFolder m_folder;
    train::TextDataset m_texts;
};

train::TextDataset TestTrainer::dataset(const std::string& lines) const {
    train::TextDataset dataset;
    const auto added = dataset.addLines(m_folder.write("t.txt", lines), *test::byteTokenizer());
    return added ? dataset : train::TextDataset();
}

void TestTrainer::initTestCase() {
    torch::set_num_threads(1);
    m_texts = dataset(Lines);
    QCOMPARE(m_texts.texts().size(), 7U);
}

void TestTrainer::followsPyTorch() {
    std::ifstream stream(Trajectory / "expected.json");
    const auto expected = nlohmann::json::parse(stream);
    const auto& given = expected.at("options");
    TrainingOptions options;
    options.steps = given.at("steps");
    options.batchSize = given.at("batch_size");
    options.blockLength = given.at("block_length");
    options.learningRate = given.at("learning_rate");
    options.minLearningRate = given.at("min_learning_rate");
    options.warmupSteps = given.at("warmup_steps");
    options.weightDecay = given.at("weight_decay");
    options.beta1 = given.at("beta1");
    options.beta2 = given.at("beta2");
    options.epsilon = given.at("epsilon");
    options.clipNorm = given.at("clip_norm");
    options.logEvery = 1;

    train::TextDataset texts;
    QVERIFY(texts.addLines(Trajectory / "texts.txt", *test::byteTokenizer()));
    const auto model = models::loadNetwork(Trajectory, {.mapped = false});
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    const models::Gpt2 gpt2(std::dynamic_pointer_cast<models::Gpt2Impl>(*model));
    Session session(gpt2, options, texts);
    QVERIFY(session.run());
    const auto& steps = expected.at("steps");
    QCOMPARE(session.log.size(), steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto near = [&](double value, const char* key) {
            return std::abs(value - steps[i].at(key).get<double>()) < Tolerance;
        };
        QVERIFY(near(session.log[i].loss, "loss"));
        QVERIFY(near(session.log[i].gradientNorm, "grad_norm"));
        QVERIFY(near(session.log[i].learningRate, "learning_rate"));
    }
}

void TestTrainer::overfitsOneBatch() {
    auto options = smallOptions();
    options.steps = 150;
    options.dropout = 0;
    options.evaluateEvery = 0;
    const auto texts = dataset("the cat sat on\n");
    Session session(options, texts);
    QVERIFY(session.run());
    QVERIFY(session.log.front().loss > 5); // as good as no idea: ln 257 = 5.55
    QVERIFY(session.log.back().loss < 0.05);
}

void TestTrainer::smoothsLabelsWhileTraining() {
    auto options = smallOptions();
    options.dropout = 0;
    auto model = smallModel(options);
    const auto batch = source(m_texts, options)(/*epoch=*/0, /*order=*/1)->batch(0, 2);
    model->eval();
    const auto plain = train::languageModelLoss(model.ptr())(batch).item<double>();
    constexpr double smoothing = 0.1;
    const auto loss = train::languageModelLoss(model.ptr(), smoothing);
    QCOMPARE(loss(batch).item<double>(), plain); // a validation is of the texts as they are

    // Szegedy et al. 2016, section 7: the target is one-hot with probability 1 − ε, else uniform.
    const auto logProbabilities
        = torch::log_softmax(model->logits(model->hidden(batch.input)), /*dim=*/-1);
    const auto counted = batch.target != train::IgnoredTarget;
    const auto uniform
        = -logProbabilities.mean(/*dim=*/-1).masked_select(counted).mean().item<double>();
    model->train();
    const auto smoothed = loss(batch).item<double>();
    QVERIFY2(std::abs(smoothed - ((1 - smoothing) * plain + smoothing * uniform)) < 1e-4,
        qPrintable(QString::number(smoothed)));
    QVERIFY(std::abs(smoothed - plain) > 1e-3);
}

void TestTrainer::accumulationEqualsOneBigBatch() {
    // Two texts that fill an example each, so that both ways see the same two in one step.
    const auto texts = dataset("the cat sat on \nin may the sun \n");
    auto options = smallOptions();
    options.dropout = 0;
    options.steps = 3;
    Session whole(options, texts);
    options.batchSize = 1;
    options.accumulation = 2;
    Session halves(options, texts);
    QVERIFY(whole.run());
    QVERIFY(halves.run());
    for (std::size_t i = 0; i < whole.log.size(); ++i) {
        QVERIFY(std::abs(whole.log[i].loss - halves.log[i].loss) < Tolerance);
        QVERIFY(std::abs(whole.log[i].gradientNorm - halves.log[i].gradientNorm) < Tolerance);
    }
}

void TestTrainer::resumesExactly() {
    const auto options = smallOptions();
    Session unbroken(options, m_texts);
    QVERIFY(unbroken.run());

    Session first(options, m_texts);
    first.store.emplace(m_folder.path() / "resume.safetensors");
    const auto interrupted = first.runUntil(7);
    QVERIFY(!interrupted);
    QCOMPARE(interrupted.error().code, ErrorCode::Interrupted);

    torch::manual_seed(12345); // another program in another state
    torch::rand({7});
    Session second(options, m_texts);
    const auto checkpoint = first.store->load();
    QVERIFY(checkpoint && *checkpoint);
    QVERIFY(second.trainer.restore(**checkpoint, "checkpoint"));
    QCOMPARE(second.trainer.step(), 7);
    QVERIFY(second.run());
    QCOMPARE(second.log.size(), 5U);
    QVERIFY(second.repeats(unbroken));
    QVERIFY(second.log.front().seconds > first.log.front().seconds); // time goes on too
}

void TestTrainer::stopsWithinOneStep() {
    Session session(smallOptions(), m_texts);
    const auto done = session.runUntil(3);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Interrupted);
    QCOMPARE(session.trainer.step(), 3);
    QCOMPARE(session.checkpoints, std::vector<std::int64_t>{3});
}

void TestTrainer::stopInsideStepCostsNothing() {
    // A stop between the two passes of a step takes the step back: the run goes on as if unbroken.
    auto options = smallOptions();
    options.accumulation = 2;
    Session unbroken(options, m_texts);
    QVERIFY(unbroken.run());

    std::stop_source stop;
    auto model = smallModel(options);
    int passes = 0;
    const auto plain = train::languageModelLoss(model.ptr());
    train::Trainer trainer(
        model.ptr(),
        [&](const train::Batch& batch) {
            if (++passes == 7) { // the first of the two passes of step 4
                stop.request_stop();
            }
            return plain(batch);
        },
        {source(m_texts, options), {}}, options);
    std::vector<double> losses;
    const auto log = [&](const TrainingProgress& progress) -> Expected<void> {
        losses.push_back(progress.loss);
        return {};
    };
    const auto keep = [](const train::Checkpoint&) { return Expected<void>(); };
    QCOMPARE(trainer.run(log, keep, stop.get_token()).error().code, ErrorCode::Interrupted);
    QCOMPARE(trainer.step(), 3);
    QVERIFY(trainer.run(log, keep));
    QCOMPARE(losses.size(), unbroken.log.size());
    for (std::size_t i = 0; i < losses.size(); ++i) {
        QCOMPARE(losses[i], unbroken.log[i].loss);
    }
}

void TestTrainer::stopWhileEvaluatingLosesNothing_data() {
    QTest::addColumn<int>("step");
    QTest::newRow("on the way") << 5;
    QTest::newRow("after the last step") << 12;
}

void TestTrainer::stopWhileEvaluatingLosesNothing() {
    QFETCH(int, step);
    const auto options = smallOptions(); // evaluates after steps 5, 10 and 12
    Session unbroken(options, m_texts);
    QVERIFY(unbroken.run());

    std::stop_source stop;
    std::vector<TrainingProgress> log;
    std::optional<train::Checkpoint> kept;
    auto model = smallModel(options);
    int evaluated = 0;
    const auto plain = train::languageModelLoss(model.ptr());
    const auto loss = [&](const train::Batch& batch) {
        evaluated += model->is_training() ? 0 : 1;
        const int batches = 4; // of seven texts, packed
        if (!model->is_training() && evaluated > (step == 5 ? 0 : 2 * batches)) {
            stop.request_stop();
        }
        return plain(batch);
    };
    const auto onProgress = [&](const TrainingProgress& progress) -> Expected<void> {
        log.push_back(progress);
        return {};
    };
    const auto onCheckpoint = [&](const train::Checkpoint& checkpoint) -> Expected<void> {
        kept = checkpoint;
        return {};
    };
    const auto examples = source(m_texts, options);
    train::Trainer trainer(model.ptr(), loss, {examples, examples}, options);
    while (trainer.step() < step) {
        stop = std::stop_source();
        const auto done = trainer.run(onProgress, onCheckpoint, stop.get_token());
        QVERIFY(done || done.error().code == ErrorCode::Interrupted);
    }
    QCOMPARE(log.back().step, step); // the step is told
    QVERIFY(!log.back().validationLoss); // without what was not measured
    QCOMPARE(trainer.reportedStep(), step - 1);
    const train::CheckpointStore store(m_folder.path() / "evaluating.safetensors");
    QVERIFY(store.save(*kept));

    Session resumed(options, m_texts);
    QVERIFY(resumed.trainer.restore(*store.load().value(), "checkpoint"));
    QCOMPARE(resumed.trainer.reportedStep(), step - 1);
    QVERIFY(resumed.run());
    QCOMPARE(resumed.log.front().step, step); // again, with it
    QVERIFY(resumed.log.front().validationLoss);
    QVERIFY(resumed.repeats(unbroken));
    QCOMPARE(resumed.trainer.reportedStep(), 12);
}

void TestTrainer::divergenceKeepsLastCheckpoint() {
    const auto options = smallOptions();
    auto model = smallModel(options);
    int calls = 0;
    const auto plain = train::languageModelLoss(model.ptr());
    train::Trainer trainer(
        model.ptr(),
        [&](const train::Batch& batch) {
            return ++calls == 8 ? plain(batch) * std::numeric_limits<double>::quiet_NaN()
                                : plain(batch);
        },
        {source(m_texts, options), {}}, options);
    std::vector<std::int64_t> kept;
    const auto done = trainer.run([](const TrainingProgress&) { return Expected<void>(); },
        [&](const train::Checkpoint& checkpoint) -> Expected<void> {
            kept.push_back(checkpoint.step);
            return {};
        });
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::LossNotFinite);
    QCOMPARE(done.error().place, "step 8");
    QCOMPARE(kept, std::vector<std::int64_t>{5});
    for (const auto& weight : model->parameters()) {
        QVERIFY(weight.isfinite().all().item<bool>()); // the bad step was not taken
    }
}

void TestTrainer::callbackErrorStops() {
    Session session(smallOptions(), m_texts);
    const auto done = session.trainer.run([](const TrainingProgress&) { return Expected<void>(); },
        [](const train::Checkpoint&) -> Expected<void> {
            return Unexpected(Error{ErrorCode::DiskFull, "run", {}, "No space is left."});
        });
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::DiskFull);
    QCOMPARE(session.trainer.step(), 5);
}

void TestTrainer::refusesCheckpointOfAnotherModel() {
    auto options = smallOptions();
    Session small(options, m_texts);
    const auto checkpoint = small.trainer.checkpoint();
    options.blockLength = 32;
    Session longer(options, m_texts);
    const auto restored = longer.trainer.restore(checkpoint, "run/checkpoint.safetensors");
    QVERIFY(!restored);
    QCOMPARE(restored.error().code, ErrorCode::CheckpointMismatch);
    QCOMPARE(restored.error().subject, "run/checkpoint.safetensors");
    QCOMPARE(restored.error().place, "parameter.positionEmbedding.weight");
}

void TestTrainer::refusesDamagedCheckpoint() {
    const train::CheckpointStore none(m_folder.path() / "none.safetensors");
    const auto nothing = none.load();
    QVERIFY(nothing && !*nothing);
    // A model is no checkpoint.
    const auto model = train::CheckpointStore(Trajectory / "model.safetensors").load();
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::ValueMissing);
    const auto file = m_folder.write("cut.safetensors", "abc");
    const auto cut = train::CheckpointStore(file).load();
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, ErrorCode::FileTruncated);
}

void TestTrainer::bfloat16StaysClose() {
    auto options = smallOptions();
    options.dropout = 0;
    Session exact(options, m_texts);
    options.bfloat16 = true;
    Session rounded(options, m_texts);
    QVERIFY(exact.run());
    QVERIFY(rounded.run());
    for (std::size_t i = 0; i < exact.log.size(); ++i) {
        // Eight bits of a product: about 1 % of a loss near 5.
        QVERIFY(std::abs(exact.log[i].loss - rounded.log[i].loss) < 0.05);
    }
    QVERIFY(!exact.hasWeightsOf(rounded));
    QCOMPARE(rounded.model->parameters().front().scalar_type(), torch::kFloat32);
}

void TestTrainer::logsAndEvaluatesWhenDue() {
    auto options = smallOptions();
    options.logEvery = 4;
    Session session(options, m_texts);
    QVERIFY(session.run());
    std::vector<std::int64_t> logged;
    std::vector<std::int64_t> evaluated;
    for (const auto& progress : session.log) {
        logged.push_back(progress.step);
        if (progress.validationLoss) {
            evaluated.push_back(progress.step);
            QVERIFY(*progress.validationLoss > 0);
        }
        QVERIFY(progress.tokensPerSecond > 0);
    }
    QCOMPARE(logged, (std::vector<std::int64_t>{1, 4, 5, 8, 10, 12}));
    QCOMPARE(evaluated, (std::vector<std::int64_t>{5, 10, 12}));
    QCOMPARE(session.checkpoints, (std::vector<std::int64_t>{5, 10, 12}));
}

void TestTrainer::endsOutOfPatience() {
    auto options = smallOptions();
    options.steps = 400;
    options.dropout = 0;
    options.evaluateEvery = 2;
    options.checkpointEvery = 0;
    options.patience = 3;
    const auto learned = dataset("the cat sat on\n");
    const auto other = dataset("QXZ QXZ QXZ\n"); // which that makes less and less likely
    const auto gpt2 = smallModel(options);
    const auto loss = train::languageModelLoss(gpt2.ptr());
    train::Trainer trainer(
        gpt2.ptr(), loss, {source(learned, options), source(other, options)}, options);
    std::vector<double> losses;
    std::optional<train::Checkpoint> last;
    const auto log = [&](const TrainingProgress& progress) -> Expected<void> {
        if (progress.validationLoss) {
            losses.push_back(*progress.validationLoss);
            const bool best = losses.back() == *std::ranges::min_element(losses);
            return trainer.isBest() == best
                ? Expected<void>()
                : Unexpected(Error{ErrorCode::ValueInvalid, "best", {}, {}});
        }
        return {};
    };
    const auto keep = [&](const train::Checkpoint& checkpoint) -> Expected<void> {
        last = checkpoint;
        return {};
    };
    QVERIFY(trainer.run(log, keep));
    QVERIFY(trainer.step() < 400);
    const auto best = std::ranges::min_element(losses);
    QCOMPARE(losses.end() - best - 1, 3);
    QCOMPARE(last->step, trainer.step());
    QCOMPARE(*last->bestLoss, *best);

    const train::CheckpointStore store(m_folder.path() / "over.safetensors");
    QVERIFY(store.save(*last));
    const auto read = store.load().value();
    QCOMPARE(read->bestLoss, last->bestLoss);
    QCOMPARE(read->evaluationsSince, 3);
    const auto step = trainer.step();
    QVERIFY(trainer.restore(*read, {}));
    QVERIFY(trainer.run(log, keep)); // nothing is left to do
    QCOMPARE(trainer.step(), step);
}

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
