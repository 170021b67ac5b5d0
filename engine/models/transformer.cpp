#include "engine/models/transformer.h"

namespace vitrine::models {

nn::LinearRow Transformer::linearRow(
    Site site, const ComponentPlace& place, const torch::Tensor& /*input*/) {
    const auto map = layerMap(site, place.layer);
    const auto row = map.firstRow + place.component;
    return {map.linear->row(row),
        map.linear->bias.defined() ? map.linear->bias[row].item<double>() : 0};
}

} // namespace vitrine::models
