#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::embeddings {

/// Words with a vector each. Immutable, so safe to read from several threads. What it holds lies in
/// memory of its own or in a mapped file.
class EmbeddingTable {
public:
    /// What a table consists of. The spans stay valid as long as `owner` does.
    struct Parts {
        int dimensions = 0;
        std::span<const float> vectors; ///< [word, dimension]
        std::span<const float> norms; ///< Euclidean length of each vector
        std::string_view words; ///< UTF-8, each word with a line feed behind it
        std::span<const std::uint64_t> wordEnds; ///< byte offset of each word's line feed
        std::span<const std::uint32_t> order; ///< rows by their words' bytes
        std::shared_ptr<const void> owner;
    };

    explicit EmbeddingTable(Parts parts);
    /// Words and vectors of a few rows that are at hand. Words are not empty, differ and hold no
    /// line feed; vectors are [word, dimension] and finite.
    static std::shared_ptr<const EmbeddingTable> of(
        std::span<const std::string> words, std::vector<float> vectors, int dimensions);

    int size() const { return static_cast<int>(m_parts.wordEnds.size()); }
    int dimensions() const { return m_parts.dimensions; }
    std::string_view word(int row) const;
    std::span<const float> vector(int row) const;
    float norm(int row) const { return m_parts.norms[static_cast<std::size_t>(row)]; }
    std::optional<int> find(std::string_view word) const;
    /// Rows of words that begin so, the first of the table (in most files the most frequent) first.
    std::vector<int> completions(std::string_view prefix, int limit) const;
    const Parts& parts() const { return m_parts; }

private:
    /// First place in the order whose word is not before `text`.
    std::size_t lowerBound(std::string_view text) const;

    Parts m_parts;
};

} // namespace vitrine::embeddings
