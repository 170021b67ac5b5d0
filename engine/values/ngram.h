#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace vitrine {

/// A word's number in the vocabulary of an n-gram model.
using WordId = std::uint32_t;

/// What an n-gram model counts.
enum class NgramUnit {
    Word, ///< what white space separates
    Character, ///< every code point but the line end
};

/// How counts become probabilities.
enum class NgramSmoothing {
    MaximumLikelihood, ///< c(hw) / c(h)
    AddK, ///< (c(hw) + k) / (c(h) + kV) (Lidstone)
    GoodTuring, ///< r* = (r + 1) n(r+1) / n(r); what is left is shared evenly (Good 1953)
    Katz, ///< Good–Turing discounts, what is left goes to the shorter context (Katz 1987)
    KneserNey, ///< one discount per order, interpolated (Kneser & Ney 1995)
    ModifiedKneserNey, ///< three discounts per order, interpolated (Chen & Goodman 1998)
    StupidBackoff, ///< c(hw) / c(h), else a fixed factor; no probability (Brants et al. 2007)
};

inline constexpr int MaximumNgramOrder = 7;

/// How a model is estimated from counts.
struct NgramEstimate {
    NgramSmoothing smoothing = NgramSmoothing::ModifiedKneserNey;
    int order = 0; ///< longest n-gram used; 0 takes all that were counted
    double addK = 1; ///< of AddK, above 0
    double backoffFactor = 0.4; ///< of StupidBackoff, above 0
    bool operator==(const NgramEstimate&) const = default;
};

/// How a text is counted.
struct NgramCounting {
    int order = 3; ///< longest n-gram, 1 to MaximumNgramOrder
    NgramUnit unit = NgramUnit::Word;
    /// By order from 1: n-grams seen at most so often are dropped. The last one also holds for
    /// longer n-grams; never falling, and 0 for order 1; empty keeps all.
    std::vector<std::uint32_t> cutoffs{};
    std::uint64_t memoryBytes = std::uint64_t{1} << 30; ///< beyond it, disk is used
    std::filesystem::path temporaryFolder{}; ///< for what does not fit; empty is the system's
    bool operator==(const NgramCounting&) const = default;
};

/// The discounts of one order: of n-grams seen once, twice, …; beyond the last, the last one holds
/// for Kneser–Ney and none for Good–Turing.
struct NgramDiscounts {
    /// Kneser–Ney: what is subtracted from a count. Good–Turing: what a count is multiplied with.
    std::vector<double> values;
    /// The text is too small or too regular for the formula; usual values stand in.
    bool substituted = false;
    bool operator==(const NgramDiscounts&) const = default;
};

/// One sentence under an n-gram model. Logarithms here are to base 10, as ARPA files have them.
struct NgramSentenceScore {
    double log10 = 0; ///< of the whole sentence with its end
    int tokens = 0; ///< words and the end of the sentence
    int unknownWords = 0;
    double log10Unknown = 0; ///< the part of `log10` that unknown words have
    bool operator==(const NgramSentenceScore&) const = default;
};

} // namespace vitrine
