#pragma once

#include "engine/decoding/generation_request.h"
#include "engine/decoding/logit_source.h"
#include "engine/values/generation_result.h"

namespace vitrine::decoding {

/// Follows the most probable hypotheses side by side, as Hugging Face transformers does with
/// num_beams, length_penalty and early_stopping=False: twice as many continuations as beams (more
/// with several end tokens) are looked at in each step; those among the best that end become
/// finished hypotheses, and the search ends when the best running one, with the length penalty of
/// its present length, cannot beat the worst of a full set of finished ones. The repetition penalty
/// applies, to log-probabilities; temperature and the top-k, top-p and min-p cuts do not. Calls
/// request.onBeams after each step.
GenerationResult searchBeams(LogitSource& source, const GenerationRequest& request);

} // namespace vitrine::decoding
