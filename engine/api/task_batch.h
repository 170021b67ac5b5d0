#pragma once

#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/task_model.h"
#include "engine/values/data_problem.h"
#include "engine/values/data_source.h"
#include "engine/values/expected.h"
#include "engine/values/load_options.h"

namespace vitrine::api {

/// The columns of a table that its rows are read from.
struct BatchColumns {
    std::string text = "text"; ///< to be classified or tagged
    std::string second = "second"; ///< of a pair; may be absent
    std::string question = "question";
    std::string context = "context";
};

/// A table and, behind its own columns, what a model answers to each row: label and probabilities,
/// entities, or the answer and its place.
struct AnsweredTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< a field for each column
    std::size_t ownColumns = 0; ///< the answers stand behind these
    std::vector<DataProblem> problems; ///< a row without text is among them, and has no answer
    bool partial = false; ///< a stop was asked for: the rows behind it are missing
};

/// Answers each row of a table in CSV, TSV or JSON lines, or each line of a text. Errors: those of
/// reading; OptionInvalid for a column that the table lacks; those of the model.
Expected<AnsweredTable> answerTable(const TaskModel& model, const CorpusFile& source,
    const BatchColumns& columns = {}, const std::stop_token& stop = {},
    const ProgressCallback& progress = {});

/// As CSV in UTF-8 (RFC 4180).
std::string csvOf(const AnsweredTable& table);
/// Errors: FileUnwritable, DiskFull.
Expected<void> writeCsv(const AnsweredTable& table, const std::filesystem::path& file);

} // namespace vitrine::api
