#include "engine/train/packed_examples.h"

#include <algorithm>
#include <random>
#include <utility>

#include "engine/train/shuffle.h"

namespace vitrine::train {

PackedExamples::PackedExamples(
    const TextDataset& dataset, std::size_t blockLength, std::uint64_t order)
    : m_dataset(&dataset), m_blockLength(blockLength) {
    std::mt19937_64 random(order);
    auto all = pieces();
    shuffle(all, random);
    pack(all);
    for (auto& example : m_examples) {
        shuffle(example, random);
    }
    shuffle(m_examples, random);
}

ExampleSource PackedExamples::source(std::shared_ptr<const TextDataset> dataset, int blockLength) {
    return [dataset = std::move(dataset), length = static_cast<std::size_t>(blockLength)](
               std::int64_t /*epoch*/, std::uint64_t order) {
        return std::make_unique<PackedExamples>(*dataset, length, order);
    };
}

std::vector<PackedExamples::Piece> PackedExamples::pieces() const {
    std::vector<Piece> result;
    for (const auto& text : m_dataset->texts()) {
        for (auto begin = text.begin; begin + 1 < text.end; begin += m_blockLength) {
            result.push_back({begin, std::min(m_blockLength, text.end - 1 - begin)});
        }
    }
    return result;
}

void PackedExamples::pack(const std::vector<Piece>& pieces) {
    // withRoom[n]: examples that have room for exactly n more positions.
    std::vector<std::vector<std::size_t>> withRoom(m_blockLength + 1);
    for (const auto& piece : pieces) {
        auto fit = std::find_if(withRoom.begin() + static_cast<std::ptrdiff_t>(piece.targets),
            withRoom.end(), [](const auto& examples) { return !examples.empty(); });
        if (fit == withRoom.end()) {
            m_examples.emplace_back();
            fit = withRoom.end() - 1;
            fit->push_back(m_examples.size() - 1);
        }
        const auto example = fit->back();
        fit->pop_back();
        m_examples[example].push_back(piece);
        const auto room = static_cast<std::size_t>(fit - withRoom.begin()) - piece.targets;
        if (room > 0) {
            withRoom[room].push_back(example);
        }
    }
}

Batch PackedExamples::batch(std::size_t first, std::size_t count) const {
    const std::vector<std::int64_t> shape{
        static_cast<std::int64_t>(count), static_cast<std::int64_t>(m_blockLength)};
    Batch batch;
    batch.input = torch::zeros(shape, torch::kLong);
    batch.target = torch::full(shape, IgnoredTarget, torch::kLong);
    auto* input = batch.input.data_ptr<std::int64_t>();
    auto* target = batch.target.data_ptr<std::int64_t>();
    for (std::size_t row = 0; row < count; ++row) {
        auto position = row * m_blockLength;
        for (const auto& piece : m_examples[first + row]) {
            const auto tokens = m_dataset->tokens().subspan(piece.begin, piece.targets + 1);
            std::copy(tokens.begin(), tokens.end() - 1, input + position);
            std::copy(tokens.begin() + 1, tokens.end(), target + position);
            position += piece.targets;
        }
    }
    return batch;
}

} // namespace vitrine::train
