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
    const TextModel::Impl& model, const SegmentedIds& input, const std::filesystem::path& out) {
    nn::Inspection inspection;
    inspection.keep(Site::BlockInput);
    inspection.keep(Site::AttentionWeights);
    const auto network = networkInput(input, model.device());
    const auto hidden = model.model->hidden(network, /*cache=*/nullptr, &inspection);

    NamedTensors all{{"input_ids", network.ids[0]}};
    if (network.segments.defined()) {
        all.emplace_back("token_type_ids", network.segments[0]);
    }
    const auto& abilities = model.folder.info.abilities;
    if (abilities.continues || abilities.fillsMasks) {
        all.emplace_back("logits", model.model->logits(hidden)[0]);
    }
    // Like transformers, the last hidden state is that after the final norm, if there is one.
    auto states = inspection.kept(Site::BlockInput);
    states.back() = hidden;
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
