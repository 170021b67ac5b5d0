#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/train/text_filter.h"
#include "engine/values/data_problem.h"
#include "engine/values/data_source.h"
#include "engine/values/expected.h"

namespace vitrine::train {

/// Texts as token ids, cut into sentences, for a model that fills masks. No special tokens stand
/// in them: where they go depends on what the examples are made of.
class SentenceDataset {
public:
    /// Appends every text of a source, but those that `filter` leaves out; each counts as often as
    /// the source is to be repeated, and is stored once. What is wrong with others goes to
    /// `problems`. Errors: those of forEachText; TextInvalid.
    Expected<void> addTexts(const CorpusFile& source, const text::Tokenizer& tokenizer,
        TextFilter& filter, std::vector<DataProblem>& problems);
    /// The same for all lines of a text file.
    Expected<void> addLines(
        const std::filesystem::path& file, const text::Tokenizer& tokenizer, int repeat = 1);

    /// Where each sentence of a text ends in tokens(); it begins where the one before ends.
    struct Text {
        std::size_t begin = 0;
        std::vector<std::size_t> sentenceEnds;
    };
    std::span<const Text> texts() const { return m_texts; }
    std::span<const TokenId> tokens() const { return m_tokens; }

private:
    std::vector<TokenId> m_tokens;
    std::vector<Text> m_texts;
};

} // namespace vitrine::train
