#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::metrics {

struct MeteorMatch {
    int word = 0; ///< of the text
    int reference = 0; ///< the word of the reference that it stands for
    bool stem = false; ///< only their stems are equal
    bool operator==(const MeteorMatch&) const = default;
};

/// METEOR with exact words and stems (Lavie & Agarwal 2007, with α = 0.9, β = 3, γ = 0.5).
struct MeteorScore {
    double score = 0; ///< (1 − penalty) · mean
    double precision = 0;
    double recall = 0;
    double mean = 0; ///< harmonic, recall counting nine times as much
    double penalty = 0; ///< γ · (chunks ÷ matches)^β
    int chunks = 0; ///< runs of matches that stand side by side in both
    std::vector<MeteorMatch> matches; ///< by word
};

/// Small letters, cut at word boundaries.
std::vector<std::string> meteorWords(std::string_view text);

/// Words from the last to the first take the last equal word of the reference that is free, first
/// as they are, then by their stems (Porter 1980).
MeteorScore meteor(std::span<const std::string> words, std::span<const std::string> reference);

} // namespace vitrine::metrics
