#include "engine/models/anatomy_parts.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace vitrine::models {

namespace {

struct Place {
    int layer = -1;
    std::string_view name; ///< without the layer
};

Place placeOf(std::string_view name, std::string_view layerPrefix) {
    if (!name.starts_with(layerPrefix)) {
        return {-1, name};
    }
    name.remove_prefix(layerPrefix.size());
    const auto dot = name.find('.');
    int layer = 0;
    std::from_chars(name.data(), name.data() + dot, layer);
    return {layer, name.substr(dot + 1)};
}

ModelPart& partAt(std::vector<ModelPart>& parts, Site site, int layer) {
    const auto known = std::ranges::find_if(
        parts, [&](const ModelPart& part) { return part.site == site && part.layer == layer; });
    return known != parts.end() ? *known : parts.emplace_back(ModelPart{site, layer, {}});
}

/// Rows shared evenly, and a linear layer's matrix as formulas write it: x · W. Embeddings, which
/// are read row by row, stay as they are.
std::vector<std::int64_t> shapeOf(const NamedShape& parameter, const PartName& part) {
    auto shape = parameter.shape;
    shape.front() /= static_cast<std::int64_t>(part.sites.size());
    if (shape.size() == 2 && (part.symbol == "W" || part.symbol == "U")) {
        std::swap(shape[0], shape[1]);
    }
    return shape;
}

} // namespace

std::vector<ModelPart> anatomyParts(std::span<const NamedShape> parameters,
    std::span<const PartName> names, std::string_view layerPrefix) {
    std::vector<ModelPart> parts;
    for (const auto& parameter : parameters) {
        const auto place = placeOf(parameter.name, layerPrefix);
        const auto part = std::ranges::find(names, place.name, &PartName::parameter);
        assert(part != names.end());
        for (const Site site : part->sites) {
            partAt(parts, site, place.layer)
                .parameters.push_back({std::string(part->symbol), shapeOf(parameter, *part)});
        }
    }
    return parts;
}

} // namespace vitrine::models
