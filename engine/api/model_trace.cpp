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
    nn::Capture capture;
    capture.wantHiddenStates = true;
    capture.wantAttention = true;
    const auto input = idsTensor(ids, model.device()); // [1, position]
    const auto hidden = model.model->hidden(input, /*cache=*/nullptr, &capture);

    NamedTensors all{{"input_ids", input[0]}, {"logits", model.model->logits(hidden)[0]}};
    addLayers(all, "hidden.", capture.hiddenStates);
    addLayers(all, "attention.", capture.attention);

    std::vector<formats::TensorView> views;
    for (auto& [name, tensor] : all) {
        tensor = tensor.to(torch::kCPU).contiguous();
        views.push_back(models::viewOf(name, tensor));
    }
    return formats::writeSafetensors(out, views);
}

} // namespace vitrine::api
