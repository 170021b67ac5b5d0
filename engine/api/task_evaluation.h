#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/task_model.h"
#include "engine/metrics/answer_match.h"
#include "engine/metrics/confusion_matrix.h"
#include "engine/metrics/span_f1.h"
#include "engine/values/data_problem.h"
#include "engine/values/data_rows.h"
#include "engine/values/data_source.h"
#include "engine/values/expected.h"
#include "engine/values/load_options.h"

namespace vitrine::api {

/// A labelled text and what a model says of it.
struct EvaluatedText {
    LabelledText row;
    std::vector<LabelProbability> answers; ///< the most probable first
    double rightProbability = 0; ///< of the row's label
};

struct ClassificationEvaluation {
    std::vector<std::string> labels; ///< the classes of the matrix
    metrics::ConfusionMatrix matrix{0};
    metrics::ClassificationScores scores;
    std::vector<EvaluatedText> examples;
    std::vector<DataProblem> problems; ///< of the file's rows, those with an unknown label too
    bool partial = false; ///< a stop was asked for: the numbers are of the examples so far
};

/// A tagged sentence and what a model says of it.
struct EvaluatedSentence {
    TaggedWords row;
    std::string text; ///< the words as one text
    TaggedText answered;
    std::vector<std::string> tags; ///< answered, of each word; "O" where one did not fit
    double rightProbability = 0; ///< of the row's tags, the geometric mean
};

struct TaggingEvaluation {
    std::vector<std::string> labels; ///< the classes of the matrix
    metrics::ConfusionMatrix matrix{0}; ///< of words
    metrics::SpanScores scores;
    std::vector<EvaluatedSentence> examples;
    std::vector<DataProblem> problems;
    bool partial = false;
};

/// A question with its answer and what a model says.
struct EvaluatedQuestion {
    AnsweredQuestion row;
    Answers answers;
    std::string answer; ///< the best one's text; empty: the context does not tell
    metrics::AnswerMatch match;
};

struct AnsweringEvaluation {
    double exactMatch = 0; ///< share of the questions
    double f1 = 0; ///< of words, the mean over the questions
    std::vector<EvaluatedQuestion> examples;
    std::vector<DataProblem> problems;
    bool partial = false;
};

/// A row's words count as SQuAD counts them: where it has no answer, only an empty one is right.
/// The files are those that the model could be trained on (train/data_readers.h). Errors: those of
/// reading; those of the model; DatasetTooSmall where no row can be used.
Expected<ClassificationEvaluation> evaluateClassification(const TaskModel& model,
    std::span<const CorpusFile> files, const DataColumns& columns = {},
    const std::stop_token& stop = {}, const ProgressCallback& progress = {});
Expected<TaggingEvaluation> evaluateTagging(const TaskModel& model,
    std::span<const CorpusFile> files, const DataColumns& columns = {},
    const std::stop_token& stop = {}, const ProgressCallback& progress = {});
Expected<AnsweringEvaluation> evaluateAnswering(const TaskModel& model,
    std::span<const CorpusFile> files, const std::stop_token& stop = {},
    const ProgressCallback& progress = {});

} // namespace vitrine::api
