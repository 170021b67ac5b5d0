#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/workspace/ngram_text.h"

namespace vitrine::app {

/// Where a model of the user's own comes from: an ARPA file, or a text that is counted.
struct OwnNgram {
    std::filesystem::path arpa; ///< where it is empty, the rest holds
    NgramText text;
    NgramCounting counting;
    NgramEstimate estimate;
    bool operator==(const OwnNgram&) const = default;
};

/// The list of models that stand side by side, as it survives a restart.
struct ShelfState {
    std::optional<std::vector<NgramEstimate>>
        estimates; ///< of built-in counts; nothing: as at first
    std::vector<std::string> networks{"feed-forward", "lstm"}; ///< architectures of built-in ones
    std::vector<OwnNgram> own;
    std::set<std::string> hidden; ///< keys of models that are switched off
    bool operator==(const ShelfState&) const = default;
};

} // namespace vitrine::app
