#pragma once

#include <string>

#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/table_rows.h"

namespace vitrine::test {

/// What opens can be asked for any word, and for the neighbours of its first.
inline void useVectors(const embeddings::EmbeddingTable& table) {
    for (int row = 0; row < table.size(); ++row) {
        (void)table.find(table.word(row));
        (void)table.norm(row);
    }
    if (table.size() == 0) {
        return;
    }
    (void)table.completions(table.word(0).substr(0, 1), /*limit=*/5);
    for (const auto measure :
        {SimilarityMeasure::Cosine, SimilarityMeasure::DotProduct, SimilarityMeasure::Euclidean}) {
        (void)embeddings::nearestWords(
            table, table.vector(0), {.measure = measure, .count = 10, .leftOut = {}, .threads = 1});
    }
}

} // namespace vitrine::test
