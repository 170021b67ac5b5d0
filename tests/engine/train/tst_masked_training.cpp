#include <optional>
#include <string>
#include <vector>

#include <torch/torch.h>

#include <QtTest>

#include "engine/models/bert.h"
#include "engine/text/word_piece_trainer.h"
#include "engine/train/masked_examples.h"
#include "engine/train/masked_token_loss.h"
#include "engine/train/trainer.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;

namespace {

constexpr std::int64_t StopAt = 7;

/// Small, with dropout, so that the random state matters.
TrainingOptions smallOptions() {
    TrainingOptions options;
    options.steps = 12;
    options.batchSize = 2;
    options.blockLength = 24;
    options.warmupSteps = 2;
    options.learningRate = 1e-2;
    options.dropout = 0.2;
    options.logEvery = 1;
    options.evaluateEvery = 5;
    options.checkpointEvery = 5;
    return options;
}

models::Bert smallModel(const text::Tokenizer& tokenizer, const TrainingOptions& options) {
    models::BertConfig config;
    config.vocabularySize = static_cast<std::int64_t>(tokenizer.vocabularySize());
    config.contextLength = options.blockLength;
    config.modelWidth = 16;
    config.mlpWidth = 32;
    config.layers = 2;
    config.heads = 2;
    config.dropout = options.dropout;
    models::Bert model(config);
    model->initialize(options.seed);
    return model;
}

/// A training with all that belongs to it.
struct Session {
    Session(const train::ExampleSource& examples, const text::Tokenizer& tokenizer)
        : model(smallModel(tokenizer, smallOptions())),
          trainer(
              model.ptr(), train::maskedTokenLoss(model), {examples, examples}, smallOptions()) { }

    Expected<void> run(std::int64_t stopAt = 0) {
        std::stop_source stop;
        return trainer.run(
            [&](const TrainingProgress& progress) -> Expected<void> {
                log.push_back(progress);
                if (progress.step == stopAt) {
                    stop.request_stop();
                }
                return {};
            },
            [&](const train::Checkpoint& made) -> Expected<void> {
                checkpoint = made;
                return {};
            },
            stop.get_token());
    }

    models::Bert model;
    train::Trainer trainer;
    std::vector<TrainingProgress> log;
    std::optional<train::Checkpoint> checkpoint;
};

} // namespace

/// Masked tokens and next sentences under the training loop.
class TestMaskedTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void learnsToFillMasks();
    void resumesExactly();

private:
    test::ScratchFolder m_folder;
    std::shared_ptr<const text::Tokenizer> m_tokenizer;
    train::ExampleSource m_examples;
};

void TestMaskedTraining::initTestCase() {
    torch::set_num_threads(1);
    std::string lines;
    for (int text = 0; text < 24; ++text) {
        const auto word = std::to_string(100 + text);
        lines += word + " " + word + ". " + word + " " + word + " " + word + ".\n";
    }
    text::WordPieceTrainer trainer({.vocabularySize = 160, .minimumCount = 1});
    trainer.add(lines);
    m_tokenizer = trainer.train().value();
    auto dataset = std::make_shared<train::SentenceDataset>();
    QVERIFY(dataset->addLines(m_folder.write("texts.txt", lines), *m_tokenizer));
    const auto options = smallOptions();
    train::MaskedLayout layout;
    layout.blockLength = static_cast<std::size_t>(options.blockLength);
    layout.batchSize = static_cast<std::size_t>(options.batchSize);
    layout.masking = train::Masking::of(*m_tokenizer, 0.15).value();
    m_examples = train::MaskedExamples::source(dataset, m_tokenizer, layout);
}

void TestMaskedTraining::learnsToFillMasks() {
    Session session(m_examples, *m_tokenizer);
    const double before = session.trainer.validationLoss().value();
    QVERIFY(session.run());
    QVERIFY(session.trainer.validationLoss().value() < before);
}

void TestMaskedTraining::resumesExactly() {
    Session unbroken(m_examples, *m_tokenizer);
    QVERIFY(unbroken.run());

    Session first(m_examples, *m_tokenizer);
    QCOMPARE(first.run(StopAt).error().code, ErrorCode::Interrupted);

    torch::manual_seed(12345); // another program in another state
    torch::rand({7});
    Session second(m_examples, *m_tokenizer);
    QVERIFY(second.trainer.restore(*first.checkpoint, "checkpoint"));
    QCOMPARE(second.trainer.step(), StopAt);
    QVERIFY(second.run());
    QCOMPARE(second.log.size(), unbroken.log.size() - static_cast<std::size_t>(StopAt));
    for (std::size_t i = 0; i < second.log.size(); ++i) {
        const auto& expected = unbroken.log[static_cast<std::size_t>(StopAt) + i];
        QCOMPARE(second.log[i].step, expected.step);
        QCOMPARE(second.log[i].loss, expected.loss); // bit for bit
        QCOMPARE(second.log[i].gradientNorm, expected.gradientNorm);
        QCOMPARE(second.log[i].validationLoss, expected.validationLoss);
    }
    QVERIFY(std::ranges::equal(second.model->parameters(), unbroken.model->parameters(),
        [](const torch::Tensor& a, const torch::Tensor& b) { return a.equal(b); }));
}

QTEST_GUILESS_MAIN(TestMaskedTraining)
#include "tst_masked_training.moc"
