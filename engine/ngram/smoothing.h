#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "engine/ngram/backoff_model.h"
#include "engine/ngram/ngram_counts.h"
#include "engine/values/expected.h"

namespace vitrine::ngram {

/// What a method is told of one context h.
struct ContextCounts {
    std::span<const std::uint32_t> counts; ///< of each word that follows
    std::uint64_t total = 0; ///< of all that follow, also of words that a cut-off dropped
    std::span<const double> lower; ///< probability of each after the shorter context
    std::size_t vocabulary = 0; ///< words that can come next
};

/// p(w|h) of each word that follows, and the back-off weight that the others have.
struct ContextEstimate {
    std::vector<double> probabilities;
    double backoff = 1;
};

/// One context of at least one word that follows. Whatever the method (but stupid back-off), the
/// probabilities and the back-off weight times the shorter context's rest sum to one.
ContextEstimate estimateContext(
    const ContextCounts& context, const NgramEstimate& options, const NgramDiscounts& discounts);

/// What is taken from a count by Kneser–Ney's discounts.
double kneserNeyDiscount(const NgramDiscounts& discounts, std::uint64_t count);
/// What a count is multiplied with by Good–Turing's.
double goodTuringDiscount(const NgramDiscounts& discounts, std::uint64_t count);

/// Whether contexts shorter than order - 1 have an estimate of their own, for longer ones to back
/// off to. Where not (add-k, Good–Turing), a word that never follows has its share of what is left,
/// and only contexts at the start of a sentence may be shorter.
bool backsOffToCounts(NgramSmoothing smoothing);

/// A model of the counts. Errors: OptionInvalid, OutOfMemory, Interrupted.
Expected<std::shared_ptr<const BackoffModel>> estimate(
    const NgramCounts& counts, NgramEstimate options, const std::stop_token& stop);

} // namespace vitrine::ngram
