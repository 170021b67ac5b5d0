#include <map>
#include <set>
#include <vector>

#include <torch/torch.h>

#include <QtTest>

#include "engine/train/example_batcher.h"
#include "engine/train/packed_examples.h"
#include "tests/engine/train/byte_tokenizer.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;

namespace {

constexpr std::size_t BlockLength = 8;

/// Ids of a row up to its padding, as the targets see it.
std::vector<std::int64_t> counted(const torch::Tensor& ids, const torch::Tensor& target) {
    std::vector<std::int64_t> result;
    for (std::int64_t i = 0; i < ids.size(0); ++i) {
        if (target[i].item<std::int64_t>() != train::IgnoredTarget) {
            result.push_back(ids[i].item<std::int64_t>());
        }
    }
    return result;
}

train::ExampleSource source(const train::TextDataset& texts) {
    return train::PackedExamples::source(
        std::make_shared<train::TextDataset>(texts), static_cast<int>(BlockLength));
}

} // namespace

class TestPackedExamples : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void predictsEveryTokenOnce();
    void startsTextsWithTheirBeginning();
    void shortTextsStandFirstToo();
    void hardlyPads();
    void orderDependsOnSeedAlone();
    void batcherGoesOnFromPosition();
    void batcherDealsEachExampleOncePerEpoch();
    void smallDatasetGivesSmallBatches();
    void repeatsTexts();
    void reportsWhatCannotBeRead();

private:
    train::TextDataset dataset(const std::string& lines, int repeat = 1) const;

    test::ScratchFolder m_folder;
    train::TextDataset m_texts;
};

train::TextDataset TestPackedExamples::dataset(const std::string& lines, int repeat) const {
    train::TextDataset dataset;
    const auto added
        = dataset.addLines(m_folder.write("texts.txt", lines), *test::byteTokenizer(), repeat);
    return added ? dataset : train::TextDataset();
}

void TestPackedExamples::initTestCase() {
    std::string lines = "\r\n\n"; // lines without text do not count
    for (int i = 0; i < 60; ++i) {
        lines
            += std::string(static_cast<std::size_t>(1 + i % 20), static_cast<char>('A' + i)) + "\n";
    }
    m_texts = dataset(lines);
    QCOMPARE(m_texts.texts().size(), 60U);
}

void TestPackedExamples::predictsEveryTokenOnce() {
    std::multiset<std::int64_t> expected;
    for (const auto& text : m_texts.texts()) {
        const auto ids = m_texts.tokens().subspan(text.begin + 1, text.end - text.begin - 1);
        expected.insert(ids.begin(), ids.end());
    }
    QCOMPARE(static_cast<std::int64_t>(expected.size()), m_texts.targets());
    const train::PackedExamples examples(m_texts, BlockLength, /*order=*/1);
    const auto batch = examples.batch(0, examples.size());
    std::multiset<std::int64_t> found;
    for (std::int64_t row = 0; row < batch.target.size(0); ++row) {
        const auto ids = counted(batch.target[row], batch.target[row]);
        found.insert(ids.begin(), ids.end());
    }
    QVERIFY(found == expected);
}

void TestPackedExamples::startsTextsWithTheirBeginning() {
    const train::PackedExamples examples(m_texts, BlockLength, /*order=*/1);
    const auto batch = examples.batch(0, examples.size());
    const auto begins = (batch.input == 0).logical_and(batch.target != train::IgnoredTarget);
    QCOMPARE(begins.sum().item<std::int64_t>(), 60);
    for (std::int64_t row = 0; row < batch.input.size(0); ++row) {
        const auto input = counted(batch.input[row], batch.target[row]);
        const auto target = counted(batch.target[row], batch.target[row]);
        for (std::size_t i = 0; i + 1 < input.size(); ++i) {
            // Inside a text the target is the next input; after its end another begins, or the rest
            // of one that is longer than an example goes on.
            QVERIFY(input[i + 1] == target[i] || target[i] == 0);
        }
        for (std::size_t i = 0; i < input.size(); ++i) {
            // Each text is one letter, so that a target of another text would show.
            QVERIFY(input[i] == 0 || target[i] == 0 || input[i] == target[i]);
        }
    }
}

