#pragma once

#include "engine/text/tokenizer.h"
#include "engine/values/next_token_distribution.h"

namespace vitrine::app {

/// Candidates that are no text, as the token that ends it, are shown by their name in the
/// vocabulary.
void nameCandidates(NextTokenDistribution& distribution, const text::Tokenizer& tokenizer);

} // namespace vitrine::app
