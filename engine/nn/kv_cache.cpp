#include "engine/nn/kv_cache.h"

#include <algorithm>
#include <utility>

namespace vitrine::nn {

namespace {

constexpr std::int64_t Block = 256; // positions that a buffer grows by at least

/// Room for `positions` in a buffer [batch, heads, position, headDim] that may hold `capacity`:
/// whole blocks, and half as much again as before, so that a long text is not copied often.
void makeRoom(torch::Tensor& buffer, std::int64_t positions, std::int64_t capacity) {
    const auto present = buffer.size(2);
    if (positions <= present) {
        return;
    }
    const auto wanted = std::max(positions, present + present / 2);
    const auto size = std::min(capacity, (wanted + Block - 1) / Block * Block);
    auto larger
        = torch::empty({buffer.size(0), buffer.size(1), size, buffer.size(3)}, buffer.options());
    larger.narrow(/*dim=*/2, /*start=*/0, present).copy_(buffer);
    buffer = std::move(larger);
}

} // namespace

KvCache::KvCache(const Shape& shape, const torch::TensorOptions& options)
    : m_capacity(shape.capacity) {
    const std::vector<std::int64_t> size{
        shape.batch, shape.heads, std::min(shape.capacity, Block), shape.headDim};
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
    makeRoom(m_keys[index], m_length + added, m_capacity);
    makeRoom(m_values[index], m_length + added, m_capacity);
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
    const auto& first = m_keys.front(); // [batch, heads, position, headDim]
    KvCache copy({static_cast<std::int64_t>(m_keys.size()), static_cast<std::int64_t>(rows.size()),
                     first.size(1), capacity, first.size(3)},
        first.options());
    const auto index = torch::tensor(rows, torch::kLong).to(first.device());
    const auto copySide = [&](const std::vector<torch::Tensor>& from,
                              std::vector<torch::Tensor>& to) {
        for (std::size_t layer = 0; layer < from.size(); ++layer) {
            const auto used = from[layer].narrow(/*dim=*/2, /*start=*/0, m_length);
            makeRoom(to[layer], m_length, capacity);
            to[layer].narrow(/*dim=*/2, /*start=*/0, m_length).copy_(used.index_select(0, index));
        }
    };
    copySide(m_keys, copy.m_keys);
    copySide(m_values, copy.m_values);
    copy.m_length = m_length;
    return copy;
}

} // namespace vitrine::nn
