#include "engine/train/data_records.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "engine/text/csv_reader.h"
#include "engine/text/take_line.h"
#include "engine/text/text_file.h"
#include "engine/text/unicode.h"

namespace vitrine::train {

namespace {

constexpr std::uintmax_t MaximumFileBytes = std::uintmax_t{4} << 30;
constexpr std::string_view Blank = " \t\r\n";

constexpr std::array<std::pair<std::string_view, DataFormat>, 8> Endings{{
    {".csv", DataFormat::Csv},
    {".tsv", DataFormat::Tsv},
    {".jsonl", DataFormat::JsonLines},
    {".ndjson", DataFormat::JsonLines},
    {".conll", DataFormat::Conll},
    {".bio", DataFormat::Conll},
    {".iob", DataFormat::Conll},
    {".json", DataFormat::Squad},
}};

void readTable(std::string_view text, char separator, ProblemList& problems,
    const std::function<void(const DataRecord&)>& onRecord) {
    text::CsvReader reader(text, separator);
    const auto head = reader.next();
    while (head) {
        const auto record = reader.next();
        if (!record) {
            return;
        }
        const auto counts
            = std::to_string(record->fields.size()) + ", " + std::to_string(head->fields.size());
        if (record->open) {
            problems.add(record->line, DataProblemKind::QuoteOpen);
        } else if (record->fields.size() != head->fields.size()) {
            problems.add(record->line, DataProblemKind::ColumnsDiffer, counts);
        } else {
            DataRecord row{record->line, nlohmann::json::object()};
            for (std::size_t i = 0; i < head->fields.size(); ++i) {
                row.values[head->fields[i]] = record->fields[i];
            }
            onRecord(row);
        }
    }
}

void readJsonLines(std::string_view text, ProblemList& problems,
    const std::function<void(const DataRecord&)>& onRecord) {
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto content = text::takeLine(text);
        if (content.find_first_not_of(Blank) == std::string_view::npos) {
            continue;
        }
        auto json = nlohmann::json::parse(content, nullptr, /*allow_exceptions=*/false);
        if (json.is_object()) {
            onRecord({line, std::move(json)});
        } else {
            problems.add(line, DataProblemKind::JsonInvalid);
        }
    }
}

} // namespace

DataFormat formatOf(const CorpusFile& source) {
    if (source.format != DataFormat::Auto) {
        return source.format;
    }
    const auto ending = source.file.extension().string();
    const auto* known = std::ranges::find(Endings, ending, &decltype(Endings)::value_type::first);
    return known == Endings.end() ? DataFormat::Lines : known->second;
}

Expected<std::string> readData(const std::filesystem::path& file, ProblemList& problems) {
    return text::readTextFile(file, MaximumFileBytes).map([&](text::TextFile&& content) {
        if (content.encoding != "UTF-8") {
            problems.add(/*line=*/0, DataProblemKind::Converted, content.encoding);
        }
        return std::move(content.text);
    });
}

std::optional<std::string> DataRecord::text(
    const std::string& column, ProblemList& problems) const {
    if (!values.contains(column)) {
        problems.add(line, DataProblemKind::ColumnMissing, column);
        return std::nullopt;
    }
    auto value = textOr(column);
    if (value.find_first_not_of(Blank) == std::string::npos) {
        problems.add(line, DataProblemKind::RowEmpty, column);
        return std::nullopt;
    }
    if (text::firstInvalidUtf8(value)) {
        problems.add(line, DataProblemKind::TextInvalid, column);
        return std::nullopt;
    }
    return value;
}

std::string DataRecord::textOr(const std::string& column) const {
    const auto found = values.find(column);
    if (found == values.end() || found->is_null() || found->is_structured()) {
        return {};
    }
    return found->is_string() ? found->get<std::string>() : found->dump();
}

Expected<void> forEachRecord(const CorpusFile& source, ProblemList& problems,
    const std::function<void(const DataRecord&)>& onRecord) {
    const auto format = formatOf(source);
    const bool table = format == DataFormat::Csv || format == DataFormat::Tsv;
    if (!table && format != DataFormat::JsonLines) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "format", source.file.string(),
            source.file.string() + ": rows with columns are read from CSV, TSV and JSON lines."});
    }
    return readData(source.file, problems).map([&](const std::string& text) {
        if (table) {
            readTable(text, format == DataFormat::Csv ? ',' : '\t', problems, onRecord);
        } else {
            readJsonLines(text, problems, onRecord);
        }
    });
}

} // namespace vitrine::train
