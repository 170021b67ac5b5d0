#include "engine/train/row_table.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/train/data_readers.h"

namespace vitrine::train {

namespace {

using Row = RowTable::Row;

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

Row rowOf(const LabelledText& row) {
    return {row.line, {row.text, row.second, row.label}};
}
Row rowOf(const TaggedWords& row) {
    return {row.line, {joined(row.words), joined(row.tags)}};
}
Row rowOf(const AnsweredQuestion& row) {
    return {0, {row.question, row.context, row.answer}};
}
Row rowOf(const PromptAnswer& row) {
    return {0, {row.prompt, row.answer}};
}

template <typename DataRow>
Expected<RowTable> tableOf(
    const Expected<DataRows<DataRow>>& data, std::vector<std::string> columns, std::size_t most) {
    if (!data) {
        return Unexpected(data.error());
    }
    RowTable table{std::move(columns), {}};
    for (std::size_t i = 0; i < std::min(most, data->rows.size()); ++i) {
        table.rows.push_back(rowOf(data->rows[i]));
    }
    return table;
}

/// Reads no further than it has to.
Expected<RowTable> firstTexts(const TrainingJob& job, std::size_t most) {
    RowTable table{{"text"}, {}};
    std::vector<DataProblem> ignored;
    const auto add = [&](std::string_view text, std::size_t line) -> Expected<void> {
        if (table.rows.size() == most) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "There are rows enough."});
        }
        table.rows.push_back({line, {std::string(text)}});
        return {};
    };
    for (const auto& source : job.training) {
        const auto read = forEachText(source, job.columns, ignored, add);
        if (!read && read.error().code != ErrorCode::Interrupted) {
            return Unexpected(read.error());
        }
    }
    return table;
}

/// Without columns in which no row has a text, such as that of second texts.
RowTable withoutEmptyColumns(RowTable table) {
    for (auto column = table.columns.size(); column-- > 0;) {
        const auto place = static_cast<std::ptrdiff_t>(column);
        if (std::ranges::all_of(
                table.rows, [&](const Row& row) { return row.fields[column].empty(); })) {
            table.columns.erase(table.columns.begin() + place);
            for (auto& row : table.rows) {
                row.fields.erase(row.fields.begin() + place);
            }
        }
    }
    return table;
}

} // namespace

Expected<RowTable> firstRows(const TrainingJob& job, std::size_t most) {
    switch (job.objective) {
    case TrainingObjective::Classification:
        return tableOf(
            readLabelledTexts(job.training, job.columns), {"text", "second", "label"}, most)
            .map(withoutEmptyColumns);
    case TrainingObjective::Tagging:
        return tableOf(readTaggedWords(job.training, job.columns), {"words", "tags"}, most);
    case TrainingObjective::QuestionAnswering:
        return tableOf(
            readAnsweredQuestions(job.training), {"question", "context", "answer"}, most);
    case TrainingObjective::Instruction:
        return tableOf(readPromptAnswers(job.training, job.columns), {"prompt", "answer"}, most);
    case TrainingObjective::NextToken:
    case TrainingObjective::MaskedToken:
        break;
    }
    return firstTexts(job, most);
}

} // namespace vitrine::train
