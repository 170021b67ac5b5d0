#include "engine/train/data_table.h"

#include <algorithm>
#include <utility>

#include "engine/text/csv_reader.h"
#include "engine/train/data_readers.h"
#include "engine/train/data_records.h"

namespace vitrine::train {

namespace {

Expected<void> readSeparated(const CorpusFile& source, char separator, DataTable& table) {
    ProblemList problems(source.file, table.problems);
    return readData(source.file, problems).map([&](const std::string& text) {
        text::CsvReader reader(text, separator);
        if (auto head = reader.next()) {
            table.columns = std::move(head->fields);
        }
        while (auto record = reader.next()) {
            if (record->open) {
                problems.add(record->line, DataProblemKind::QuoteOpen);
            } else if (record->fields.size() != table.columns.size()) {
                problems.add(record->line, DataProblemKind::ColumnsDiffer,
                    std::to_string(record->fields.size()) + ", "
                        + std::to_string(table.columns.size()));
            } else {
                table.rows.push_back({std::move(record->fields), record->line});
            }
        }
    });
}

Expected<void> readObjects(const CorpusFile& source, DataTable& table) {
    ProblemList problems(source.file, table.problems);
    auto read = forEachRecord(source, problems, [&](const DataRecord& record) {
        for (const auto& [key, value] : record.values.items()) {
            if (std::ranges::find(table.columns, key) == table.columns.end()) {
                table.columns.push_back(key);
            }
        }
        DataTableRow row{{}, record.line};
        for (const auto& column : table.columns) {
            row.fields.push_back(record.textOr(column));
        }
        table.rows.push_back(std::move(row));
    });
    for (auto& row : table.rows) {
        row.fields.resize(table.columns.size()); // a later row has brought another column
    }
    return read;
}

Expected<void> readLines(const CorpusFile& source, DataTable& table) {
    table.columns = {"text"};
    return forEachText(
        source, {}, table.problems, [&](std::string_view text, std::size_t line) -> Expected<void> {
            table.rows.push_back({{std::string(text)}, line});
            return {};
        });
}

} // namespace

Expected<DataTable> readDataTable(const CorpusFile& source) {
    DataTable table;
    const auto read = [&] {
        switch (formatOf(source)) {
        case DataFormat::Csv:
            return readSeparated(source, ',', table);
        case DataFormat::Tsv:
            return readSeparated(source, '\t', table);
        case DataFormat::Lines:
            return readLines(source, table);
        default:
            return readObjects(source, table);
        }
    }();
    return read.map([&] { return std::move(table); });
}

} // namespace vitrine::train
