#pragma once

#include <optional>
#include <vector>

#include <QString>

#include "engine/values/token_probability.h"

namespace vitrine::widgets {

/// What one model sees around a gap in a text, and what it expects in it.
struct ContextView {
    QString model; ///< its name
    QString seen; ///< the text around the gap
    std::vector<TokenProbability> candidates; ///< most probable first
    std::optional<double> probability; ///< of the word that stands there
    std::optional<double> entropy; ///< bits; unset while nothing is known
    bool operator==(const ContextView&) const = default;
};

} // namespace vitrine::widgets
