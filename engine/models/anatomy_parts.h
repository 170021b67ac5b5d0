#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/model_anatomy.h"

namespace vitrine::models {

/// Which part a parameter belongs to, and what formulas call it.
struct PartName {
    std::string_view parameter; ///< the end of its name, after the layer's number
    std::string_view symbol;
    std::vector<Site> sites; ///< several share its rows evenly: queries, keys, values
};

/// A parameter by its name in the network and its shape there: matrices are [output, input].
struct NamedShape {
    std::string name;
    std::vector<std::int64_t> shape;
};

/// The parts that these parameters, in the order of the computation, belong to. `layerPrefix`
/// stands before the number of a layer ("blocks."). Every parameter must be named in `names`.
std::vector<ModelPart> anatomyParts(std::span<const NamedShape> parameters,
    std::span<const PartName> names, std::string_view layerPrefix);

} // namespace vitrine::models
