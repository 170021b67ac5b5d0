#pragma once

#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "engine/values/activation.h"
#include "engine/values/block_walk.h"

namespace vitrine {

/// One learned matrix or vector.
struct ParameterShape {
    std::string name; ///< as formulas call it: "W", "b", "γ", "β", "E"
    std::vector<std::int64_t> shape; ///< of a matrix [input, output], as in x · W
    bool shared = false; ///< held, and counted, by another part: a tied unembedding

    std::int64_t count() const {
        return std::accumulate(
            shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<std::int64_t>());
    }
    bool operator==(const ParameterShape&) const = default;
};

/// The part of a model that computes the value at one site, and what it has learned.
struct ModelPart {
    Site site = Site::TokenEmbedding;
    int layer = -1; ///< −1 for what stands before or after the layers
    std::vector<ParameterShape> parameters;

    /// Distinct ones.
    std::int64_t count() const {
        std::int64_t sum = 0;
        for (const auto& parameter : parameters)
            sum += parameter.shared ? 0 : parameter.count();
        return sum;
    }
    bool operator==(const ModelPart&) const = default;
};

/// How a model is built, for drawing it: the sizes that label its arrows and the parameters of each
/// part.
struct ModelAnatomy {
    int layers = 0;
    int heads = 0;
    int headDim = 0;
    int modelWidth = 0;
    int mlpWidth = 0;
    int vocabularySize = 0;
    int contextLength = 0;
    Activation activation = Activation::GeluTanh;
    bool normFirst = true; ///< layer norm before each part of a block (GPT-2), not after it (BERT)
    bool causal = true; ///< a position sees no later one
    std::vector<ModelPart> parts; ///< those with parameters, in the order of the computation

    std::int64_t parameters() const {
        std::int64_t sum = 0;
        for (const auto& part : parts)
            sum += part.count();
        return sum;
    }
    /// Null where the part has no parameters. `layer` is −1 outside the layers.
    const ModelPart* find(Site site, int layer) const {
        for (const auto& part : parts) {
            if (part.site == site && part.layer == layer)
                return &part;
        }
        return nullptr;
    }
    bool operator==(const ModelAnatomy&) const = default;
};

} // namespace vitrine
