#pragma once

#include <stop_token>
#include <vector>

#include "engine/embeddings/vector_training.h"

namespace vitrine::embeddings {

/// How often two words stand near each other: 1 for neighbours, 1/d at a distance d.
struct CoOccurrence {
    std::int32_t word = 0;
    std::int32_t context = 0;
    float count = 0;
    bool operator==(const CoOccurrence&) const = default;
};

/// Every ordered pair of words within the window, by word and context. Nothing where it is stopped.
std::vector<CoOccurrence> coOccurrences(
    const WordCorpus& corpus, int window, const std::stop_token& stop = {});

/// GloVe (Pennington, Socher & Manning 2014): least squares on the logarithms of the counts, with
/// AdaGrad; a word's vector is the sum of its two. [word, dimension]. Error: Interrupted.
Expected<std::vector<float>> trainGlove(const WordCorpus& corpus,
    const VectorTrainingOptions& options, const VectorTrainingCallback& onProgress,
    const std::stop_token& stop);

} // namespace vitrine::embeddings
