#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/train/examples.h"
#include "engine/values/segmented_ids.h"

namespace vitrine::train {

/// One input and what is to be told of it.
struct EncodedExample {
    SegmentedIds input;
    /// One for each token, IgnoredTarget where none counts; or a few numbers of the whole input.
    std::vector<std::int64_t> targets;
    bool operator==(const EncodedExample&) const = default;
};

/// Examples of one task.
struct EncodedDataset {
    std::vector<EncodedExample> examples;
    bool targetsByToken = false;
};

/// Examples of many lengths with little padding: neighbours have about one length, and `order`
/// alone decides which stand together and in what order the batches come.
class EncodedExamples final : public Examples {
public:
    /// `dataset` outlives the examples.
    EncodedExamples(const EncodedDataset& dataset, std::size_t batchSize, std::uint64_t order);

    /// Empty of a dataset without examples.
    static ExampleSource source(
        std::shared_ptr<const EncodedDataset> dataset, std::size_t batchSize);

    std::size_t size() const override { return m_order.size(); }
    /// The target is [batch, position], [batch, numbers], or [batch] of one number.
    Batch batch(std::size_t first, std::size_t count) const override;

private:
    const EncodedExample& at(std::size_t place) const {
        return m_dataset->examples[m_order[place]];
    }

    const EncodedDataset* m_dataset;
    std::vector<std::size_t> m_order; // places of the dataset
};

} // namespace vitrine::train
