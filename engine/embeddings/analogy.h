#pragma once

#include <span>
#include <stop_token>
#include <string>

#include "engine/embeddings/embedding_table.h"
#include "engine/values/expected.h"
#include "engine/values/word_analogy.h"

namespace vitrine::embeddings {

struct AnalogyOptions {
    AnalogyMethod method = AnalogyMethod::CosineAddition;
    int count = 10; ///< answers to return
    int threads = 0; ///< 0 = as many as the machine has cores
};

/// What is to `positive` as `negative` is not: king, woman − man. The sum is of unit vectors
/// (Mikolov et al. 2013; Levy & Goldberg 2014). Words of the question are no answers. Errors:
/// OptionInvalid without a positive word, WordUnknown, Interrupted.
Expected<WordAnalogy> analogy(const EmbeddingTable& table, std::span<const std::string> positive,
    std::span<const std::string> negative, const AnalogyOptions& options = {},
    std::stop_token stop = {});

} // namespace vitrine::embeddings
