#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/metrics/confusion_matrix.h"

namespace vitrine::metrics {

/// What ROUGE compares: runs of ASCII letters and digits in small letters. Chinese characters,
/// which the original leaves out, are words of their own.
std::vector<std::string> rougeWords(std::string_view text);

/// Overlap of a text with a reference (Lin 2004). Hits, answered and expected are n-grams of the
/// text and of the reference; for the longest common subsequence, words.
struct RougeScores {
    PrecisionRecall unigrams; ///< ROUGE-1
    PrecisionRecall bigrams; ///< ROUGE-2
    PrecisionRecall longest; ///< ROUGE-L
    std::vector<std::string> subsequence; ///< a longest one that both have
};

RougeScores rouge(std::string_view text, std::string_view reference);

} // namespace vitrine::metrics
