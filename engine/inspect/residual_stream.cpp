#include "engine/inspect/residual_stream.h"

#include <array>
#include <vector>

#include "engine/inspect/tensor_values.h"
#include "engine/nn/interrupted.h"

namespace vitrine::inspect {

namespace {

constexpr std::array Added{Site::AttentionOutput, Site::FeedForwardOutput};

/// Appends the length of each row [position, model].
void appendNorms(const torch::Tensor& rows, std::vector<float>& norms) {
    const auto lengths = valuesOf(rows.norm(/*p=*/2, /*dim=*/-1));
    norms.insert(norms.end(), lengths.begin(), lengths.end());
}

/// Each head alone through W_O, then W_O's bias: [heads + 1, model].
torch::Tensor attentionRows(const CapturedRun& run, std::int64_t layer, int position) {
    const auto outputs = run.headOutputs(layer).select(/*dim=*/1, position); // [heads, headDim]
    const auto heads = run.shape().heads;
    // Row h holds head h's output in its place of concat and zeros elsewhere; the last row is
    // empty.
    auto alone = torch::zeros({heads + 1, heads, outputs.size(1)}, outputs.options());
    for (std::int64_t head = 0; head < heads; ++head) {
        alone[head][head] = outputs[head];
    }
    auto rows
        = run.model().layerMap(Site::AttentionOutput, layer).linear(alone.flatten(/*start_dim=*/1));
    rows.narrow(/*dim=*/0, /*start=*/0, heads).sub_(rows[heads].clone()); // the bias counts once
    return run.model().attentionShares(layer, rows);
}

/// What every part of the model wrote into the residual stream at a position [part, model]: token
/// embedding, position embedding, then for each layer its heads, W_O's bias and the feed-forward
/// part. A patched hidden state counts to the part before it.
torch::Tensor writtenRows(const CapturedRun& run, int position) {
    const auto token = run.embeddings().kept(Site::TokenEmbedding).front()[0][position]; // [model]
    std::vector<torch::Tensor> rows{torch::stack({token, run.stream(0)[position] - token})};
    for (std::int64_t layer = 0; layer < run.shape().layers; ++layer) {
        const auto attention = attentionRows(run, layer, position); // [heads + 1, model]
        const auto added = run.stream(layer + 1)[position] - run.stream(layer)[position];
        rows.push_back(attention);
        rows.push_back((added - attention.sum(/*dim=*/0)).unsqueeze(/*dim=*/0));
    }
    return torch::cat(rows);
}

} // namespace

ResidualNorms residualNorms(const CapturedRun& run, const std::stop_token& stop) {
    ResidualNorms norms;
    norms.layers = static_cast<int>(run.shape().layers);
    norms.positions = static_cast<int>(run.positions());
    for (std::int64_t layer = 0; layer < run.shape().layers; ++layer) {
        if (stop.stop_requested()) {
            throw nn::Interrupted();
        }
        const auto parts = run.again(layer, Added);
        appendNorms(run.stream(layer), norms.stream);
        appendNorms(parts.kept(Site::AttentionOutput).front()[0], norms.attention);
        appendNorms(parts.kept(Site::FeedForwardOutput).front()[0], norms.feedForward);
    }
    appendNorms(run.stream(run.shape().layers), norms.stream);
    return norms;
}

ResidualContributions residualContributions(const CapturedRun& run, int position, TokenId token) {
    auto& model = run.model();
    const auto x = run.stream(run.shape().layers)[position]; // [model]
    const auto whole = model.finalNormed(x);
    const auto bias = whole - model.finalShares(x.unsqueeze(/*dim=*/0), x)[0];
    const auto directions = torch::cat({model.finalShares(writtenRows(run, position), x),
        torch::stack({bias, whole})}); // [part + 2, model]
    const auto logits = model.logits(directions)
                            .select(/*dim=*/-1, token)
                            .to(torch::kCPU, torch::kFloat64)
                            .contiguous(); // [part + 2]
    const auto* next = logits.const_data_ptr<double>();
    ResidualContributions result;
    result.position = position;
    result.token = token;
    result.tokenEmbedding = *next++;
    result.positionEmbedding = *next++;
    for (std::int64_t layer = 0; layer < run.shape().layers; ++layer) {
        LayerContribution contribution;
        contribution.heads.assign(next, next + run.shape().heads);
        next += run.shape().heads;
        contribution.attentionBias = *next++;
        contribution.feedForward = *next++;
        result.layers.push_back(std::move(contribution));
    }
    result.constant = *next++;
    result.logit = *next;
    return result;
}

} // namespace vitrine::inspect
