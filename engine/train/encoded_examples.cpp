#include "engine/train/encoded_examples.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <utility>

#include "engine/train/shuffle.h"

namespace vitrine::train {

namespace {

/// Enough that neighbours have nearly one length, and few enough that each time others are.
constexpr std::size_t BatchesSortedTogether = 64;

/// Shuffles whole batches; what fills none stays at the end, where it waits for another epoch.
std::vector<std::size_t> shuffledBatches(
    const std::vector<std::size_t>& order, std::size_t batchSize, std::mt19937_64& random) {
    std::vector<std::size_t> batches(order.size() / batchSize);
    std::iota(batches.begin(), batches.end(), std::size_t{0});
    shuffle(batches, random);
    std::vector<std::size_t> result;
    const auto at
        = [&](std::size_t place) { return order.begin() + static_cast<std::ptrdiff_t>(place); };
    for (const auto batch : batches) {
        result.insert(result.end(), at(batch * batchSize), at((batch + 1) * batchSize));
    }
    result.insert(result.end(), at(result.size()), order.end());
    return result;
}

} // namespace

EncodedExamples::EncodedExamples(
    const EncodedDataset& dataset, std::size_t batchSize, std::uint64_t order)
    : m_dataset(&dataset), m_order(dataset.examples.size()) {
    std::mt19937_64 random(order);
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    shuffle(m_order, random);
    const auto together = static_cast<std::ptrdiff_t>(batchSize * BatchesSortedTogether);
    const auto length = [&](std::size_t place) { return dataset.examples[place].input.ids.size(); };
    for (auto from = m_order.begin(); from != m_order.end();) {
        const auto to = from + std::min(together, m_order.end() - from);
        std::stable_sort(
            from, to, [&](std::size_t a, std::size_t b) { return length(a) < length(b); });
        from = to;
    }
    m_order = shuffledBatches(m_order, batchSize, random);
}

ExampleSource EncodedExamples::source(
    std::shared_ptr<const EncodedDataset> dataset, std::size_t batchSize) {
    if (dataset->examples.empty()) {
        return {};
    }
    return [dataset = std::move(dataset), batchSize](std::int64_t /*epoch*/, std::uint64_t order) {
        return std::make_unique<EncodedExamples>(*dataset, batchSize, order);
    };
}

Batch EncodedExamples::batch(std::size_t first, std::size_t count) const {
    std::size_t longest = 0;
    std::size_t targets = 0;
    for (auto place = first; place < first + count; ++place) {
        longest = std::max(longest, at(place).input.ids.size());
        targets = std::max(targets, at(place).targets.size());
    }
    const auto rows = static_cast<std::int64_t>(count);
    const auto width = static_cast<std::int64_t>(longest);
    const auto targetWidth = m_dataset->targetsByToken ? longest : targets;
    Batch batch;
    batch.input = torch::zeros({rows, width}, torch::kLong);
    batch.segments = torch::zeros({rows, width}, torch::kLong);
    batch.visible = torch::zeros({rows, width}, torch::kBool);
    batch.target
        = torch::full({rows, static_cast<std::int64_t>(targetWidth)}, IgnoredTarget, torch::kLong);
    for (std::size_t row = 0; row < count; ++row) {
        const auto& [input, target] = at(first + row);
        const auto begin = row * longest;
        std::ranges::copy(input.ids, batch.input.data_ptr<std::int64_t>() + begin);
        std::ranges::copy(input.segments, batch.segments.data_ptr<std::int64_t>() + begin);
        std::fill_n(batch.visible.data_ptr<bool>() + begin, input.ids.size(), true);
        std::ranges::copy(target, batch.target.data_ptr<std::int64_t>() + row * targetWidth);
    }
    if (!m_dataset->targetsByToken && targets == 1) {
        batch.target = batch.target.squeeze(/*dim=*/1); // [batch]
    }
    return batch;
}

} // namespace vitrine::train
