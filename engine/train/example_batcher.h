#pragma once

#include <cstdint>
#include <memory>

#include "engine/train/examples.h"

namespace vitrine::train {

/// Deals the examples of a dataset in batches, epoch after epoch, each epoch laid out anew. The
/// same seed deals the same batches; a position is enough to go on where one stopped. Examples that
/// do not fill the last batch of an epoch wait for another epoch.
class ExampleBatcher {
public:
    struct Position {
        std::int64_t epoch = 0;
        std::int64_t example = 0; ///< the next one of the epoch
        bool operator==(const Position&) const = default;
    };

    /// `source` gives at least one example.
    ExampleBatcher(ExampleSource source, int batchSize, std::uint64_t seed);

    /// The next batchSize examples (fewer only where the whole dataset is smaller).
    Batch next();
    Position position() const { return m_position; }
    void seek(const Position& position);

private:
    void startEpoch(std::int64_t epoch);

    ExampleSource m_source;
    std::size_t m_batchSize;
    std::uint64_t m_seed;
    Position m_position;
    std::unique_ptr<Examples> m_examples; // of the epoch of m_position
};

} // namespace vitrine::train
