#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/metrics/confusion_matrix.h"

namespace vitrine::metrics {

/// The words that count in an answer: in small letters, without punctuation and English articles
/// (Rajpurkar et al. 2016, SQuAD); each Chinese character is a word.
std::vector<std::string> answerWords(std::string_view answer);

struct AnswerMatch {
    bool exact = false; ///< the same words in the same order
    PrecisionRecall words; ///< those that both have, as bags
};

/// Against the right answer that fits best; where there is none, no answer is right.
AnswerMatch matchAnswer(std::string_view answer, std::span<const std::string> rightAnswers);

} // namespace vitrine::metrics
