#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

#include "engine/ngram/ngram_counts.h"
#include "engine/ngram/window_runs.h"
#include "engine/values/expected.h"

namespace vitrine::ngram {

/// Part of the text that has been read, 0 to 1.
using CountingProgress = std::function<void(double)>;

/// Counts the n-grams of texts, one sentence on each line. A line end is \n or \r\n; an empty line
/// is a sentence without words, as lmplz takes it.
class NgramCounter {
public:
    /// Errors: OptionInvalid.
    static Expected<NgramCounter> create(NgramCounting counting);

    /// Errors: those of MappedFile; TextInvalid (place: line and byte), Interrupted, OutOfMemory.
    Expected<void> addFile(const std::filesystem::path& file, const CountingProgress& onProgress,
        const std::stop_token& stop);
    /// Errors: TextInvalid, Interrupted, OutOfMemory.
    Expected<void> addText(
        std::string_view text, const CountingProgress& onProgress, const std::stop_token& stop);
    /// The counts of all texts. Nothing may be added after it. Errors: DatasetTooSmall where there
    /// was no line; Interrupted, OutOfMemory, FileTooLarge.
    Expected<std::shared_ptr<const NgramCounts>> finish(const std::stop_token& stop);

private:
    explicit NgramCounter(NgramCounting counting);
    Expected<void> addLine(std::string_view line);

    NgramCounting m_counting;
    std::shared_ptr<WordTable> m_words;
    WindowRuns m_windows;
    std::vector<WordId> m_sentence;
    NgramCounts::SentenceHashes m_hashes;
};

} // namespace vitrine::ngram
