#include "app/workspace/task_report.h"

#include <algorithm>
#include <array>

namespace vitrine::app {

namespace {

ReportedScore scoreOf(const std::string& name, const metrics::PrecisionRecall& scores) {
    return {ReportedScore::Kind::One, name, scores.precision, scores.recall, scores.f1,
        scores.expected};
}

void addMeans(TaskReport& report, const metrics::ClassMeans& means) {
    using Kind = ReportedScore::Kind;
    const auto& micro = means.micro;
    report.scores.push_back(
        {Kind::Macro, {}, means.precision, means.recall, means.f1, micro.expected});
    report.scores.push_back(
        {Kind::Micro, {}, micro.precision, micro.recall, micro.f1, micro.expected});
}

void addMatrix(TaskReport& report, const std::vector<std::string>& labels,
    const metrics::ConfusionMatrix& matrix) {
    report.labels = labels;
    for (int expected = 0; expected < matrix.classes(); ++expected) {
        for (int answered = 0; answered < matrix.classes(); ++answered) {
            report.confusion.push_back(matrix.count(expected, answered));
        }
    }
}

int indexOf(const std::string& label, const std::vector<std::string>& labels) {
    return static_cast<int>(std::ranges::find(labels, label) - labels.begin());
}

TaskReport reportOf(api::ClassificationEvaluation&& evaluation) {
    TaskReport report;
    report.accuracy = evaluation.scores.accuracy;
    for (std::size_t i = 0; i < evaluation.labels.size(); ++i) {
        report.scores.push_back(scoreOf(evaluation.labels[i], evaluation.scores.classes[i]));
    }
    addMeans(report, evaluation.scores.means);
    addMatrix(report, evaluation.labels, evaluation.matrix);
    for (const auto& example : evaluation.examples) {
        const auto& answered = example.answers.front().label;
        const auto& second = example.row.second;
        report.examples.push_back({example.row.text + (second.empty() ? "" : "\n" + second), {},
            example.row.label, answered, example.row.label == answered, example.rightProbability,
            {{indexOf(example.row.label, report.labels), indexOf(answered, report.labels)}}});
    }
    report.problems = std::move(evaluation.problems);
    report.partial = evaluation.partial;
    return report;
}

/// "B-PER I-PER O" as it is read: "Anna Lee [PER]".
std::string entitiesOf(
    const std::vector<std::string>& words, const std::vector<std::string>& tags) {
    std::string text;
    for (const auto& span : metrics::entitySpans(tags)) {
        text += text.empty() ? "" : "; ";
        for (int i = span.first; i < span.last; ++i) {
            const auto& word = words[static_cast<std::size_t>(i)];
            const bool ascii = static_cast<unsigned char>(word.front()) < 0x80;
            text += (i > span.first && ascii ? " " : "") + word;
        }
        text += " [" + span.kind + "]";
    }
    return text;
}

TaskReport reportOf(api::TaggingEvaluation&& evaluation) {
    TaskReport report;
    report.accuracy = evaluation.scores.tokenAccuracy;
    for (const auto& [kind, scores] : evaluation.scores.kinds) {
        report.scores.push_back(scoreOf(kind, scores));
    }
    addMeans(report, evaluation.scores.means);
    addMatrix(report, evaluation.labels, evaluation.matrix);
    for (const auto& example : evaluation.examples) {
        const auto& words = example.row.words;
        ReportedExample shown{example.text, {}, entitiesOf(words, example.row.tags),
            entitiesOf(words, example.tags), example.row.tags == example.tags,
            example.rightProbability, {}};
        for (std::size_t i = 0; i < words.size(); ++i) {
            shown.cells.emplace_back(indexOf(example.row.tags[i], report.labels),
                indexOf(example.tags[i], report.labels));
        }
        report.examples.push_back(std::move(shown));
    }
    report.problems = std::move(evaluation.problems);
    report.partial = evaluation.partial;
    return report;
}

TaskReport reportOf(api::AnsweringEvaluation&& evaluation) {
    TaskReport report;
    report.exactMatch = evaluation.exactMatch;
    report.wordF1 = evaluation.f1;
    for (const auto& example : evaluation.examples) {
        report.examples.push_back({example.row.context, example.row.question, example.row.answer,
            example.answer, example.match.exact, example.match.words.f1, {}});
    }
    report.problems = std::move(evaluation.problems);
    report.partial = evaluation.partial;
    return report;
}

TaskReport worstFirst(TaskReport&& report) {
    std::ranges::stable_sort(report.examples, [](const auto& a, const auto& b) {
        return std::pair(a.right, a.score) < std::pair(b.right, b.score);
    });
    return std::move(report);
}

} // namespace

Expected<TaskReport> evaluateTask(const api::TaskModel& model, const std::filesystem::path& file,
    const std::stop_token& stop, const ProgressCallback& progress) {
    const std::array files{CorpusFile{.file = file}};
    const auto report = [](auto&& evaluation) {
        return worstFirst(reportOf(std::forward<decltype(evaluation)>(evaluation)));
    };
    switch (model.task().kind) {
    case TaskKind::Tagging:
        return api::evaluateTagging(model, files, {}, stop, progress).map(report);
    case TaskKind::QuestionAnswering:
        return api::evaluateAnswering(model, files, stop, progress).map(report);
    case TaskKind::Classification:
        break;
    }
    return api::evaluateClassification(model, files, {}, stop, progress).map(report);
}

} // namespace vitrine::app
