#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/values/data_problem.h"

namespace vitrine {

/// A text, or a pair, and its label.
struct LabelledText {
    std::string text;
    std::string second; ///< empty: no pair
    std::string label;
    std::size_t line = 0; ///< of its file
    bool operator==(const LabelledText&) const = default;
};

/// The words of a sentence and the tag of each: "O", "B-PER", "I-PER".
struct TaggedWords {
    std::vector<std::string> words;
    std::vector<std::string> tags;
    std::size_t line = 0; ///< of its file
    bool operator==(const TaggedWords&) const = default;
};

/// A question and where in a context its answer stands.
struct AnsweredQuestion {
    std::string question;
    std::string context;
    std::string answer; ///< empty: the context has none
    std::size_t start = 0; ///< byte offset of the answer in the context
    bool operator==(const AnsweredQuestion&) const = default;
};

/// What a user asks and what the model is to say.
struct PromptAnswer {
    std::string prompt;
    std::string answer;
    bool operator==(const PromptAnswer&) const = default;
};

/// The rows of data files that can be used, and what is wrong with others.
template <typename Row>
struct DataRows {
    std::vector<Row> rows;
    std::vector<int> repeats; ///< how often each row is to be seen in an epoch; empty: once
    std::vector<DataProblem> problems;
};

} // namespace vitrine
