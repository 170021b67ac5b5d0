#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "app/workspace/ngram_text.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// How n-gram models become better with the text that they are counted in.
struct LearningCurves {
    /// One way to make a model of counts.
    struct Curve {
        NgramSmoothing smoothing = NgramSmoothing::ModifiedKneserNey;
        int order = 1;
        std::vector<double> perplexities; ///< by size of text
        bool operator==(const Curve&) const = default;
    };
    std::vector<std::int64_t> tokens; ///< counted for each size, ends of lines included; doubling
    std::vector<Curve> curves;
    std::int64_t heldOut = 0; ///< tokens that the perplexities are of
    double done = 0; ///< share of the work
    bool operator==(const LearningCurves&) const = default;
};

/// The longest n-grams of the curves, and the order at which the methods are compared.
inline constexpr int longestLearned = 5;
inline constexpr int comparedOrder = 3;

using LearningCallback = std::function<void(const LearningCurves&)>;

/// Counts a 64th of a text's lines, a 32nd and so on to all, and measures models of each on every
/// tenth line, which none is counted in. All models share the vocabulary of the whole text: what
/// one gives an unknown word is parted evenly among the words that it has not seen. A stop leaves
/// what is done by then. Errors: those of countText(); DatasetTooSmall for fewer than ten lines;
/// Interrupted where there is no point yet.
Expected<LearningCurves> learningCurves(const NgramText& text, NgramUnit unit,
    const std::stop_token& stop, const LearningCallback& onProgress = {});

} // namespace vitrine::app
