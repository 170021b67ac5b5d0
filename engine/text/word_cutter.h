#pragma once

#include <functional>
#include <vector>

#include "engine/text/json_value.h"
#include "engine/text/traced_text.h"

namespace vitrine::text {

/// Cuts a normalised text into the words that a tokeniser works on: each step takes every word of
/// the one before and gives what becomes of it.
class WordCutter {
public:
    using Words = std::vector<TracedText>;
    using Step = std::function<void(const TracedText& word, Words& words)>;

    WordCutter() = default;
    explicit WordCutter(std::vector<Step> steps);

    /// None empty.
    Words words(TracedText text) const;

private:
    std::vector<Step> m_steps;
};

/// Reads the pre-tokenisers of tokenizer.json: those of readSplitRules(), ByteLevel and Metaspace.
/// What is wrong flies as in tokenizer_parts.
WordCutter readWordCutter(const std::vector<JsonValue>& parts);

/// When a Metaspace puts its mark before a word that does not begin with it.
enum class PrefixScheme { Always, First, Never };

/// Of a Metaspace, as pre-tokeniser or decoder.
struct MetaspaceOptions {
    std::string mark; ///< that stands for a space: "▁"
    PrefixScheme prefix = PrefixScheme::Always;
    bool split = true; ///< before each mark
};
MetaspaceOptions readMetaspace(const JsonValue& part);

} // namespace vitrine::text
