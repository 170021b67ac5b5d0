#include "engine/api/task_batch.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>
#include <utility>

#include "engine/text/atomic_file.h"
#include "engine/text/csv_record.h"
#include "engine/train/data_table.h"

namespace vitrine::api {

namespace {

using Fields = std::vector<std::string>;

/// Six significant digits, whatever the language of the system.
std::string numberText(double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(
        text.data(), text.data() + text.size(), number, std::chars_format::general, 6)
                         .ptr;
    return {text.data(), end};
}

/// What is asked of each row, and the columns that the answers make.
struct Question {
    Fields reads; ///< columns
    std::size_t required = 1; ///< so many of these must be there, and have text in each row
    Fields columns;
    std::function<Expected<Fields>(const Fields& texts, const std::stop_token&)> answer;
};

Question classification(const TaskModel& model, const BatchColumns& columns) {
    Question question{{columns.text, columns.second}, 1, {"predicted", "probability"}, {}};
    for (const auto& label : model.task().labels) {
        question.columns.push_back("p(" + label + ")");
    }
    question.answer = [&model](const Fields& texts, const std::stop_token& stop) {
        return model.classify(texts[0], texts[1], stop)
            .map([&](const std::vector<LabelProbability>& found) {
                Fields fields{found.front().label, numberText(found.front().probability)};
                for (const auto& label : model.task().labels) {
                    const auto its = std::ranges::find(found, label, &LabelProbability::label);
                    fields.push_back(numberText(its->probability));
                }
                return fields;
            });
    };
    return question;
}

Question tagging(const TaskModel& model, const BatchColumns& columns) {
    Question question{{columns.text}, 1, {"entities", "probability"}, {}};
    question.answer = [&model](const Fields& texts, const std::stop_token& stop) {
        return model.tag(texts[0], stop).map([&](const TaggedText& tagged) {
            std::string entities;
            std::string probabilities;
            for (const auto& span : tagged.spans) {
                const char* between = entities.empty() ? "" : "; ";
                entities += between + span.entity + "="
                    + texts[0].substr(span.begin, span.end - span.begin);
                probabilities += between + numberText(span.probability);
            }
            return Fields{entities, probabilities};
        });
    };
    return question;
}

Question answering(const TaskModel& model, const BatchColumns& columns) {
    Question question{{columns.question, columns.context}, 2,
        {"answer", "probability", "start", "end", "no_answer"}, {}};
    question.answer = [&model](const Fields& texts, const std::stop_token& stop) {
        return model.answer(texts[0], texts[1], {}, stop).map([&](const Answers& answers) {
            const auto* best = answers.best();
            if (!best) {
                return Fields{"", "", "", "", numberText(answers.noAnswer)};
            }
            return Fields{texts[1].substr(best->begin, best->end - best->begin),
                numberText(best->probability()), std::to_string(best->begin),
                std::to_string(best->end), numberText(answers.noAnswer)};
        });
    };
    return question;
}

Question questionFor(const TaskModel& model, const BatchColumns& columns) {
    switch (model.task().kind) {
    case TaskKind::Tagging:
        return tagging(model, columns);
    case TaskKind::QuestionAnswering:
        return answering(model, columns);
    case TaskKind::Classification:
        break;
    }
    return classification(model, columns);
}

/// Where the columns stand; nothing for one that may be absent and is.
Expected<std::vector<std::optional<std::size_t>>> placesOf(
    const Question& question, const train::DataTable& table, const std::string& file) {
    std::vector<std::optional<std::size_t>> places;
    for (std::size_t i = 0; i < question.reads.size(); ++i) {
        const auto found = std::ranges::find(table.columns, question.reads[i]);
        if (found != table.columns.end()) {
            places.emplace_back(found - table.columns.begin());
        } else if (i < question.required) {
            return Unexpected(Error{ErrorCode::OptionInvalid, "column", question.reads[i],
                file + " has no column " + question.reads[i] + "."});
        } else {
            places.emplace_back();
        }
    }
    return places;
}

/// The texts that a row is answered from; nothing where one that is needed is empty, which is
/// listed.
std::optional<Fields> textsOf(const Question& question, const train::DataTableRow& row,
    const std::vector<std::optional<std::size_t>>& places, std::string& emptyColumn) {
    Fields texts;
    for (std::size_t i = 0; i < places.size(); ++i) {
        texts.push_back(places[i] ? row.fields[*places[i]] : std::string());
        const bool blank = texts.back().find_first_not_of(" \t\r\n") == std::string::npos;
        if (i < question.required && blank) {
            emptyColumn = question.reads[i];
            return std::nullopt;
        }
    }
    return texts;
}

} // namespace

Expected<AnsweredTable> answerTable(const TaskModel& model, const CorpusFile& source,
    const BatchColumns& columns, const std::stop_token& stop, const ProgressCallback& progress) {
    auto table = train::readDataTable(source);
    if (!table) {
        return Unexpected(table.error());
    }
    const auto question = questionFor(model, columns);
    const auto places = placesOf(question, *table, source.file.string());
    if (!places) {
        return Unexpected(places.error());
    }
    AnsweredTable answered;
    answered.columns = table->columns;
    answered.ownColumns = table->columns.size();
    answered.columns.insert(
        answered.columns.end(), question.columns.begin(), question.columns.end());
    answered.problems = std::move(table->problems);
    for (auto& row : table->rows) {
        std::string emptyColumn;
        const auto texts = textsOf(question, row, *places, emptyColumn);
        auto answer = texts ? question.answer(*texts, stop)
                            : Expected<Fields>(Fields(question.columns.size()));
        if (!answer && answer.error().code == ErrorCode::TextInvalid) {
            answered.problems.push_back(
                {source.file, row.line, DataProblemKind::TextInvalid, question.reads.front()});
            answer = Fields(question.columns.size());
        } else if (!answer && answer.error().code == ErrorCode::Interrupted) {
            answered.partial = true;
            break;
        } else if (!answer) {
            return Unexpected(answer.error());
        } else if (!texts) {
            answered.problems.push_back(
                {source.file, row.line, DataProblemKind::RowEmpty, emptyColumn});
        }
        row.fields.insert(row.fields.end(), answer->begin(), answer->end());
        answered.rows.push_back(std::move(row.fields));
        if (progress) {
            progress({static_cast<double>(answered.rows.size())
                / static_cast<double>(table->rows.size())});
        }
    }
    return answered;
}

std::string csvOf(const AnsweredTable& table) {
    auto csv = text::csvRecord(table.columns);
    for (const auto& row : table.rows) {
        csv += text::csvRecord(row);
    }
    return csv;
}

Expected<void> writeCsv(const AnsweredTable& table, const std::filesystem::path& file) {
    auto out = text::AtomicFile::create(file);
    if (!out) {
        return Unexpected(out.error());
    }
    return out->write(csvOf(table)).and_then([&] { return out->commit(); });
}

} // namespace vitrine::api
