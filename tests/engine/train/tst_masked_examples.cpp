#include <map>
#include <set>
#include <string>
#include <vector>

#include <torch/torch.h>

#include <QtTest>

#include "engine/text/word_piece_trainer.h"
#include "engine/train/example_batcher.h"
#include "engine/train/masked_examples.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using train::MaskedExamples;

namespace {

constexpr TokenId Cls = 2;
constexpr TokenId Sep = 3;
constexpr TokenId Mask = 4;
constexpr std::size_t BlockLength = 24;
constexpr std::size_t BatchSize = 4;

std::vector<std::int64_t> row(const torch::Tensor& tensor, std::int64_t index) {
    const auto values = tensor[index].to(torch::kLong).contiguous();
    const auto* data = values.const_data_ptr<std::int64_t>();
    return {data, data + values.numel()};
}

/// The tokens of a row before they were masked, without padding.
std::vector<std::int64_t> original(const train::Batch& batch, std::int64_t index) {
    auto ids = row(batch.input, index);
    const auto targets = row(batch.target, index);
    const auto visible = row(batch.visible, index);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        ids[i] = targets[i] == train::IgnoredTarget ? ids[i] : targets[i];
    }
    while (!ids.empty() && visible[ids.size() - 1] == 0) {
        ids.pop_back();
    }
    return ids;
}

} // namespace

class TestMaskedExamples : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void laysOutPairs();
    void halfOfThePairsFollow();
    void seesEverySentence();
    void masksTheFraction();
    void neverMasksSpecialTokens();
    void masksAnewInEachOrder();
    void orderAloneDecides();
    void batchesHaveAboutOneLength();
    void firstEpochsAreShort();
    void batcherGoesOnFromPosition();
    void needsAMaskToken();

private:
    MaskedExamples examples(std::uint64_t order = 1, double fraction = 0.15) const {
        return {m_dataset, *m_tokenizer, layout(fraction), /*epoch=*/0, order};
    }
    train::MaskedLayout layout(double fraction = 0.15) const {
        return {.blockLength = BlockLength,
            .batchSize = BatchSize,
            .masking = train::Masking::of(*m_tokenizer, fraction).value()};
    }

    test::ScratchFolder m_folder;
    std::shared_ptr<const text::Tokenizer> m_tokenizer;
    train::SentenceDataset m_dataset;
};

void TestMaskedExamples::initTestCase() {
    // Text i of 40 has sentences "i i. i. i i i." with a number for a word; some have only one.
    std::string lines;
    for (int text = 0; text < 40; ++text) {
        const auto word = std::to_string(100 + text);
        const auto sentence = [&](int words) {
            std::string result;
            for (int i = 0; i < words; ++i) {
                result += word + (i + 1 < words ? " " : ". ");
            }
            return result;
        };
        lines += text % 4 == 0 ? sentence(3) : sentence(2) + sentence(1) + sentence(3 + text % 5);
        lines += "\n";
    }
    text::WordPieceTrainer trainer({.vocabularySize = 200, .minimumCount = 1});
    trainer.add(lines);
    m_tokenizer = trainer.train().value();
    QVERIFY(m_dataset.addLines(m_folder.write("texts.txt", lines), *m_tokenizer));
    QCOMPARE(m_dataset.texts().size(), 40U);
    QCOMPARE(m_dataset.texts()[0].sentenceEnds.size(), 1U);
    QCOMPARE(m_dataset.texts()[1].sentenceEnds.size(), 3U);
}

void TestMaskedExamples::laysOutPairs() {
    const auto all = examples();
    const auto batch = all.batch(0, all.size());
    QCOMPARE(batch.input.size(0), 40);
    int pairs = 0;
    for (std::int64_t i = 0; i < batch.input.size(0); ++i) {
        const auto ids = original(batch, i);
        const auto segments = row(batch.segments, i);
        const auto separators = std::ranges::count(ids, Sep);
        const bool pair = batch.nextSentence[i].item<std::int64_t>() != train::IgnoredTarget;
        QCOMPARE(ids.front(), Cls);
        QCOMPARE(ids.back(), Sep);
        QCOMPARE(separators, pair ? 2 : 1);
        const auto firstEnd = std::ranges::find(ids, Sep) - ids.begin();
        for (std::size_t position = 0; position < ids.size(); ++position) {
            QCOMPARE(segments[position], static_cast<std::ptrdiff_t>(position) > firstEnd ? 1 : 0);
        }
        pairs += pair ? 1 : 0;
    }
    QCOMPARE(pairs, 30);
}

