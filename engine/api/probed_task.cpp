#include "engine/api/probed_task.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace vitrine::api {

namespace {

constexpr std::size_t ToldLabels = 3; // of a text: the most probable

std::string withProbability(const std::string& text, double probability) {
    char number[16];
    std::snprintf(number, sizeof number, " %.3f", probability);
    return text + number;
}

std::string labelLine(const std::vector<LabelProbability>& labels) {
    std::string line;
    for (std::size_t i = 0; i < std::min(ToldLabels, labels.size()); ++i) {
        line += (i > 0 ? " · " : "") + withProbability(labels[i].label, labels[i].probability);
    }
    return line;
}

std::string bracketed(const std::string& text, const std::vector<TaggedSpan>& spans) {
    std::string line;
    std::size_t end = 0;
    for (const auto& span : spans) {
        line += text.substr(end, span.begin - end) + "["
            + text.substr(span.begin, span.end - span.begin) + " " + span.entity + "]";
        end = span.end;
    }
    return line + text.substr(end);
}

std::string answerLine(const std::string& context, const Answers& answers) {
    if (answers.spans.empty() || answers.spans.front().probability() < answers.noAnswer) {
        return withProbability("–", answers.noAnswer);
    }
    const auto& best = answers.spans.front();
    return withProbability(context.substr(best.begin, best.end - best.begin), best.probability());
}

/// Nothing is told of a text that cannot be read.
template <typename T>
Expected<T> orNothing(Expected<T> told) {
    const bool unreadable = !told
        && (told.error().code == ErrorCode::PromptEmpty
            || told.error().code == ErrorCode::TextInvalid);
    return unreadable ? T() : std::move(told);
}

} // namespace

Expected<std::string> taskAnswer(const TaskModel& model, const std::string& text,
    const std::string& context, const std::stop_token& stop) {
    switch (model.task().kind) {
    case TaskKind::Classification:
        return orNothing(model.classify(text, {}, stop).map(labelLine));
    case TaskKind::Tagging:
        return orNothing(model.tag(text, stop).map([&](const TaggedText& tagged) {
            return bracketed(text, tagged.spans);
        }));
    case TaskKind::QuestionAnswering:
        break;
    }
    return orNothing(model.answer(text, context, {}, stop).map([&](const Answers& answers) {
        return answerLine(context, answers);
    }));
}

Expected<void> expectLabel(const TaskModel& model, const std::string& text, TrainingProbe& probe,
    const std::stop_token& stop) {
    if (model.task().kind != TaskKind::Classification) {
        return {};
    }
    return orNothing(model.classify(text, {}, stop))
        .map([&](const std::vector<LabelProbability>& labels) {
            for (const auto& [label, probability] : labels) {
                const auto number = static_cast<TokenId>(probe.candidates.size());
                probe.candidates.push_back(
                    {number, label, static_cast<float>(probability), /*logit=*/0});
                probe.entropy -= probability > 0 ? probability * std::log2(probability) : 0;
            }
        });
}

} // namespace vitrine::api
