#pragma once

#include <optional>
#include <string_view>

namespace vitrine::embeddings {

/// Takes a decimal number such as "-0.0123" or "1e-05" off the front of `text`, which must not be
/// empty; nothing where there is none. Rounded once to double and once to float, as
/// numpy.float32(float(text)) is.
std::optional<float> takeNumber(std::string_view& text);

} // namespace vitrine::embeddings
