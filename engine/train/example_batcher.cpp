#include "engine/train/example_batcher.h"

#include <algorithm>

namespace vitrine::train {

namespace {

/// A well-mixed number for each pair (the finaliser of SplitMix64, Steele et al. 2014).
std::uint64_t mix(std::uint64_t seed, std::uint64_t epoch) {
    auto z = seed + (epoch + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

} // namespace

ExampleBatcher::ExampleBatcher(
    const TextDataset& dataset, int batchSize, int blockLength, std::uint64_t seed)
    : m_dataset(&dataset), m_batchSize(static_cast<std::size_t>(batchSize)),
      m_blockLength(static_cast<std::size_t>(blockLength)), m_seed(seed) {
    startEpoch(0);
}

void ExampleBatcher::startEpoch(std::int64_t epoch) {
    m_position = {epoch, 0};
    m_examples.emplace(*m_dataset, m_blockLength, mix(m_seed, static_cast<std::uint64_t>(epoch)));
}

void ExampleBatcher::seek(const Position& position) {
    if (position.epoch != m_position.epoch) {
        startEpoch(position.epoch);
    }
    m_position = position;
}

Batch ExampleBatcher::next() {
    const auto count = std::min(m_batchSize, m_examples->size());
    if (static_cast<std::size_t>(m_position.example) + count > m_examples->size()) {
        startEpoch(m_position.epoch + 1);
    }
    auto batch = m_examples->batch(
        static_cast<std::size_t>(m_position.example), std::min(count, m_examples->size()));
    m_position.example += batch.input.size(0);
    return batch;
}

} // namespace vitrine::train
