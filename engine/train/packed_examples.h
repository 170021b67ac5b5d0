#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <torch/torch.h>

#include "engine/train/text_dataset.h"

namespace vitrine::train {

/// Examples side by side.
struct Batch {
    torch::Tensor input; ///< token ids [batch, position], int64
    torch::Tensor
        target; ///< the token after each [batch, position]; IgnoredTarget where none counts
};

/// The target of a padded position: cross-entropy leaves it out.
inline constexpr std::int64_t IgnoredTarget = -100;

/// Texts of different lengths laid into examples of one length with hardly any padding: best-fit
/// packing (Ding et al. 2024, "Fewer Truncations Improve Language Modeling"). A text starts where
/// another ends, or where an example begins, and is cut only where it is longer than an example.
/// Texts and examples are in an order that `order` alone decides.
class PackedExamples {
public:
    PackedExamples(const TextDataset& dataset, std::size_t blockLength, std::uint64_t order);

    std::size_t size() const { return m_examples.size(); }
    /// Examples first … first + count − 1.
    Batch batch(std::size_t first, std::size_t count) const;

private:
    /// Neighbouring tokens of one text; all but the last are input.
    struct Piece {
        std::size_t begin;
        std::size_t targets;
    };
    using Example = std::vector<Piece>;

    std::vector<Piece> pieces() const;
    void pack(const std::vector<Piece>& pieces);

    const TextDataset* m_dataset;
    std::size_t m_blockLength;
    std::vector<Example> m_examples;
};

} // namespace vitrine::train
