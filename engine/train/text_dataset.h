#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/values/expected.h"

namespace vitrine::train {

/// Texts as token ids. Each stands between the token that begins a text and the one that ends it,
/// so that its first token and its end are predicted too.
class TextDataset {
public:
    /// Appends every line of `file` that is not empty, each as a text. With `repeat` above 1 the
    /// texts count that often (and are stored once). Errors: those of reading the file,
    /// TextInvalid, TokenizerUnsupported (no token begins or ends a text).
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
