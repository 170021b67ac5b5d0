#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/weight_change.h"

namespace vitrine::api {

/// How far each matrix of a fine-tuned model is from that of the model it began as, in the order of
/// the forward pass. Weights stored in 16 bits are rounded: changes below about 0.0003 are not told
/// from none. Errors: those of loading; TensorShape (subject: `tuned`) where a matrix of the base
/// is missing or has another shape.
Expected<std::vector<WeightChange>> weightChanges(const std::filesystem::path& base,
    const std::filesystem::path& tuned, const std::stop_token& stop = {});

} // namespace vitrine::api
