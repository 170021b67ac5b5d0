#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/train/text_filter.h"
#include "engine/values/data_problem.h"
#include "engine/values/data_source.h"
#include "engine/values/expected.h"

namespace vitrine::train {

/// Texts as token ids. Each stands between the token that begins a text and the one that ends it,
/// so that its first token and its end are predicted too.
class TextDataset {
public:
    /// Appends every text of a source, but those that `filter` leaves out; each counts as often as
    /// the source is to be repeated, and is stored once. What is wrong with others goes to
    /// `problems`. Errors: those of forEachText; TextInvalid; TokenizerUnsupported (no token begins
    /// or ends a text).
    Expected<void> addTexts(const CorpusFile& source, const text::Tokenizer& tokenizer,
        TextFilter& filter, std::vector<DataProblem>& problems);
    /// The same for all lines of a text file.
    Expected<void> addLines(
        const std::filesystem::path& file, const text::Tokenizer& tokenizer, int repeat = 1);

    /// Where a text lies in tokens().
    struct Range {
        std::size_t begin;
        std::size_t end;
    };
    std::span<const Range> texts() const { return m_texts; }
    std::span<const TokenId> tokens() const { return m_tokens; }
    /// Tokens to be predicted in one pass over all texts.
    std::int64_t targets() const;

private:
    std::vector<TokenId> m_tokens;
    std::vector<Range> m_texts;
};

} // namespace vitrine::train
