#include "engine/api/answer_search.h"

#include <algorithm>
#include <cmath>

namespace vitrine::api {

namespace {

/// Softmax over the first position and those of the context: [0] is no answer, then the context.
std::vector<double> probabilitiesOf(
    std::span<const float> logits, const train::QuestionWindow& window) {
    std::vector<double> values{logits.front()};
    const auto context = logits.subspan(window.contextBegin, window.tokens.size());
    values.insert(values.end(), context.begin(), context.end());
    const double largest = *std::ranges::max_element(values);
    double sum = 0;
    for (auto& value : values) {
        value = std::exp(value - largest);
        sum += value;
    }
    for (auto& value : values) {
        value /= sum;
    }
    return values;
}

bool isLikelier(const AnswerSpan& a, const AnswerSpan& b) {
    return a.probability() > b.probability();
}

/// The likeliest first, no more than `count`.
void keepBest(std::vector<AnswerSpan>& spans, std::size_t count) {
    const auto kept = std::min(spans.size(), count);
    std::partial_sort(
        spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(kept), spans.end(), isLikelier);
    spans.resize(kept);
}

} // namespace

void AnswerSearch::add(const train::QuestionWindow& window, const WindowLogits& logits) {
    const auto starts = probabilitiesOf(logits.start, window);
    const auto ends = probabilitiesOf(logits.end, window);
    m_noAnswer = std::min(m_noAnswer, starts.front() * ends.front());
    const auto tokens = window.tokens.size();
    std::vector<AnswerSpan> spans;
    for (std::size_t first = 0; first < tokens; ++first) {
        const auto& place = window.tokens[first];
        merge(AnswerToken{place.begin, place.end, starts[first + 1], ends[first + 1]});
        const auto behind = std::min(tokens, first + static_cast<std::size_t>(m_options.longest));
        for (auto last = first; last < behind; ++last) {
            spans.push_back({window.tokens[first].begin, window.tokens[last].end, starts[first + 1],
                ends[last + 1]});
        }
    }
    keepBest(spans, static_cast<std::size_t>(m_options.top));
    for (const auto& span : spans) {
        merge(span);
    }
}

void AnswerSearch::merge(const AnswerSpan& span) {
    const auto same = std::ranges::find_if(m_found, [&](const AnswerSpan& found) {
        return found.begin == span.begin && found.end == span.end;
    });
    if (same == m_found.end()) {
        m_found.push_back(span);
    } else if (isLikelier(span, *same)) {
        *same = span;
    }
}

void AnswerSearch::merge(const AnswerToken& token) {
    const auto same = std::ranges::find(m_tokens, token.begin, &AnswerToken::begin);
    if (same == m_tokens.end()) {
        m_tokens.push_back(token);
    } else {
        same->startProbability = std::max(same->startProbability, token.startProbability);
        same->endProbability = std::max(same->endProbability, token.endProbability);
    }
}

Answers AnswerSearch::best() const {
    Answers answers{m_found, m_noAnswer, m_tokens};
    keepBest(answers.spans, static_cast<std::size_t>(m_options.top));
    return answers;
}

} // namespace vitrine::api
