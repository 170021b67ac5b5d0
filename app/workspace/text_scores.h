#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/metrics/bleu.h"
#include "engine/metrics/meteor.h"
#include "engine/metrics/rouge.h"

namespace vitrine::app {

/// A written text beside its reference, worked out.
struct ScoredPair {
    metrics::RougeScores rouge;
    metrics::MeteorScore meteor;
    std::vector<std::string> words; ///< as METEOR cuts the text
    std::vector<std::string> referenceWords;
};

/// How near written texts come to their references.
struct TextScores {
    std::vector<ScoredPair> pairs;
    metrics::BleuScore bleu; ///< of all together
    bool chinese = false; ///< cut into characters
    /// Means over the pairs.
    double rouge1 = 0;
    double rouge2 = 0;
    double rougeL = 0;
    double meteor = 0;
};

/// Line by line; lines beyond the shorter list are left out, as are pairs of empty lines.
TextScores scoreTexts(std::string_view candidates, std::string_view references);

} // namespace vitrine::app
