#include "engine/inspect/input_attribution.h"

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

namespace {

std::vector<double> doublesOf(const torch::Tensor& tensor) {
    const auto values = valuesOf(tensor.detach());
    return {values.begin(), values.end()};
}

} // namespace

InputAttribution attributionOf(const std::function<ExplainedScore(nn::Inspection&)>& pass) {
    const torch::AutoGradMode recording(/*enabled=*/true);
    nn::Inspection inspection;
    inspection.keep(Site::TokenEmbedding);
    inspection.keep(Site::AttentionWeights);
    const auto score = pass(inspection);
    InputAttribution attribution;
    attribution.score = score.value.item<double>();
    const auto places = torch::tensor(score.positions, torch::kLong).to(score.value.device());
    for (const auto& weights : inspection.kept(Site::AttentionWeights)) {
        // [1, heads, query, key] → [key]
        attribution.attention.push_back(
            doublesOf(weights[0].index_select(/*dim=*/1, places).mean({0, 1})));
    }
    const auto& embeddings = inspection.kept(Site::TokenEmbedding).front(); // [1, position, model]
    if (embeddings.requires_grad()) {
        const auto gradient = torch::autograd::grad({score.value}, {embeddings}).front();
        attribution.contributions = doublesOf((gradient * embeddings).sum(/*dim=*/-1)[0]);
    }
    return attribution;
}

} // namespace vitrine::inspect
