#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/values/expected.h"
#include "engine/values/token.h"

namespace vitrine::api {

/// What a model reads at once, to predict every id but the first from those before it.
struct EvaluationWindow {
    std::vector<TokenId> ids;
    std::size_t first = 0; ///< targets at its beginning that the window before has scored
    std::int64_t characters = 0; ///< of the text that ends with it, as far as they are predicted

    std::size_t inputs() const { return ids.size() - 1; }
    std::size_t targets() const { return inputs() - first; }
};

/// A text that stands alone, in windows of at most `context` inputs that overlap by half; none for
/// a text with nothing to predict. `withEnd` counts its end too, as a character. Error:
/// TextInvalid.
Expected<std::vector<EvaluationWindow>> windowsOf(
    std::string_view text, bool withEnd, const text::Tokenizer& tokenizer, std::size_t context);

} // namespace vitrine::api
