#pragma once

#include <QString>

namespace vitrine::widgets {

/// How probable a model finds one of several answers to a prompt.
struct CandidateAnswer {
    QString text;
    int tokens = 0;
    double logProbability = 0; ///< nats, the sum over its tokens
    double share = 0; ///< its probability among the candidates; these add up to 1
    bool right = false;
    bool operator==(const CandidateAnswer&) const = default;
};

/// A longer answer has a smaller probability whatever it says; this makes up for it.
inline double perToken(const CandidateAnswer& answer) {
    return answer.tokens > 0 ? answer.logProbability / answer.tokens : 0;
}

} // namespace vitrine::widgets
