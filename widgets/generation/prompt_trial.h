#pragma once

#include <optional>
#include <vector>

#include <QString>

#include "widgets/generation/candidate_answer.h"

namespace vitrine::widgets {

/// What a model made of a prompt with some number of solved examples.
struct PromptTrial {
    int shots = 0;
    std::optional<double> answerProbability; ///< of the right answer; unset where none was given
    QString continuation; ///< the most probable tokens, to the end of the line
    std::vector<CandidateAnswer> candidates{}; ///< the answers that were to be compared
    bool operator==(const PromptTrial&) const = default;
};

} // namespace vitrine::widgets
