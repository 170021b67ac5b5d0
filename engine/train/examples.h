#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include <torch/torch.h>

namespace vitrine::train {

/// The target of a position that does not count: cross-entropy leaves it out.
inline constexpr std::int64_t IgnoredTarget = -100;

/// Examples side by side. What an objective has no use for stays undefined.
struct Batch {
    torch::Tensor input; ///< token ids [batch, position], int64
    /// The token to be predicted at each position [batch, position]; IgnoredTarget where none
    /// counts.
    torch::Tensor target;
    torch::Tensor segments; ///< 0 or 1 [batch, position]
    torch::Tensor visible; ///< false where a position is padding [batch, position]
    /// Whether the second text goes on from the first [batch], as BERT counts: 0 yes, 1 no;
    /// IgnoredTarget where there is no second text.
    torch::Tensor nextSentence;
    /// Of a share of a batch: how many targets, and second texts, count in the whole one; 0: it is
    /// whole.
    std::int64_t wholeTargets = 0;
    std::int64_t wholePairs = 0;

    Batch to(torch::Device device) const;
    /// The rows that are left to one of so many who work on the batch together.
    Batch share(int part, int parts) const;
};

/// The examples of one pass over a dataset, in an order of their own.
class Examples {
public:
    virtual ~Examples() = default;
    virtual std::size_t size() const = 0;
    /// Examples first … first + count − 1.
    virtual Batch batch(std::size_t first, std::size_t count) const = 0;
};

/// Lays out the examples of a pass, the first being epoch 0; `order` alone decides what is chance
/// in them. It holds what they read, and must outlive them.
using ExampleSource
    = std::function<std::unique_ptr<Examples>(std::int64_t epoch, std::uint64_t order)>;

} // namespace vitrine::train
