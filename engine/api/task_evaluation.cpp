#include "engine/api/task_evaluation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "engine/train/data_readers.h"
#include "engine/train/word_tokens.h"

namespace vitrine::api {

namespace {

int classOf(const std::string& label, const std::vector<std::string>& labels) {
    const auto found = std::ranges::find(labels, label);
    return found == labels.end() ? -1 : static_cast<int>(found - labels.begin());
}

/// Calls `evaluate` for each row and says how far it is. True: a stop cut it short.
template <typename Row>
Expected<bool> forEachRow(const std::vector<Row>& rows, const ProgressCallback& progress,
    const std::function<Expected<void>(const Row&)>& evaluate) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (auto done = evaluate(rows[i]); !done) {
            if (done.error().code == ErrorCode::Interrupted) {
                return true;
            }
            return Unexpected(done.error());
        }
        if (progress) {
            progress({static_cast<double>(i + 1) / static_cast<double>(rows.size())});
        }
    }
    return false;
}

Unexpected noKnownLabel(std::span<const CorpusFile> files, const std::string& label) {
    const auto file = files.empty() ? std::string() : files.front().file.string();
    return Unexpected(Error{ErrorCode::DatasetTooSmall, file, "0, 1",
        file + ": no row has a label that the model knows; the first is " + label + "."});
}

/// Takes out the rows with a label that the model does not know, which are listed.
template <typename Row>
void dropUnknown(DataRows<Row>& data, const std::filesystem::path& file,
    const std::function<std::optional<std::string>(const Row&)>& unknownOf) {
    std::erase_if(data.rows, [&](const Row& row) {
        const auto unknown = unknownOf(row);
        if (unknown) {
            data.problems.push_back({file, row.line, DataProblemKind::LabelUnknown, *unknown});
        }
        return unknown.has_value();
    });
}

std::filesystem::path fileOf(std::span<const CorpusFile> files) {
    return files.size() == 1 ? files.front().file : std::filesystem::path();
}

/// Tags of all words in their order, those that did not fit the context being O.
EvaluatedSentence evaluated(
    const TaggedWords& row, TaggedText tagged, const std::vector<std::string>& labels) {
    EvaluatedSentence example{row, {}, std::move(tagged), {}, 0};
    auto worded = train::joinedWords(row.words);
    double logSum = 0;
    std::size_t read = 0;
    for (std::size_t i = 0; i < row.words.size(); ++i) {
        const auto& answered = example.answered.words;
        if (read == answered.size() || answered[read].begin != worded.words[i].begin) {
            example.tags.emplace_back("O");
            continue;
        }
        const auto& word = answered[read++];
        example.tags.push_back(word.tag);
        logSum
            += std::log(word.probabilities[static_cast<std::size_t>(classOf(row.tags[i], labels))]);
    }
    example.text = std::move(worded.text);
    example.rightProbability = read == 0 ? 0 : std::exp(logSum / static_cast<double>(read));
    return example;
}

} // namespace

Expected<ClassificationEvaluation> evaluateClassification(const TaskModel& model,
    std::span<const CorpusFile> files, const DataColumns& columns, const std::stop_token& stop,
    const ProgressCallback& progress) {
    auto data = train::readLabelledTexts(files, columns);
    if (!data) {
        return Unexpected(data.error());
    }
    ClassificationEvaluation result;
    result.labels = model.task().labels;
    const auto firstLabel = data->rows.front().label;
    dropUnknown<LabelledText>(
        *data, fileOf(files), [&](const LabelledText& row) -> std::optional<std::string> {
            return classOf(row.label, result.labels) < 0 ? std::optional(row.label) : std::nullopt;
        });
    if (data->rows.empty()) {
        return noKnownLabel(files, firstLabel);
    }
    result.problems = std::move(data->problems);
    result.matrix = metrics::ConfusionMatrix(static_cast<int>(result.labels.size()));
    const auto cut = forEachRow<LabelledText>(data->rows, progress, [&](const LabelledText& row) {
        return model.classify(row.text, row.second, stop).map([&](auto&& answers) {
            const auto right = std::ranges::find(answers, row.label, &LabelProbability::label);
            result.matrix.add(
                classOf(row.label, result.labels), classOf(answers.front().label, result.labels));
            const double probability = right->probability;
            result.examples.push_back({row, std::move(answers), probability});
        });
    });
    return cut.map([&](bool partial) {
        result.partial = partial;
        result.scores = metrics::scoresOf(result.matrix);
        return std::move(result);
    });
}

