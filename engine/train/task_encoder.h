#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/train/encoded_examples.h"
#include "engine/train/word_tokens.h"
#include "engine/values/data_rows.h"
#include "engine/values/expected.h"
#include "engine/values/task.h"

namespace vitrine::train {

/// A context, or a part of one that fits, behind a question.
struct QuestionWindow {
    SegmentedIds input;
    std::size_t contextBegin = 0; ///< place of the context's first token in the input
    std::vector<ByteRange> tokens; ///< what each of them stands for in the context
};

/// A text whose words are to be told apart.
struct WordedInput {
    SegmentedIds input;
    /// Of each word the place of its first token in the input; none where it does not fit.
    std::vector<std::optional<std::size_t>> firstTokens;
};

/// The labels of rows in a fixed order: numbers by size, others by letters; of tags "O" first, then
/// B- and I- of each entity.
std::vector<std::string> labelsOf(const std::vector<LabelledText>& rows);
std::vector<std::string> labelsOf(const std::vector<TaggedWords>& rows);

/// Turns rows into what a model reads and is to tell. What is longer than `blockLength` tokens is
/// cut, or read in several windows, of which each has half of the one before.
class TaskEncoder {
public:
    TaskEncoder(std::shared_ptr<const text::Tokenizer> tokenizer, std::size_t blockLength)
        : m_tokenizer(std::move(tokenizer)), m_blockLength(blockLength) { }

    /// One text, or a pair that is cut "longest first". Errors: those of the tokeniser.
    Expected<SegmentedIds> input(const std::string& text, const std::string& second) const;
    /// A label's number. Errors: as above; OptionInvalid for a label that is not among `labels`.
    Expected<EncodedExample> labelled(
        const LabelledText& row, const std::vector<std::string>& labels) const;
    Expected<WordedInput> worded(const WordedText& text) const;
    /// The tag's number at the first token of each word.
    Expected<EncodedExample> tagged(
        const TaggedWords& row, const std::vector<std::string>& labels) const;
    /// First and last token of the answer, both 0 in a window that does not hold it.
    Expected<std::vector<EncodedExample>> answered(const AnsweredQuestion& row) const;
    /// Every token of the answer from those before it. Error: TokenizerUnsupported where no token
    /// begins or ends a text.
    Expected<EncodedExample> instructed(const PromptAnswer& row) const;

    Expected<std::vector<QuestionWindow>> windows(
        const std::string& question, const std::string& context) const;

private:
    std::shared_ptr<const text::Tokenizer> m_tokenizer;
    std::size_t m_blockLength;
};

/// What a model reads before its answer: the prompt on a line of its own.
std::string promptText(const std::string& prompt);

} // namespace vitrine::train
