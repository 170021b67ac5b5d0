#pragma once

#include <optional>
#include <string_view>

#include "engine/values/ngram.h"

namespace vitrine::ngram {

/// "mle", "add-k", "good-turing", "katz", "kneser-ney", "modified-kneser-ney", "stupid-backoff".
std::string_view smoothingName(NgramSmoothing smoothing);
std::optional<NgramSmoothing> smoothingNamed(std::string_view name);

/// "word", "character".
std::string_view unitName(NgramUnit unit);
std::optional<NgramUnit> unitNamed(std::string_view name);

} // namespace vitrine::ngram
