#pragma once

#include <string>
#include <vector>

#include "engine/api/task_evaluation.h"
#include "engine/cli/json_output.h"
#include "engine/values/input_attribution.h"
#include "engine/values/task_answers.h"

namespace vitrine::cli {

/// Offsets are in bytes of the text.
Json toJson(const std::vector<LabelProbability>& labels);
Json toJson(const TaggedText& tagged, const std::string& text);
Json toJson(const Answers& answers, const std::string& context);
Json toJson(const InputAttribution& attribution);
Json toJson(const api::ClassificationEvaluation& evaluation);
Json toJson(const api::TaggingEvaluation& evaluation);
Json toJson(const api::AnsweringEvaluation& evaluation);

/// The same for readers, on standard output.
void print(const std::vector<LabelProbability>& labels);
void print(const TaggedText& tagged, const std::string& text);
void print(const Answers& answers, const std::string& context);
void print(const InputAttribution& attribution);
void print(const api::ClassificationEvaluation& evaluation);
void print(const api::TaggingEvaluation& evaluation);
void print(const api::AnsweringEvaluation& evaluation);

} // namespace vitrine::cli