void TestPackedExamples::shortTextsStandFirstToo() {
    std::string lines;
    for (int i = 0; i < 200; ++i) {
        lines += "LLLLL\ns\n"; // fill an example together
    }
    const auto texts = dataset(lines);
    const train::PackedExamples examples(texts, BlockLength, /*order=*/1);
    const auto first = examples.batch(0, examples.size()).target.select(/*dim=*/1, 0);
    const auto letter = test::byteTokenizer()->encode("s", /*addSpecialTokens=*/false).value()[0];
    const auto share = (first == letter).to(torch::kDouble).mean().item<double>();
    QVERIFY2(share > 0.4 && share < 0.6, qPrintable(QString::number(share)));
}

void TestPackedExamples::hardlyPads() {
    const train::PackedExamples examples(m_texts, BlockLength, /*order=*/1);
    const auto positions = static_cast<double>(examples.size() * BlockLength);
    QVERIFY(static_cast<double>(m_texts.targets()) / positions > 0.95);
}

void TestPackedExamples::orderDependsOnSeedAlone() {
    const train::PackedExamples first(m_texts, BlockLength, /*order=*/5);
    const train::PackedExamples again(m_texts, BlockLength, /*order=*/5);
    const train::PackedExamples other(m_texts, BlockLength, /*order=*/6);
    QCOMPARE(first.size(), again.size());
    QVERIFY(first.batch(0, 10).input.equal(again.batch(0, 10).input));
    QVERIFY(!first.batch(0, 10).input.equal(other.batch(0, 10).input));
}

void TestPackedExamples::batcherGoesOnFromPosition() {
    train::ExampleBatcher whole(source(m_texts), /*batchSize=*/7, /*seed=*/3);
    std::vector<train::Batch> batches;
    std::vector<train::ExampleBatcher::Position> positions;
    for (int i = 0; i < 40; ++i) {
        positions.push_back(whole.position());
        batches.push_back(whole.next());
    }
    QVERIFY(positions.back().epoch > 0);
    for (const std::size_t i : {0U, 5U, 20U, 39U}) {
        train::ExampleBatcher resumed(source(m_texts), /*batchSize=*/7, /*seed=*/3);
        resumed.seek(positions[i]);
        const auto batch = resumed.next();
        QVERIFY(batch.input.equal(batches[i].input));
        QVERIFY(batch.target.equal(batches[i].target));
    }
}

void TestPackedExamples::batcherDealsEachExampleOncePerEpoch() {
    train::ExampleBatcher batcher(source(m_texts), /*batchSize=*/1, /*seed=*/3);
    std::map<std::int64_t, std::int64_t> targets; // by epoch
    while (batcher.position().epoch < 3) {
        const auto batch = batcher.next();
        targets[batcher.position().epoch]
            += (batch.target != train::IgnoredTarget).sum().item<std::int64_t>();
    }
    for (const std::int64_t epoch : {0, 1, 2}) {
        QCOMPARE(targets[epoch], m_texts.targets());
    }
}

void TestPackedExamples::smallDatasetGivesSmallBatches() {
    const auto texts = dataset("ab\n");
    train::ExampleBatcher batcher(source(texts), /*batchSize=*/16, /*seed=*/1);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(batcher.next().input.size(0), 1);
    }
}

void TestPackedExamples::repeatsTexts() {
    const auto once = dataset("ab\ncd\n");
    const auto thrice = dataset("ab\ncd\n", /*repeat=*/3);
    QCOMPARE(thrice.texts().size(), 6U);
    QCOMPARE(thrice.targets(), 3 * once.targets());
    QCOMPARE(thrice.tokens().size(), once.tokens().size());
}

void TestPackedExamples::reportsWhatCannotBeRead() {
    train::TextDataset texts;
    const auto missing = texts.addLines(m_folder.path() / "none.txt", *test::byteTokenizer());
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::FileMissing);
    const auto noBegin = text::CharacterTrainer({.specialTokens = {}}).train().value();
    const auto file = m_folder.write("texts.txt", "a\n");
    const auto unmarked = texts.addLines(file, *noBegin);
    QVERIFY(!unmarked);
    QCOMPARE(unmarked.error().code, ErrorCode::TokenizerUnsupported);
    QCOMPARE(unmarked.error().subject, file.string());
}

QTEST_GUILESS_MAIN(TestPackedExamples)
#include "tst_packed_examples.moc"
