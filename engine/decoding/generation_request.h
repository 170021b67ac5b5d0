#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <stop_token>

#include "engine/text/tokenizer.h"
#include "engine/values/beam_snapshot.h"
#include "engine/values/expected.h"
#include "engine/values/generated_token.h"
#include "engine/values/generation_options.h"

namespace vitrine::decoding {

/// More hypotheses than this would take more memory than they could be worth.
inline constexpr int MaximumBeams = 64;

/// What to continue, how, and whom to tell. Everything referred to outlives the request.
struct GenerationRequest {
    std::span<const TokenId> prompt; ///< at least one token, within the context length
    const GenerationOptions& options; ///< checked
    const text::Tokenizer& tokenizer;
    std::span<const TokenId> endTokens; ///< any of them ends a text where options.stopAtEndOfText
    std::stop_token stop;
    std::function<void(const GeneratedToken&)> onToken;
    std::function<void(const BeamSnapshot&)> onBeams;

    bool endsText(TokenId id) const {
        return options.stopAtEndOfText && std::ranges::find(endTokens, id) != endTokens.end();
    }
};

/// OptionInvalid for the first field outside its range.
Expected<void> checkOptions(const GenerationOptions& options);

} // namespace vitrine::decoding
