#include "engine/api/model_trace.h"

#include <string>
#include <utility>
#include <vector>

#include "engine/formats/safetensors_writer.h"
#include "engine/models/torch_tensor.h"

namespace vitrine::api {

namespace {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

/// `tensors` are [1, …] each.
void addLayers(
    NamedTensors& all, const std::string& prefix, const std::vector<torch::Tensor>& tensors) {
    for (std::size_t layer = 0; layer < tensors.size(); ++layer) {
        all.emplace_back(prefix + std::to_string(layer), tensors[layer][0]);
    }
}

} // namespace

Expected<void> writeTrace(
    const TextModel::Impl& model, std::span<const TokenId> ids, const std::filesystem::path& out) {
    nn::Inspection inspection;
    for (const auto site : {Site::BlockInput, Site::AttentionWeights, Site::FinalNorm}) {
        inspection.keep(site);
    }
    const auto input = idsTensor(ids, model.device()); // [1, position]
    const auto hidden = model.model->hidden(input, /*cache=*/nullptr, &inspection);

    NamedTensors all{{"input_ids", input[0]}, {"logits", model.model->logits(hidden)[0]}};
    // Like transformers, the last hidden state is the final norm's output.
    auto states = inspection.kept(Site::BlockInput);
    states.back() = inspection.kept(Site::FinalNorm).front();
    addLayers(all, "hidden.", states);
    addLayers(all, "attention.", inspection.kept(Site::AttentionWeights));

    std::vector<formats::TensorView> views;
    for (auto& [name, tensor] : all) {
        tensor = tensor.to(torch::kCPU).contiguous();
        views.push_back(models::viewOf(name, tensor));
    }
    return formats::writeSafetensors(out, views);
}

} // namespace vitrine::api
