#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/train/examples.h"
#include "engine/train/text_dataset.h"

namespace vitrine::train {

/// Texts of different lengths laid into examples of one length with hardly any padding: best-fit
/// packing (Ding et al. 2024, "Fewer Truncations Improve Language Modeling"). A text starts where
/// another ends, or where an example begins, and is cut only where it is longer than an example.
/// Texts, examples and the texts of an example are in an order that `order` alone decides: packing
/// puts short texts behind long ones, and a model would never see one stand alone.
class PackedExamples final : public Examples {
public:
    /// `dataset` outlives the examples.
    PackedExamples(const TextDataset& dataset, std::size_t blockLength, std::uint64_t order);

    static ExampleSource source(std::shared_ptr<const TextDataset> dataset, int blockLength);

    std::size_t size() const override { return m_examples.size(); }
    Batch batch(std::size_t first, std::size_t count) const override;

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
