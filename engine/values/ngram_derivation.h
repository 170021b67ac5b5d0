#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/values/ngram.h"

namespace vitrine {

/// What the counts say of one word after one context.
struct NgramEvidence {
    bool continuations = false; ///< counts are of different words before, not of occurrences
    std::uint64_t count = 0; ///< of the n-gram; 0 where it is not in the model
    std::uint64_t total = 0; ///< what the method divides by: of all n-grams with this context
    std::uint64_t kinds = 0; ///< different words that follow the context in the model
    /// Kneser–Ney: what is subtracted. Good–Turing: what the count is multiplied with.
    double discount = 0;
    bool operator==(const NgramEvidence&) const = default;
};

/// One context on the way from the longest to the empty one.
struct NgramDerivationStep {
    std::vector<std::string> context; ///< its words
    bool contextKnown = false; ///< in the model; where not, the shorter context takes its place
    bool found = false; ///< the n-gram itself is in the model
    double backoff = 1; ///< weight of the shorter context
    double lower = 0; ///< the word's probability after the shorter context; 1/V after the empty one
    double probability = 0; ///< the word's probability after this context
    std::optional<NgramEvidence> evidence; ///< nothing for a model from an ARPA file
    bool operator==(const NgramDerivationStep&) const = default;
};

/// How an n-gram model came to a probability.
struct NgramDerivation {
    std::string word;
    bool known = true; ///< in the vocabulary; where not, it is <unk>'s probability
    std::optional<NgramEstimate> estimate; ///< nothing for an ARPA file, whose method is not known
    int order = 0;
    std::uint64_t vocabulary = 0; ///< V: words that can come next
    double probability = 0;
    /// From the longest context on. Interpolated methods use all; the others stop at the first that
    /// has the word.
    std::vector<NgramDerivationStep> steps;
    bool operator==(const NgramDerivation&) const = default;
};

} // namespace vitrine
