#include "engine/metrics/span_f1.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <string_view>

namespace vitrine::metrics {

namespace {

/// What follows "B-" or "I-"; empty for O.
std::string_view kindOf(std::string_view tag) {
    return tag.size() > 2 && tag[1] == '-' ? tag.substr(2) : std::string_view();
}

} // namespace

std::vector<EntitySpan> entitySpans(std::span<const std::string> tags) {
    std::vector<EntitySpan> spans;
    bool inside = false;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const auto kind = kindOf(tags[i]);
        const bool goesOn = inside && tags[i].front() == 'I' && spans.back().kind == kind;
        inside = !kind.empty();
        const int place = static_cast<int>(i);
        if (inside && goesOn) {
            spans.back().last = place + 1;
        } else if (inside) {
            spans.push_back({place, place + 1, std::string(kind)});
        }
    }
    return spans;
}

void SpanEvaluation::add(
    std::span<const std::string> expected, std::span<const std::string> answered) {
    assert(expected.size() == answered.size());
    const auto right = entitySpans(expected);
    for (const auto& span : right) {
        ++m_kinds[span.kind].expected;
    }
    for (const auto& span : entitySpans(answered)) {
        auto& counts = m_kinds[span.kind];
        ++counts.answered;
        counts.hits += std::ranges::binary_search(right, span) ? 1 : 0;
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        m_rightTags += expected[i] == answered[i] ? 1 : 0;
    }
    m_tags += static_cast<std::int64_t>(expected.size());
}

SpanScores SpanEvaluation::scores() const {
    SpanScores scores;
    std::vector<PrecisionRecall> kinds;
    for (const auto& [kind, counts] : m_kinds) {
        kinds.push_back(precisionRecall(counts.hits, counts.answered, counts.expected));
        scores.kinds[kind] = kinds.back();
    }
    scores.means = meansOf(kinds);
    scores.tokenAccuracy
        = m_tags == 0 ? 0 : static_cast<double>(m_rightTags) / static_cast<double>(m_tags);
    return scores;
}

} // namespace vitrine::metrics