Expected<TaggingEvaluation> evaluateTagging(const TaskModel& model,
    std::span<const CorpusFile> files, const DataColumns& columns, const std::stop_token& stop,
    const ProgressCallback& progress) {
    auto data = train::readTaggedWords(files, columns);
    if (!data) {
        return Unexpected(data.error());
    }
    TaggingEvaluation result;
    result.labels = model.task().labels;
    dropUnknown<TaggedWords>(
        *data, fileOf(files), [&](const TaggedWords& row) -> std::optional<std::string> {
            const auto unknown = std::ranges::find_if(
                row.tags, [&](const auto& tag) { return classOf(tag, result.labels) < 0; });
            return unknown == row.tags.end() ? std::nullopt : std::optional(*unknown);
        });
    if (data->rows.empty()) {
        return noKnownLabel(files, data->problems.back().detail);
    }
    result.problems = std::move(data->problems);
    result.matrix = metrics::ConfusionMatrix(static_cast<int>(result.labels.size()));
    metrics::SpanEvaluation spans;
    const auto cut = forEachRow<TaggedWords>(data->rows, progress, [&](const TaggedWords& row) {
        return model.tagWords(row.words, stop).map([&](TaggedText&& tagged) {
            result.examples.push_back(evaluated(row, std::move(tagged), result.labels));
            const auto& tags = result.examples.back().tags;
            spans.add(row.tags, tags);
            for (std::size_t i = 0; i < tags.size(); ++i) {
                const int answered = classOf(tags[i], result.labels);
                if (answered >= 0) { // a model may have no tag for a word that did not fit
                    result.matrix.add(classOf(row.tags[i], result.labels), answered);
                }
            }
        });
    });
    return cut.map([&](bool partial) {
        result.partial = partial;
        result.scores = spans.scores();
        return std::move(result);
    });
}

Expected<AnsweringEvaluation> evaluateAnswering(const TaskModel& model,
    std::span<const CorpusFile> files, const std::stop_token& stop,
    const ProgressCallback& progress) {
    auto data = train::readAnsweredQuestions(files);
    if (!data) {
        return Unexpected(data.error());
    }
    AnsweringEvaluation result;
    result.problems = std::move(data->problems);
    const auto evaluate = [&](const AnsweredQuestion& row) {
        return model.answer(row.question, row.context, {}, stop).map([&](Answers&& answers) {
            EvaluatedQuestion example{row, std::move(answers), {}, {}};
            if (const auto* best = example.answers.best()) {
                example.answer = row.context.substr(best->begin, best->end - best->begin);
            }
            const std::vector<std::string> right{row.answer};
            example.match = metrics::matchAnswer(
                example.answer, row.answer.empty() ? std::span<const std::string>() : right);
            result.exactMatch += example.match.exact ? 1 : 0;
            result.f1 += example.match.words.f1;
            result.examples.push_back(std::move(example));
        });
    };
    const auto cut = forEachRow<AnsweredQuestion>(data->rows, progress, evaluate);
    return cut.map([&](bool partial) {
        const auto count = static_cast<double>(std::max<std::size_t>(1, result.examples.size()));
        result.partial = partial;
        result.exactMatch /= count;
        result.f1 /= count;
        return std::move(result);
    });
}

} // namespace vitrine::api
