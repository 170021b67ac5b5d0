#include "engine/embeddings/embedding_table.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/embeddings/table_rows.h"

namespace vitrine::embeddings {

EmbeddingTable::EmbeddingTable(Parts parts) : m_parts(std::move(parts)) {
    assert(m_parts.norms.size() == m_parts.wordEnds.size());
    assert(m_parts.order.size() == m_parts.wordEnds.size());
    assert(m_parts.vectors.size()
        == m_parts.wordEnds.size() * static_cast<std::size_t>(m_parts.dimensions));
}

std::shared_ptr<const EmbeddingTable> EmbeddingTable::of(
    std::span<const std::string> words, std::vector<float> vectors, int dimensions) {
    TableRows rows;
    rows.dimensions = dimensions;
    rows.vectors = std::make_unique_for_overwrite<float[]>(vectors.size());
    std::ranges::copy(vectors, rows.vectors.get());
    for (const auto& word : words) {
        rows.append(word);
    }
    return finishTable(std::move(rows)).table;
}

std::string_view EmbeddingTable::word(int row) const {
    const auto index = static_cast<std::size_t>(row);
    const auto begin = index == 0 ? 0 : m_parts.wordEnds[index - 1] + 1;
    return m_parts.words.substr(begin, m_parts.wordEnds[index] - begin);
}

std::span<const float> EmbeddingTable::vector(int row) const {
    const auto width = static_cast<std::size_t>(m_parts.dimensions);
    return m_parts.vectors.subspan(static_cast<std::size_t>(row) * width, width);
}

std::size_t EmbeddingTable::lowerBound(std::string_view text) const {
    const auto place = std::ranges::lower_bound(
        m_parts.order, text, {}, [this](std::uint32_t row) { return word(static_cast<int>(row)); });
    return static_cast<std::size_t>(place - m_parts.order.begin());
}

std::optional<int> EmbeddingTable::find(std::string_view text) const {
    const auto place = lowerBound(text);
    if (place == m_parts.order.size()) {
        return std::nullopt;
    }
    const auto row = static_cast<int>(m_parts.order[place]);
    return word(row) == text ? std::optional(row) : std::nullopt;
}

std::vector<int> EmbeddingTable::completions(std::string_view prefix, int limit) const {
    std::vector<int> rows;
    for (auto place = lowerBound(prefix); place < m_parts.order.size(); ++place) {
        const auto row = static_cast<int>(m_parts.order[place]);
        if (!word(row).starts_with(prefix)) {
            break;
        }
        rows.push_back(row);
    }
    const auto kept = std::min(rows.size(), static_cast<std::size_t>(std::max(limit, 0)));
    std::ranges::partial_sort(rows, rows.begin() + static_cast<std::ptrdiff_t>(kept));
    rows.resize(kept);
    return rows;
}

} // namespace vitrine::embeddings
