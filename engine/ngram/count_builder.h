#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "engine/ngram/ngram_counts.h"
#include "engine/ngram/window_runs.h"

namespace vitrine::ngram {

/// What is known of a text when its last sentence is read.
struct CountedText {
    std::shared_ptr<const WordTable> words;
    NgramCounting counting;
    NgramCounts::SentenceHashes sentences;
};

/// Sorted windows to n-grams of all orders with their counts, less what the cut-offs drop.
/// Errors: Interrupted, OutOfMemory, FileTooLarge (more than 2³² n-grams of one order).
Expected<std::shared_ptr<const NgramCounts>> buildCounts(
    WindowRuns& windows, CountedText text, const std::stop_token& stop);

} // namespace vitrine::ngram
