#include <string>
#include <vector>

#include <torch/torch.h>

#include <QtTest>

#include "engine/models/bert.h"
#include "engine/text/word_piece_trainer.h"
#include "engine/train/masked_examples.h"
#include "engine/train/masked_token_loss.h"
#include "tests/engine/train/training_session.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;

namespace {

constexpr std::int64_t StopAt = 7;

TrainingOptions smallOptions() {
    return test::smallTraining(/*blockLength=*/24);
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

struct Session : test::TrainingSession {
    Session(const train::ExampleSource& examples, const text::Tokenizer& tokenizer)
        : Session(smallModel(tokenizer, smallOptions()), examples) { }
    Session(const models::Bert& bert, const train::ExampleSource& examples)
        : TrainingSession(bert.ptr(), train::maskedTokenLoss(bert), examples, smallOptions()) { }
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
    first.store.emplace(m_folder.path() / "resume.safetensors");
    QCOMPARE(first.runUntil(StopAt).error().code, ErrorCode::Interrupted);
    const auto checkpoint = first.store->load().value();

    torch::manual_seed(12345); // another program in another state
    torch::rand({7});
    Session second(m_examples, *m_tokenizer);
    QVERIFY(second.trainer.restore(*checkpoint, "checkpoint"));
    QCOMPARE(second.trainer.step(), StopAt);
    QVERIFY(second.run());
    QCOMPARE(second.log.size(), unbroken.log.size() - static_cast<std::size_t>(StopAt));
    QVERIFY(second.repeats(unbroken));
}

QTEST_GUILESS_MAIN(TestMaskedTraining)
#include "tst_masked_training.moc"
