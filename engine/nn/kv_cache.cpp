#include "engine/nn/kv_cache.h"

namespace vitrine::nn {

KvCache::KvCache(const Shape& shape, const torch::TensorOptions& options)
    : m_capacity(shape.capacity) {
    const std::vector<std::int64_t> size{shape.batch, shape.heads, shape.capacity, shape.headDim};
    for (std::int64_t layer = 0; layer < shape.layers; ++layer) {
        m_keys.push_back(torch::empty(size, options));
        m_values.push_back(torch::empty(size, options));
    }
}

std::pair<torch::Tensor, torch::Tensor> KvCache::append(
    std::int64_t layer, const torch::Tensor& k, const torch::Tensor& v) {
    const auto added = k.size(2);
    TORCH_CHECK(m_length + added <= m_capacity, "key-value cache is full");
    const auto index = static_cast<std::size_t>(layer);
    m_keys[index].narrow(/*dim=*/2, m_length, added).copy_(k);
    m_values[index].narrow(/*dim=*/2, m_length, added).copy_(v);
    return {m_keys[index].narrow(/*dim=*/2, /*start=*/0, m_length + added),
        m_values[index].narrow(/*dim=*/2, /*start=*/0, m_length + added)};
}

std::pair<torch::Tensor, torch::Tensor> KvCache::stored(std::int64_t layer) const {
    const auto index = static_cast<std::size_t>(layer);
    return {m_keys[index].narrow(/*dim=*/2, /*start=*/0, m_length),
        m_values[index].narrow(/*dim=*/2, /*start=*/0, m_length)};
}

void KvCache::advance(std::int64_t positions) {
    m_length += positions;
}

void KvCache::truncate(std::int64_t length) {
    TORCH_CHECK(length >= 0 && length <= m_length, "key-value cache cannot grow by truncation");
    m_length = length;
}

void KvCache::reorder(const std::vector<std::int64_t>& rows, std::int64_t from) {
    const auto index = torch::tensor(rows, torch::kLong).to(m_keys.front().device());
    for (auto* side : {&m_keys, &m_values}) {
        for (auto& buffer : *side) {
            auto used = buffer.narrow(/*dim=*/2, from, m_length - from);
            used.copy_(used.index_select(/*dim=*/0, index));
        }
    }
}

KvCache KvCache::copyOf(const std::vector<std::int64_t>& rows, std::int64_t capacity) const {
    const auto& first = m_keys.front(); // [batch, heads, capacity, headDim]
    KvCache copy({static_cast<std::int64_t>(m_keys.size()), static_cast<std::int64_t>(rows.size()),
                     first.size(1), capacity, first.size(3)},
        first.options());
    const auto index = torch::tensor(rows, torch::kLong).to(first.device());
    const auto copySide = [&](const std::vector<torch::Tensor>& from,
                              std::vector<torch::Tensor>& to) {
        for (std::size_t layer = 0; layer < from.size(); ++layer) {
            const auto used = from[layer].narrow(/*dim=*/2, /*start=*/0, m_length);
            to[layer].narrow(/*dim=*/2, /*start=*/0, m_length).copy_(used.index_select(0, index));
        }
    };
    copySide(m_keys, copy.m_keys);
    copySide(m_values, copy.m_values);
    copy.m_length = m_length;
    return copy;
}

} // namespace vitrine::nn
