#pragma once

#include <optional>

#include <QString>

namespace vitrine::widgets {

/// What a model made of a prompt with some number of solved examples.
struct PromptTrial {
    int shots = 0;
    std::optional<double> answerProbability; ///< of the right answer; unset where none was given
    QString continuation; ///< the most probable tokens, to the end of the line
    bool operator==(const PromptTrial&) const = default;
};

} // namespace vitrine::widgets
