#pragma once

#include <optional>

#include <torch/torch.h>

#include "engine/nn/inspection.h"
#include "engine/nn/kv_cache.h"
#include "engine/nn/linear.h"
#include "engine/nn/linear_row.h"
#include "engine/nn/rms_norm.h"
#include "engine/nn/rotary_embedding.h"

namespace vitrine::nn {

/// The norm of queries and keys over each head (Henry et al. 2020, in its RMS form).
struct HeadNormOptions {
    double epsilon = 1e-6;
    bool aroundOne = false; ///< as RmsNorm has it
};

struct GroupedQueryOptions {
    std::int64_t modelWidth = 0;
    std::int64_t heads = 0; ///< of queries
    std::int64_t keyValueHeads = 0; ///< each serves heads / keyValueHeads neighbours
    std::int64_t headDim = 0;
    std::int64_t window = 0; ///< positions that a query sees, itself the last; 0: all before it
    double queryScale = 1; ///< besides the division of scores by √headDim
    bool projectionBias = false; ///< of queries, keys and values
    bool outputBias = false;
    std::optional<HeadNormOptions> headNorm; ///< none: queries and keys as they are projected
    double dropout = 0; ///< of the weights, in training
};

/// Causal attention in which several heads of queries share one of keys and values (Ainslie et al.
/// 2023), and positions are told by rotating queries and keys (Su et al. 2021).
struct GroupedQueryAttentionImpl : torch::nn::Module {
    explicit GroupedQueryAttentionImpl(const GroupedQueryOptions& options);

    /// x [batch, position, model] → the same shape; `rotation` is that of its positions. `cache`
    /// and `inspection` may be null; with a cache, x holds only the positions after
    /// cache->length().
    torch::Tensor forward(const torch::Tensor& x, const Rotation& rotation, std::int64_t layer,
        KvCache* cache, Inspection* inspection);

    /// Component `component` of the queries, keys or values (all heads of queries side by side; a
    /// shared head of keys or values stands at each head that it serves) of a position that reads
    /// `input` [model] and is turned by `rotation`, under the norm's scale for that input.
    LinearRow row(
        Site site, std::int64_t component, const torch::Tensor& input, const Rotation& rotation);

    Linear query; ///< W_Q [heads · headDim, model]
    Linear key; ///< W_K [keyValueHeads · headDim, model]
    Linear value; ///< W_V [keyValueHeads · headDim, model]
    Linear output; ///< W_O [model, heads · headDim]
    RmsNorm queryNorm{nullptr}; ///< null without a norm of heads
    RmsNorm keyNorm{nullptr};

private:
    const GroupedQueryOptions m_options;
};
TORCH_MODULE(GroupedQueryAttention);

} // namespace vitrine::nn
