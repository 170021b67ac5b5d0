#include "engine/decoding/cached_model.h"

#include <algorithm>

namespace vitrine::decoding {

namespace {

constexpr std::size_t PositionsAtOnce = 1024; // whose activations are in memory
constexpr std::int64_t RowsToSpare = 32; // positions that a copied cache has room for at least
constexpr std::int64_t HiddenBlock = 256; // positions whose hidden states get room at once

/// [1, position]
torch::Tensor row(std::span<const TokenId> ids, torch::Device device) {
    auto tensor = torch::empty({1, static_cast<std::int64_t>(ids.size())}, torch::kLong);
    std::ranges::copy(ids, tensor.mutable_data_ptr<std::int64_t>());
    return tensor.to(device);
}

} // namespace

CachedModel::CachedModel(models::Network model, torch::Device device)
    : m_model(std::move(model)), m_shape(m_model->shape()), m_device(device),
      m_cache(m_model->cacheShape(/*rows=*/1, m_shape.contextLength),
          torch::dtype(torch::kFloat32).device(device)),
      m_hidden(torch::empty({std::min(m_shape.contextLength, HiddenBlock), m_shape.modelWidth},
          torch::dtype(torch::kFloat32).device(device))) {
}

std::size_t CachedModel::contextLength() const {
    return static_cast<std::size_t>(m_shape.contextLength);
}

std::span<const float> CachedModel::start(
    std::span<const TokenId> ids, const std::stop_token& stop) {
    m_rows.reset();
    const auto differs = std::ranges::mismatch(m_ids, ids).in1;
    m_ids.erase(differs, m_ids.end());
    m_cache.truncate(static_cast<std::int64_t>(m_ids.size()));
    m_computed = ids.size() - m_ids.size();
    if (m_computed > 0) {
        append(ids.subspan(m_ids.size()), stop);
    }
    return lastLogits();
}

std::span<const float> CachedModel::next(TokenId id, const std::stop_token& stop) {
    append({&id, 1}, stop);
    return lastLogits();
}

void CachedModel::append(std::span<const TokenId> ids, const std::stop_token& stop) {
    for (std::size_t first = 0; first < ids.size(); first += PositionsAtOnce) {
        appendBlock(ids.subspan(first, std::min(PositionsAtOnce, ids.size() - first)), stop);
    }
}

void CachedModel::appendBlock(std::span<const TokenId> ids, const std::stop_token& stop) {
    const auto hidden = m_model->hidden(row(ids, m_device), &m_cache, /*inspection=*/nullptr, stop);
    const auto length = static_cast<std::int64_t>(m_ids.size());
    const auto added = static_cast<std::int64_t>(ids.size());
    if (length + added > m_hidden.size(0)) {
        const auto room
            = std::min(m_shape.contextLength, std::max(length + added, 2 * m_hidden.size(0)));
        m_hidden = torch::cat({m_hidden,
            torch::empty({room - m_hidden.size(0), m_hidden.size(1)}, m_hidden.options())});
    }
    m_hidden.narrow(/*dim=*/0, length, added).copy_(hidden[0]); // [position, model]
    m_ids.insert(m_ids.end(), ids.begin(), ids.end());
}

std::span<const float> CachedModel::nextRows(std::span<const std::size_t> parents,
    std::span<const TokenId> ids, const std::stop_token& stop) {
    moveRows({parents.begin(), parents.end()});
    const auto column = row(ids, m_device).t(); // [rows, 1]
    const auto hidden = m_model->hidden(column, &*m_rows, /*inspection=*/nullptr, stop);
    return publish(m_model->logits(hidden).squeeze(/*dim=*/1)); // [rows, vocab]
}

/// The first step spreads the prompt's row, later ones move rows.
void CachedModel::moveRows(const std::vector<std::int64_t>& sources) {
    const auto& cache = m_rows ? *m_rows : m_cache;
    const bool fits = m_rows && cache.rows() == static_cast<std::int64_t>(sources.size())
        && cache.length() < cache.capacity();
    if (fits) {
        m_rows->reorder(sources, /*from=*/m_cache.length());
    } else {
        const auto capacity = std::min(m_cache.capacity(), 2 * cache.length() + RowsToSpare);
        m_rows = cache.copyOf(sources, capacity);
    }
}

torch::Tensor CachedModel::logitsOf(std::size_t first, std::size_t last) {
    const auto hidden = m_hidden.narrow(
        /*dim=*/0, static_cast<std::int64_t>(first), static_cast<std::int64_t>(last - first));
    return m_model->logits(hidden).to(torch::kCPU, torch::kFloat32).contiguous();
}

std::span<const float> CachedModel::lastLogits() {
    return publish(m_model->logits(m_hidden.narrow(
        /*dim=*/0, static_cast<std::int64_t>(m_ids.size()) - 1, /*length=*/1)));
}

std::span<const float> CachedModel::publish(const torch::Tensor& logits) {
    m_logits = logits.to(torch::kCPU, torch::kFloat32).contiguous();
    return {m_logits.const_data_ptr<float>(), static_cast<std::size_t>(m_logits.numel())};
}

} // namespace vitrine::decoding