void TestMaskedExamples::halfOfThePairsFollow() {
    int follow = 0;
    int total = 0;
    for (std::uint64_t order = 0; order < 20; ++order) {
        const auto all = examples(order);
        const auto batch = all.batch(0, all.size());
        for (std::int64_t i = 0; i < batch.input.size(0); ++i) {
            const auto label = batch.nextSentence[i].item<std::int64_t>();
            if (label == train::IgnoredTarget) {
                continue;
            }
            const auto ids = original(batch, i);
            const auto second = std::ranges::find(ids, Sep) + 1;
            QVERIFY(label == 1 || ids[1] == *second); // a text says one word again and again
            follow += label == 0 ? 1 : 0;
            ++total;
        }
    }
    QCOMPARE(total, 600);
    QVERIFY2(follow > 260 && follow < 340, qPrintable(QString::number(follow))); // 300 ± 12
}

void TestMaskedExamples::seesEverySentence() {
    // First parts are never exchanged, and each text has one.
    const auto all = examples();
    const auto batch = all.batch(0, all.size());
    std::multiset<std::vector<std::int64_t>> beginnings;
    for (std::int64_t i = 0; i < batch.input.size(0); ++i) {
        const auto ids = original(batch, i);
        beginnings.insert({ids.begin() + 1, ids.begin() + 3});
    }
    std::multiset<std::vector<std::int64_t>> expected;
    for (const auto& text : m_dataset.texts()) {
        const auto tokens = m_dataset.tokens().subspan(text.begin, 2);
        expected.insert({tokens.begin(), tokens.end()});
    }
    QVERIFY(beginnings == expected);
}

void TestMaskedExamples::masksTheFraction() {
    std::int64_t tokens = 0;
    std::int64_t chosen = 0;
    std::map<std::string, std::int64_t> became;
    for (std::uint64_t order = 0; order < 20; ++order) {
        const auto all = examples(order, /*fraction=*/0.3);
        const auto batch = all.batch(0, all.size());
        for (std::int64_t i = 0; i < batch.input.size(0); ++i) {
            const auto ids = row(batch.input, i);
            const auto targets = row(batch.target, i);
            const auto whole = original(batch, i);
            tokens += static_cast<std::int64_t>(whole.size()) - std::ranges::count(whole, Sep)
                - std::ranges::count(whole, Cls);
            for (std::size_t position = 0; position < ids.size(); ++position) {
                if (targets[position] != train::IgnoredTarget) {
                    ++chosen;
                    ++became[ids[position] == Mask               ? "mask"
                            : ids[position] == targets[position] ? "itself"
                                                                 : "another"];
                }
            }
        }
    }
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return static_cast<double>(part) / static_cast<double>(whole);
    };
    QVERIFY(std::abs(share(chosen, tokens) - 0.3) < 0.03); // each text rounds its own share
    // Some 3,000 draws: two hundredths are more than two deviations.
    QVERIFY(std::abs(share(became["mask"], chosen) - 0.8) < 0.03);
    QVERIFY(std::abs(share(became["another"], chosen) - 0.1) < 0.02);
    QVERIFY(std::abs(share(became["itself"], chosen) - 0.1) < 0.02);
}

void TestMaskedExamples::neverMasksSpecialTokens() {
    const auto all = examples(/*order=*/1, /*fraction=*/0.99);
    const auto batch = all.batch(0, all.size());
    QVERIFY((batch.target != Cls).all().item<bool>());
    QVERIFY((batch.target != Sep).all().item<bool>());
    const auto padding = batch.visible.logical_not();
    QVERIFY((batch.target.masked_select(padding) == train::IgnoredTarget).all().item<bool>());
    QVERIFY((batch.input.masked_select(padding) == 0).all().item<bool>());
}

