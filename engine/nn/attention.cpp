#include "engine/nn/attention.h"

#include <cmath>

namespace vitrine::nn {

torch::Tensor forEachHead(const torch::Tensor& shared, std::int64_t heads) {
    const auto served = heads / shared.size(1);
    return served == 1 ? shared : shared.repeat_interleave(served, /*dim=*/1);
}

torch::Tensor attentionScores(const torch::Tensor& q, const torch::Tensor& k) {
    return torch::matmul(q, k.transpose(-2, -1)).div_(std::sqrt(static_cast<double>(q.size(-1))));
}

torch::Tensor attentionWeights(const torch::Tensor& scores, const torch::Tensor& visible) {
    if (!visible.defined()) {
        return torch::softmax(scores, /*dim=*/-1);
    }
    const auto hidden = visible.logical_not();
    auto weights = torch::softmax(scores.masked_fill(hidden, -INFINITY), /*dim=*/-1);
    // Where nothing is visible the softmax has no answer.
    return torch::GradMode::is_enabled() ? weights : weights.masked_fill_(hidden, 0);
}

torch::Tensor visibility(
    const AttentionMask& mask, QueryRange queries, std::int64_t keys, torch::Device device) {
    torch::Tensor visible;
    const bool windowed = mask.window > 0 && queries.end() > mask.window;
    if (mask.causal && (queries.first + 1 < keys || windowed)) {
        visible = torch::ones({queries.count, keys}, torch::dtype(torch::kBool).device(device))
                      .tril(/*diagonal=*/queries.first);
        if (windowed) {
            visible = visible.triu(/*diagonal=*/queries.first - mask.window + 1);
        }
    }
    if (mask.visibleKeys.defined()) {
        const auto rows = mask.visibleKeys.narrow(/*dim=*/-1, /*start=*/0, keys)
                              .expand({-1, queries.count, keys});
        visible = visible.defined() ? visible.logical_and(rows) : rows;
    }
    return visible;
}

namespace {

/// Fewer queries than keys are the last ones.
QueryRange queriesOf(const QueriesKeysValues& heads) {
    const auto count = heads.q.size(2);
    return {heads.k.size(2) - count, count};
}

/// What these queries see, with the edits of the inspection, which may give each head its own:
/// broadcasts to [batch, heads, query, key].
torch::Tensor headVisibility(const AttentionMask& mask, const QueriesKeysValues& heads,
    QueryRange queries, std::int64_t layer, const Inspection* inspection) {
    const auto keys = heads.k.size(2);
    auto visible = visibility(mask, queries, keys, heads.q.device());
    if (inspection && inspection->editsMask(layer, queries)) {
        if (!visible.defined()) {
            visible = torch::ones({queries.count, keys}, heads.q.options().dtype(torch::kBool));
        }
        return inspection->edited(visible, layer, heads.q.size(1), queries);
    }
    return visible.defined() && visible.dim() == 3 ? visible.unsqueeze(/*dim=*/1) : visible;
}

/// The textbook computation, kept whole so that its steps can be looked at.
torch::Tensor plainAttention(const QueriesKeysValues& heads, const AttentionMask& mask,
    double dropout, std::int64_t layer, Inspection* inspection) {
    const auto visible = headVisibility(mask, heads, queriesOf(heads), layer, inspection);
    const auto count = heads.q.size(1);
    const auto scores = seen(inspection, Site::AttentionScores, layer,
        attentionScores(heads.q, forEachHead(heads.k, count)));
    const auto weights
        = seen(inspection, Site::AttentionWeights, layer, attentionWeights(scores, visible));
    return torch::matmul(
        torch::dropout(weights, dropout, /*train=*/dropout > 0), forEachHead(heads.v, count));
}

/// As many heads of keys and values as of queries. A single query needs no copies: those that share
/// keys are put side by side, as queries of one head.
QueriesKeysValues pairedUp(const QueriesKeysValues& heads) {
    const auto& q = heads.q;
    if (q.size(2) == 1 && q.size(1) != heads.k.size(1)) {
        return {q.reshape({q.size(0), heads.k.size(1), -1, q.size(3)}), heads.k, heads.v};
    }
    return {q, forEachHead(heads.k, q.size(1)), forEachHead(heads.v, q.size(1))};
}

/// The same without scores and weights in memory. The kernel's own causal mask fits where queries
/// and keys start together.
torch::Tensor fusedAttention(
    const QueriesKeysValues& heads, const AttentionMask& mask, double dropout) {
    const auto queries = heads.q.size(2);
    const auto keys = heads.k.size(2);
    const bool windowed = mask.window > 0 && keys > mask.window;
    const bool kernelCausal
        = mask.causal && queries == keys && !windowed && !mask.visibleKeys.defined();
    std::optional<torch::Tensor> visible;
    if (!kernelCausal) {
        const auto rows = visibility(mask, queriesOf(heads), keys, heads.q.device());
        if (rows.defined()) {
            visible = rows.dim() == 3 ? rows.unsqueeze(/*dim=*/1) : rows;
        }
    }
    const auto pairs = pairedUp(heads);
    return torch::scaled_dot_product_attention(pairs.q, pairs.k, pairs.v, visible,
        /*dropout_p=*/dropout, /*is_causal=*/kernelCausal && queries > 1)
        .reshape(heads.q.sizes());
}

/// The fused kernel knows no edits: the queries that they concern are computed once more, each by
/// itself, into `context` [batch, heads, query, headDim].
void attendEdited(const QueriesKeysValues& heads, const AttentionMask& mask, std::int64_t layer,
    const Inspection& inspection, const torch::Tensor& context) {
    const auto count = heads.q.size(1);
    for (const auto query : inspection.editedQueries(layer)) {
        const auto scores = attentionScores(
            heads.q.narrow(/*dim=*/2, query, 1), forEachHead(heads.k, count)); // [.., 1, key]
        const auto weights
            = attentionWeights(scores, headVisibility(mask, heads, {query, 1}, layer, &inspection));
        context.narrow(/*dim=*/2, query, 1)
            .copy_(torch::matmul(weights, forEachHead(heads.v, count)));
    }
}

} // namespace

torch::Tensor attend(QueriesKeysValues heads, const AttentionMask& mask, double dropout,
    std::int64_t layer, Inspection* inspection) {
    heads.q = seen(inspection, Site::Queries, layer, heads.q);
    heads.k = seen(inspection, Site::Keys, layer, heads.k);
    heads.v = seen(inspection, Site::Values, layer, heads.v);
    // On a CPU the fused kernel is slow backwards: 24 ms against 8 for 16 × 128 positions, 4 heads
    // of 64, bfloat16, two threads.
    const bool training = torch::GradMode::is_enabled() && heads.q.requires_grad();
    const bool plain = (inspection && inspection->looksInside()) || (training && heads.q.is_cpu());
    const auto context = plain ? plainAttention(heads, mask, dropout, layer, inspection)
                               : fusedAttention(heads, mask, dropout);
    if (inspection && !plain) {
        attendEdited(heads, mask, layer, *inspection, context);
    }
    return seen(inspection, Site::HeadOutputs, layer, context);
}

} // namespace vitrine::nn
