#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/metrics/confusion_matrix.h"

namespace vitrine::metrics {

/// A named entity: tokens [first, last) of one kind.
struct EntitySpan {
    int first = 0;
    int last = 0;
    std::string kind;
    auto operator<=>(const EntitySpan&) const = default;
};

/// The entities that B-, I- and O tags mark. By the rule of CoNLL's evaluation an I- that follows
/// another kind or O begins an entity as a B- does (Tjong Kim Sang & De Meulder 2003).
std::vector<EntitySpan> entitySpans(std::span<const std::string> tags);

/// An entity counts only where its kind, its first and its last token are right.
struct SpanScores {
    std::map<std::string, PrecisionRecall> kinds;
    ClassMeans means;
    double tokenAccuracy = 0; ///< share of the tags that are right
};

/// Sums sentences up.
class SpanEvaluation {
public:
    /// Tags of one sentence, as many expected as answered.
    void add(std::span<const std::string> expected, std::span<const std::string> answered);
    SpanScores scores() const;

private:
    struct Counts {
        std::int64_t hits = 0;
        std::int64_t answered = 0;
        std::int64_t expected = 0;
    };

    std::map<std::string, Counts> m_kinds;
    std::int64_t m_rightTags = 0;
    std::int64_t m_tags = 0;
};

} // namespace vitrine::metrics
