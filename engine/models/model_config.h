#pragma once

#include <cstdint>
#include <string>

#include "engine/values/activation.h"

namespace vitrine::models {

using vitrine::Activation;

/// The shape of a GPT-2 style decoder, in the terms of the paper.
struct Gpt2Config {
    std::int64_t vocabularySize = 50257;
    std::int64_t contextLength = 1024; ///< rows of the position embedding
    std::int64_t modelWidth = 768; ///< width of the residual stream
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::int64_t mlpWidth = 3072;
    Activation activation = Activation::GeluTanh;
    double layerNormEpsilon = 1e-5;
    bool tiedOutput = true; ///< unembedding = token embedding
    double dropout = 0; ///< used in training only
    double initializerRange = 0.02; ///< standard deviation of new weights

    std::int64_t headDim() const { return modelWidth / heads; }
    bool operator==(const Gpt2Config&) const = default;
};

} // namespace vitrine::models
