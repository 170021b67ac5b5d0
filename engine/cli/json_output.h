#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/values/generation_result.h"
#include "engine/values/mask_prediction.h"
#include "engine/values/model_info.h"
#include "engine/values/text_evaluation.h"
#include "engine/values/token.h"

namespace vitrine::cli {

/// Members keep the order they are written in.
using Json = nlohmann::ordered_json;

/// What a model can be asked for: "generate", "fill-mask", "next-sentence".
std::vector<std::string> abilitiesOf(const ModelInfo& info);

Json toJson(const ModelInfo& info);
Json toJson(const Token& token);
Json toJson(const TokenProbability& candidate);
/// Probabilities are the model's own (temperature 1, nothing cut); `sampling_probability` is the
/// chosen token's after the processors. logprob in nats, entropy in bits, rank from 1.
Json toJson(const GeneratedToken& step);
Json toJson(const BeamHypothesis& hypothesis);
/// All of it, with the seconds that loading took.
Json toJson(const GenerationResult& result, double loadSeconds);
Json toJson(const TextEvaluation& evaluation);
Json toJson(const MaskPrediction& prediction);

} // namespace vitrine::cli
