#pragma once

#include <span>
#include <vector>

#include "engine/train/task_encoder.h"
#include "engine/values/task_answers.h"

namespace vitrine::api {

/// The logits of one window: that the answer begins, and ends, at each position.
struct WindowLogits {
    std::span<const float> start;
    std::span<const float> end;
};

/// The likeliest answers in the windows of a context, as SQuAD's baseline finds them (Devlin et al.
/// 2018, section 4.2): in a window a beginning and an end are chosen among its context's tokens and
/// the first position, which stands for no answer. Overlapping windows may find the same answer; it
/// is given once.
class AnswerSearch {
public:
    explicit AnswerSearch(const AnswerOptions& options) : m_options(options) { }

    void add(const train::QuestionWindow& window, const WindowLogits& logits);
    Answers best() const;

private:
    void merge(const AnswerSpan& span);
    void merge(const AnswerToken& token);

    AnswerOptions m_options;
    std::vector<AnswerSpan> m_found;
    std::vector<AnswerToken> m_tokens; // by their places
    double m_noAnswer = 1;
};

} // namespace vitrine::api
