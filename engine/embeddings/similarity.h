#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/embeddings/embedding_table.h"
#include "engine/values/cosine_derivation.h"
#include "engine/values/expected.h"
#include "engine/values/word_similarity.h"

namespace vitrine::embeddings {

/// Two vectors of one width in a measure. A vector of length 0 has cosine 0 with every other.
double similarity(std::span<const float> a, std::span<const float> b, SimilarityMeasure measure);

/// Every vector with every other: [i · n + j]. Error: Interrupted.
Expected<std::vector<double>> similarityMatrix(std::span<const std::span<const float>> vectors,
    SimilarityMeasure measure, const std::stop_token& stop = {});

/// A cosine with the two vectors, their products and norms.
CosineDerivation deriveCosine(
    std::string first, std::span<const float> a, std::string second, std::span<const float> b);

/// The row of a word: as it is written, else in small letters. Error: WordUnknown.
Expected<int> rowOf(const EmbeddingTable& table, std::string_view word);

/// A text as one vector: the mean of the vectors of its words that the table has.
struct TextVector {
    std::vector<float> vector;
    std::vector<int> rows; ///< of the words that count, in order
    std::vector<std::string> unknown; ///< words that the table lacks
};
/// `words` are the text's. Error: WordUnknown where the table has none of them.
Expected<TextVector> textVector(
    const EmbeddingTable& table, std::span<const std::string_view> words);

} // namespace vitrine::embeddings
