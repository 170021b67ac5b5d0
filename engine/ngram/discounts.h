#pragma once

#include "engine/ngram/ngram_counts.h"
#include "engine/values/ngram.h"

namespace vitrine::ngram {

/// Whether a method counts the different words before an n-gram for all but its highest order.
bool usesContinuations(NgramSmoothing smoothing);

/// The discounts of order `order` in a model of order `modelOrder`; empty for methods without.
/// Kneser–Ney: D = n1 / (n1 + 2 n2). Modified: D1, D2 and D3+ (Chen & Goodman 1998, equation 26).
/// Good–Turing: r* / r for r up to 5, with Katz's correction that leaves larger counts as they are
/// (Katz 1987, equation 16), from smoothed numbers where the plain ones do not do (Gale & Sampson
/// 1995).
NgramDiscounts discountsOf(
    const NgramCounts& counts, NgramSmoothing smoothing, int order, int modelOrder);

} // namespace vitrine::ngram
