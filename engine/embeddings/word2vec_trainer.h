#pragma once

#include <stop_token>
#include <vector>

#include "engine/embeddings/vector_training.h"

namespace vitrine::embeddings {

/// Skip-gram or CBOW with negative sampling, as word2vec.c does it (Mikolov et al. 2013): windows
/// of a drawn width, frequent words thinned, negatives drawn by count^0.75, a rate that falls to
/// nothing. [word, dimension]. Error: Interrupted.
Expected<std::vector<float>> trainWord2vec(const WordCorpus& corpus,
    const VectorTrainingOptions& options, const VectorTrainingCallback& onProgress,
    const std::stop_token& stop);

} // namespace vitrine::embeddings
