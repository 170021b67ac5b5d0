#include "engine/nn/grouped_query_attention.h"

#include "engine/nn/attention.h"

namespace vitrine::nn {

namespace {

/// Some outputs of a linear layer: weights [count, in] and biases [count].
struct Rows {
    torch::Tensor weights;
    torch::Tensor biases;
};

Rows rowsOf(const Linear& linear, std::int64_t first, std::int64_t count) {
    std::vector<torch::Tensor> weights;
    for (auto row = first; row < first + count; ++row) {
        weights.push_back(linear->row(row));
    }
    const auto all = torch::stack(weights); // [count, in]
    return {all,
        linear->bias.defined() ? linear->bias.narrow(/*dim=*/0, first, count)
                               : torch::zeros({count}, all.options())};
}

} // namespace

GroupedQueryAttentionImpl::GroupedQueryAttentionImpl(const GroupedQueryOptions& options)
    : query(register_module("query",
        Linear(options.modelWidth, options.heads * options.headDim, options.projectionBias))),
      key(register_module("key",
          Linear(options.modelWidth, options.keyValueHeads * options.headDim,
              options.projectionBias))),
      value(register_module("value",
          Linear(options.modelWidth, options.keyValueHeads * options.headDim,
              options.projectionBias))),
      output(register_module("output",
          Linear(options.heads * options.headDim, options.modelWidth, options.outputBias))),
      m_options(options) {
    if (const auto& norm = options.headNorm) {
        queryNorm = register_module(
            "queryNorm", RmsNorm(options.headDim, norm->epsilon, norm->aroundOne));
        keyNorm
            = register_module("keyNorm", RmsNorm(options.headDim, norm->epsilon, norm->aroundOne));
    }
}

torch::Tensor GroupedQueryAttentionImpl::forward(const torch::Tensor& x, const Rotation& rotation,
    std::int64_t layer, KvCache* cache, Inspection* inspection) {
    const auto split = [&](const torch::Tensor& projected) {
        return projected.view({x.size(0), x.size(1), -1, m_options.headDim})
            .transpose(1, 2); // [batch, heads, position, headDim]
    };
    QueriesKeysValues heads{split(query(x)), split(key(x)), split(value(x))};
    if (queryNorm) {
        heads.q = queryNorm(heads.q);
        heads.k = keyNorm(heads.k);
    }
    heads.q = rotation(heads.q);
    heads.k = rotation(heads.k);
    if (m_options.queryScale != 1) {
        heads.q = heads.q * m_options.queryScale;
    }
    if (cache) {
        std::tie(heads.k, heads.v)
            = cache->append(layer, heads.k, heads.v); // [batch, keyValueHeads, key, headDim]
    }
    const AttentionMask mask{.causal = true, .window = m_options.window, .visibleKeys = {}};
    const auto context = attend(heads, mask, is_training() ? m_options.dropout : 0.0, layer,
        inspection); // [batch, heads, query, headDim]
    return output(context.transpose(1, 2).reshape({x.size(0), x.size(1), -1}));
}

LinearRow GroupedQueryAttentionImpl::row(
    Site site, std::int64_t component, const torch::Tensor& input, const Rotation& rotation) {
    const auto width = m_options.headDim;
    const auto served = site == Site::Queries ? 1 : m_options.heads / m_options.keyValueHeads;
    const auto head = component / width / served;
    const auto at = component % width;
    if (site == Site::Values) {
        const auto one = rowsOf(value, head * width + at, /*count=*/1);
        return {one.weights[0], one.biases.item<double>()};
    }
    auto rows = rowsOf(site == Site::Queries ? query : key, head * width, width);
    if (const auto& norm = site == Site::Queries ? queryNorm : keyNorm) {
        const auto projected = torch::mv(rows.weights, input) + rows.biases; // [headDim]
        rows.biases = norm->scaled(rows.biases, projected);
        rows.weights = norm->scaled(rows.weights.t(), projected).t(); // [headDim, model]
    }
    const auto turned = [&](const torch::Tensor& x) { // [headDim] or [model, headDim]
        return rotation(x).select(/*dim=*/-1, at)
            * (site == Site::Queries ? m_options.queryScale : 1);
    };
    return {turned(rows.weights.t()), turned(rows.biases.unsqueeze(/*dim=*/0)).item<double>()};
}

} // namespace vitrine::nn
