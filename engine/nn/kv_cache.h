#pragma once

#include <cstdint>
#include <vector>

#include <torch/torch.h>

namespace vitrine::nn {

/// Keys and values of the tokens seen so far, one pair of buffers per layer, which grow block by
/// block. Of a recurrent network, which has neither, the states after each token take their place:
/// as one head. Belongs to one request; the model itself stays constant.
class KvCache {
public:
    struct Shape {
        std::int64_t layers;
        std::int64_t batch;
        std::int64_t heads;
        std::int64_t capacity; ///< positions at most
        std::int64_t headDim;
    };
    KvCache(const Shape& shape, const torch::TensorOptions& options);

    /// Positions filled in every layer.
    std::int64_t length() const { return m_length; }
    std::int64_t capacity() const { return m_capacity; }
    /// Stores k and v [batch, heads, position, headDim] of new positions of one layer after
    /// length(); returns views of all keys and values so far [batch, heads, length + new, headDim].
    std::pair<torch::Tensor, torch::Tensor> append(
        std::int64_t layer, const torch::Tensor& k, const torch::Tensor& v);
    /// Views of the keys and values of the first length() positions.
    std::pair<torch::Tensor, torch::Tensor> stored(std::int64_t layer) const;
    /// Counts the new positions once every layer has stored them.
    void advance(std::int64_t positions);
    /// Forgets everything from `length` on.
    void truncate(std::int64_t length);
    /// Row i becomes a copy of row rows[i]: beams change places. All rows are equal before the
    /// position `from`, which saves copying that part.
    void reorder(const std::vector<std::int64_t>& rows, std::int64_t from = 0);
    /// A cache with copies of the rows, in this order, and room for `capacity` positions.
    KvCache copyOf(const std::vector<std::int64_t>& rows, std::int64_t capacity) const;
    std::int64_t rows() const { return m_keys.front().size(0); }

private:
    std::vector<torch::Tensor> m_keys; // [batch, heads, position, headDim] each
    std::vector<torch::Tensor> m_values;
    std::int64_t m_capacity;
    std::int64_t m_length = 0;
};

} // namespace vitrine::nn
