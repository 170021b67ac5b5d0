#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <torch/torch.h>

#include "engine/nn/inspection.h"
#include "engine/values/input_attribution.h"

namespace vitrine::inspect {

/// What of a pass is explained.
struct ExplainedScore {
    torch::Tensor value; ///< one number
    std::vector<std::int64_t> positions; ///< where it is read
};

/// Runs `pass`, over one text, and explains its score: gradient × token embedding (Shrikumar et al.
/// 2016, section 3.4), and the attention of the places where it is read. The result has no tokens
/// yet, and no contributions where the embeddings cannot carry a gradient, which those in reduced
/// precision cannot. Not within an InferenceMode.
InputAttribution attributionOf(const std::function<ExplainedScore(nn::Inspection&)>& pass);

} // namespace vitrine::inspect
