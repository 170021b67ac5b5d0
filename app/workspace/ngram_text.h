#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/ngram/ngram_counts.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// What the user wants counted: a pasted text or a file, one sentence on each line.
struct NgramText {
    std::string text; ///< UTF-8; taken where `file` is empty
    std::filesystem::path file;

    bool isEmpty() const { return text.empty() && file.empty(); }
    bool operator==(const NgramText&) const = default;
};

/// Every line that is not empty, in order; a file is read in blocks. Stops at the first error.
/// Errors: those of `onLine` and LineBlocks; Interrupted.
Expected<void> forEachLine(const NgramText& text, const std::stop_token& stop,
    const std::function<Expected<void>(std::string_view line)>& onLine);

/// A line as it is counted: words stand apart.
std::string countedLine(std::string_view line, NgramUnit unit);

/// Errors: those of forEachLine() and NgramCounter.
Expected<std::shared_ptr<const ngram::NgramCounts>> countText(
    const NgramText& text, const NgramCounting& counting, const std::stop_token& stop);

} // namespace vitrine::app