void TestMaskedExamples::masksAnewInEachOrder() {
    std::set<std::vector<std::int64_t>> masked; // of the text that says 100
    for (std::uint64_t order = 0; order < 10; ++order) {
        const auto all = examples(order, /*fraction=*/0.4);
        const auto batch = all.batch(0, all.size());
        for (std::int64_t i = 0; i < batch.input.size(0); ++i) {
            const auto ids = original(batch, i);
            if (std::ranges::equal(std::span(ids).subspan(1, 2), m_dataset.tokens().first(2))) {
                masked.insert(row(batch.target.narrow(1, 0, 10), i));
            }
        }
    }
    QVERIFY(masked.size() > 3);
}

void TestMaskedExamples::orderAloneDecides() {
    const auto first = examples(5);
    const auto again = examples(5);
    const auto other = examples(6);
    QCOMPARE(first.size(), again.size());
    const auto whole = first.batch(0, first.size());
    QVERIFY(whole.input.equal(again.batch(0, again.size()).input));
    QVERIFY(whole.target.equal(again.batch(0, again.size()).target));
    const auto different = other.batch(0, other.size());
    QVERIFY(whole.input.sizes() != different.input.sizes() || !whole.input.equal(different.input));
}

void TestMaskedExamples::batchesHaveAboutOneLength() {
    const auto all = examples();
    QVERIFY(all.size() < 40); // short inputs share an example
    double tokens = 0;
    double positions = 0;
    for (std::size_t first = 0; first + BatchSize <= all.size(); first += BatchSize) {
        const auto batch = all.batch(first, BatchSize);
        tokens += batch.visible.sum().item<double>();
        positions += static_cast<double>(batch.visible.numel());
    }
    QVERIFY2(tokens / positions > 0.75, qPrintable(QString::number(tokens / positions)));
}

void TestMaskedExamples::firstEpochsAreShort() {
    auto shortFirst = layout();
    shortFirst.shortEpochs = 2;
    shortFirst.shortLength = 12;
    const auto longest = [&](std::int64_t epoch) {
        const MaskedExamples all(m_dataset, *m_tokenizer, shortFirst, epoch, /*order=*/1);
        return all.batch(0, all.size()).input.size(1);
    };
    QCOMPARE(longest(0), std::int64_t{12});
    QCOMPARE(longest(1), std::int64_t{12});
    QVERIFY(longest(2) > 12);
}

void TestMaskedExamples::batcherGoesOnFromPosition() {
    const auto source = MaskedExamples::source(
        std::make_shared<train::SentenceDataset>(m_dataset), m_tokenizer, layout());
    train::ExampleBatcher whole(source, BatchSize, /*seed=*/3);
    std::vector<train::Batch> batches;
    std::vector<train::ExampleBatcher::Position> positions;
    for (int i = 0; i < 25; ++i) { // several epochs
        positions.push_back(whole.position());
        batches.push_back(whole.next());
    }
    QVERIFY(positions.back().epoch > 1);
    for (const std::size_t from : {0U, 3U, 17U}) {
        train::ExampleBatcher resumed(source, BatchSize, /*seed=*/3);
        resumed.seek(positions[from]);
        for (auto i = from; i < batches.size(); ++i) {
            const auto batch = resumed.next();
            QVERIFY(batch.input.equal(batches[i].input));
            QVERIFY(batch.target.equal(batches[i].target));
            QVERIFY(batch.nextSentence.equal(batches[i].nextSentence));
        }
    }
}

void TestMaskedExamples::needsAMaskToken() {
    const auto plain = text::setupWithSpecialTokens({"[UNK]"});
    const auto tokenizer = text::WordPiece::create({.setup = plain, .normalization = {}}).value();
    QCOMPARE(train::Masking::of(*tokenizer, 0.15).error().code, ErrorCode::TokenizerUnsupported);
}

QTEST_GUILESS_MAIN(TestMaskedExamples)
#include "tst_masked_examples.moc"
