#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/embeddings/embedding_table.h"

namespace vitrine::embeddings {

/// Rows of a file that hold no word of their own and were left out.
struct SkippedRows {
    std::int64_t duplicates = 0; ///< the word stood before; its first vector counts
    std::int64_t invalidWords = 0; ///< the word is empty or not UTF-8
    std::int64_t firstRow = 0; ///< of those left out, from 1; 0 where there are none
    std::int64_t total() const { return duplicates + invalidWords; }
    bool operator==(const SkippedRows&) const = default;
};

/// A table, and what was left out of its file.
struct VectorFile {
    std::shared_ptr<const EmbeddingTable> table;
    SkippedRows skipped;
};

/// What a reader collects, in the order of the file.
struct TableRows {
    int dimensions = 0;
    std::unique_ptr<float[]> vectors; ///< [row, dimension]
    std::string words; ///< each with a line feed behind it
    std::vector<std::uint64_t> wordEnds;

    void append(std::string_view word);
};

/// Leaves out the rows without a word of their own, sorts the words and measures the vectors.
VectorFile finishTable(TableRows rows);

/// Rows by the bytes of their words; of equal words the first row first.
std::vector<std::uint32_t> sortedRows(
    std::string_view words, const std::vector<std::uint64_t>& wordEnds);
/// Euclidean length of each of the vectors [row, dimension].
std::vector<float> normsOf(std::span<const float> vectors, int dimensions);

} // namespace vitrine::embeddings
