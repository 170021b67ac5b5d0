#include "engine/train/example_batcher.h"

#include <algorithm>
#include <utility>

#include "engine/train/shuffle.h"

namespace vitrine::train {

ExampleBatcher::ExampleBatcher(ExampleSource source, int batchSize, std::uint64_t seed)
    : m_source(std::move(source)), m_batchSize(static_cast<std::size_t>(batchSize)), m_seed(seed) {
    startEpoch(0);
}

void ExampleBatcher::startEpoch(std::int64_t epoch) {
    m_position = {epoch, 0};
    m_examples = m_source(epoch, mixed(m_seed, static_cast<std::uint64_t>(epoch)));
}

void ExampleBatcher::seek(const Position& position) {
    if (position.epoch != m_position.epoch) {
        startEpoch(position.epoch);
    }
    m_position = position;
}

Batch ExampleBatcher::next() {
    auto count = std::min(m_batchSize, m_examples->size());
    if (static_cast<std::size_t>(m_position.example) + count > m_examples->size()) {
        startEpoch(m_position.epoch + 1);
        count = std::min(count, m_examples->size());
    }
    auto batch = m_examples->batch(static_cast<std::size_t>(m_position.example), count);
    m_position.example += static_cast<std::int64_t>(count);
    return batch;
}

} // namespace vitrine::train
