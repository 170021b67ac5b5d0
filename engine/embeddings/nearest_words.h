#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "engine/embeddings/embedding_table.h"
#include "engine/values/expected.h"
#include "engine/values/word_similarity.h"

namespace vitrine::embeddings {

struct NearestOptions {
    SimilarityMeasure measure = SimilarityMeasure::Cosine;
    int count = 10; ///< neighbours to return
    std::vector<int> leftOut; ///< rows that are none, such as the word's own
    int threads = 0; ///< 0 = as many as the machine has cores
};

/// The words nearest to a vector of the table's width, by comparison with every one of them: exact,
/// nearest first, of equal ones the first row first. A vector of length 0 has cosine 0 with all.
/// Errors: OptionInvalid (width, count), Interrupted.
Expected<std::vector<WordNeighbour>> nearestWords(const EmbeddingTable& table,
    std::span<const float> vector, const NearestOptions& options = {}, std::stop_token stop = {});

} // namespace vitrine::embeddings
