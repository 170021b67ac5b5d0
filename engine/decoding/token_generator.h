#pragma once

#include "engine/decoding/generation_request.h"
#include "engine/decoding/logit_source.h"
#include "engine/values/generation_result.h"

namespace vitrine::decoding {

/// Continues a text token by token: the most probable one (greedy) or a drawn one (sample).
/// Calls request.onToken after each. The texts of the steps add up to the text of the result.
GenerationResult generateTokens(LogitSource& source, const GenerationRequest& request);

} // namespace vitrine::decoding
