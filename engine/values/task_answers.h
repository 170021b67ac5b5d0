#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace vitrine {

struct LabelProbability {
    std::string label;
    double probability = 0;
    bool operator==(const LabelProbability&) const = default;
};

/// A word of a text and its most probable tag.
struct TaggedWord {
    std::size_t begin = 0; ///< byte offsets into the text
    std::size_t end = 0;
    std::string tag; ///< "B-PER"
    double probability = 0;
    std::vector<double> probabilities; ///< of every tag, as Task::labels orders them
    bool operator==(const TaggedWord&) const = default;
};

/// An entity: words that belong together.
struct TaggedSpan {
    std::size_t begin = 0; ///< byte offsets into the text
    std::size_t end = 0;
    std::string entity; ///< "PER"
    double probability = 0; ///< mean of its words'
    bool operator==(const TaggedSpan&) const = default;
};

/// A text with its entities.
struct TaggedText {
    std::vector<TaggedWord> words; ///< those that the model read
    std::vector<TaggedSpan> spans;
    std::size_t wordsDropped = 0; ///< at the end, which did not fit the context
    bool operator==(const TaggedText&) const = default;
};

/// A part of a context that may answer a question.
struct AnswerSpan {
    std::size_t begin = 0; ///< byte offsets into the context
    std::size_t end = 0;
    double startProbability = 0; ///< that the answer begins here
    double endProbability = 0; ///< that it ends here
    double probability() const { return startProbability * endProbability; }
    bool operator==(const AnswerSpan&) const = default;
};

/// How likely an answer begins, and ends, at a token of a context. Where a context is read in
/// windows that overlap, the likelier one counts.
struct AnswerToken {
    std::size_t begin = 0; ///< byte offsets into the context
    std::size_t end = 0;
    double startProbability = 0;
    double endProbability = 0;
    bool operator==(const AnswerToken&) const = default;
};

struct AnswerOptions {
    int top = 1; ///< answers, the most probable first
    int longest = 30; ///< tokens of an answer
};

struct Answers {
    std::vector<AnswerSpan> spans;
    double noAnswer = 0; ///< probability that the context does not tell
    std::vector<AnswerToken> tokens; ///< of the context, in order
    /// The likeliest span; null where the context rather does not tell.
    const AnswerSpan* best() const {
        return spans.empty() || spans.front().probability() < noAnswer ? nullptr : &spans.front();
    }
    bool operator==(const Answers&) const = default;
};

} // namespace vitrine
