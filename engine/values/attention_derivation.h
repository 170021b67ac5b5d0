#pragma once

#include <vector>

#include "engine/values/head_index.h"

namespace vitrine {

/// One attention weight step by step (Vaswani et al. 2017, section 3.2.1): q · k, ÷ √d_k, mask,
/// softmax over the row, then what the row does: the sum of values, all heads side by side, W_O.
struct AttentionDerivation {
    HeadIndex head;
    int query = 0; ///< position that looks
    int key = 0; ///< position that is looked at
    std::vector<float> q; ///< [headDim] of the query
    std::vector<float> k; ///< [headDim] of the key
    double dotProduct = 0; ///< Σ q_i k_i
    double scale = 1; ///< √headDim
    double score = 0; ///< dotProduct ÷ scale
    bool visible = true; ///< false where the mask forbids the pair
    std::vector<double> rowScores; ///< [key] of the query, before the mask
    std::vector<bool> rowVisible; ///< [key]
    std::vector<double> rowWeights; ///< [key], softmax of the visible scores; sum to 1
    double weight = 0; ///< rowWeights[key]
    std::vector<float> v; ///< [headDim] of the key
    std::vector<float> headOutput; ///< [headDim] Σ weight · v over the row
    std::vector<float> concat; ///< [model] outputs of all heads of the layer at the query
    std::vector<float> output; ///< [model] concat · W_O + b
    bool operator==(const AttentionDerivation&) const = default;
};

} // namespace vitrine
