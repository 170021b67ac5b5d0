#include "engine/train/data_readers.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "engine/text/take_line.h"
#include "engine/text/unicode.h"
#include "engine/train/data_records.h"
#include "engine/train/shuffle.h"
#include "engine/train/squad_reader.h"
#include "engine/train/tag_scheme.h"

namespace vitrine::train {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view Blank = " \t";

/// What a folder holds, by name: its folders, or its files with this ending.
std::vector<fs::path> sortedEntries(const fs::path& folder, std::string_view ending) {
    std::vector<fs::path> entries;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const bool wanted
            = ending.empty() ? entry.is_directory(ignored) : entry.path().extension() == ending;
        if (wanted) {
            entries.push_back(entry.path());
        }
    }
    std::ranges::sort(entries);
    return entries;
}

bool isFolder(const CorpusFile& source) {
    std::error_code ignored;
    return fs::is_directory(source.file, ignored);
}

Expected<void> forEachLineOf(
    const fs::path& file, std::vector<DataProblem>& problems, const LineFunction& onText) {
    ProblemList list(file, problems);
    const auto text = readData(file, list);
    if (!text) {
        return Unexpected(text.error());
    }
    std::string_view rest = *text;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const auto line = text::takeLine(rest);
        if (!line.empty()) {
            if (auto done = onText(line, number); !done) {
                return done;
            }
        }
    }
    return {};
}

/// The rows of all sources, each once.
template <typename Row>
Expected<DataRows<Row>> readAll(std::span<const CorpusFile> sources,
    const std::function<Expected<void>(const CorpusFile&, DataRows<Row>&)>& readSource) {
    DataRows<Row> all;
    for (const auto& source : sources) {
        DataRows<Row> data;
        if (auto read = readSource(source, data); !read) {
            return Unexpected(read.error());
        }
        all.rows.insert(all.rows.end(), data.rows.begin(), data.rows.end());
        all.repeats.resize(all.rows.size(), source.repeat);
        all.problems.insert(all.problems.end(), data.problems.begin(), data.problems.end());
    }
    if (all.rows.empty() && !sources.empty()) {
        const auto file = sources.front().file.string();
        return Unexpected(Error{ErrorCode::DatasetTooSmall, file, "0, 1",
            file + ": no row can be used"
                + (all.problems.empty() ? "."
                                        : "; the first problem is "
                            + (all.problems.front().detail.empty() ? "its form"
                                                                   : all.problems.front().detail)
                            + " in line " + std::to_string(all.problems.front().line) + ".")});
    }
    return all;
}

Expected<void> readLabelFolders(const CorpusFile& source, DataRows<LabelledText>& data) {
    for (const auto& folder : sortedEntries(source.file, /*ending=*/"")) {
        for (const auto& file : sortedEntries(folder, ".txt")) {
            ProblemList problems(file, data.problems);
            auto text = readData(file, problems);
            if (!text) {
                return Unexpected(text.error());
            }
            if (text->find_first_not_of(" \t\r\n") == std::string::npos) {
                problems.add(/*line=*/0, DataProblemKind::RowEmpty);
            } else {
                data.rows.push_back({*std::move(text), {}, folder.filename().string()});
            }
        }
    }
    return {};
}

Expected<void> readLabelled(
    const CorpusFile& source, const DataColumns& columns, DataRows<LabelledText>& data) {
    if (isFolder(source)) {
        return readLabelFolders(source, data);
    }
    ProblemList problems(source.file, data.problems);
    return forEachRecord(source, problems, [&](const DataRecord& record) {
        auto text = record.text(columns.text, problems);
        auto label = text ? record.text(columns.label, problems) : std::nullopt;
        if (label) {
            data.rows.push_back(
                {*std::move(text), record.textOr(columns.second), *std::move(label), record.line});
        }
    });
}

/// Takes the sentence into the rows, or lists what is wrong with its tags.
void addTagged(
    TaggedWords&& sentence, std::size_t line, ProblemList& problems, DataRows<TaggedWords>& data) {
    std::string invalid;
    auto tags = bioTags(sentence.tags, &invalid);
    if (tags) {
        data.rows.push_back({std::move(sentence.words), *std::move(tags), line});
    } else {
        problems.add(line, DataProblemKind::TagInvalid, invalid);
    }
}

std::vector<std::string> fieldsOf(std::string_view line) {
    std::vector<std::string> fields;
    while (true) {
        line.remove_prefix(std::min(line.size(), line.find_first_not_of(Blank)));
        if (line.empty()) {
            return fields;
        }
        const auto end = std::min(line.size(), line.find_first_of(Blank));
        fields.emplace_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

Expected<void> readConll(const CorpusFile& source, DataRows<TaggedWords>& data) {
    ProblemList problems(source.file, data.problems);
    const auto text = readData(source.file, problems);
    if (!text) {
        return Unexpected(text.error());
    }
    TaggedWords sentence;
    std::size_t begin = 1;
    std::size_t number = 1;
    const auto finish = [&] {
        if (!sentence.words.empty()) {
            addTagged(std::exchange(sentence, {}), begin, problems, data);
        }
    };
    for (std::string_view rest = *text; !rest.empty(); ++number) {
        const auto fields = fieldsOf(text::takeLine(rest));
        if (fields.empty() || fields.front() == "-DOCSTART-") {
            finish();
            begin = number + 1;
        } else if (fields.size() < 2) {
            problems.add(number, DataProblemKind::ColumnsDiffer, "1, 2");
        } else if (text::firstInvalidUtf8(fields.front())) {
            problems.add(number, DataProblemKind::TextInvalid);
        } else {
            sentence.words.push_back(fields.front());
            sentence.tags.push_back(fields.back());
        }
    }
    finish();
    return {};
}

/// Nothing where the column is no list of texts.
std::optional<std::vector<std::string>> listOf(
    const DataRecord& record, const std::string& column, ProblemList& problems) {
    const auto found = record.values.find(column);
    const bool list = found != record.values.end() && found->is_array()
        && std::ranges::all_of(*found, [](const auto& item) { return item.is_string(); });
    if (!list) {
        problems.add(record.line, DataProblemKind::ColumnMissing, column);
        return std::nullopt;
    }
    return found->get<std::vector<std::string>>();
}

Expected<void> readTagged(
    const CorpusFile& source, const DataColumns& columns, DataRows<TaggedWords>& data) {
    if (formatOf(source) != DataFormat::JsonLines) {
        return readConll(source, data);
    }
    ProblemList problems(source.file, data.problems);
    return forEachRecord(source, problems, [&](const DataRecord& record) {
        auto words = listOf(record, columns.text, problems);
        auto tags = words ? listOf(record, columns.label, problems) : std::nullopt;
        if (!tags) {
            return;
        }
        if (words->size() != tags->size()) {
            problems.add(record.line, DataProblemKind::ColumnsDiffer,
                std::to_string(tags->size()) + ", " + std::to_string(words->size()));
        } else if (words->empty()) {
            problems.add(record.line, DataProblemKind::RowEmpty, columns.text);
        } else {
            addTagged({*std::move(words), *std::move(tags), 0}, record.line, problems, data);
        }
    });
}

Expected<void> readPrompts(
    const CorpusFile& source, const DataColumns& columns, DataRows<PromptAnswer>& data) {
    ProblemList problems(source.file, data.problems);
    return forEachRecord(source, problems, [&](const DataRecord& record) {
        auto prompt = record.text(columns.prompt, problems);
        auto answer = prompt ? record.text(columns.answer, problems) : std::nullopt;
        if (answer) {
            const auto second = record.textOr(columns.second);
            data.rows.push_back(
                {*prompt + (second.empty() ? "" : "\n" + second), *std::move(answer)});
        }
    });
}

} // namespace

Expected<void> forEachText(const CorpusFile& source, const DataColumns& columns,
    std::vector<DataProblem>& problems, const LineFunction& onText) {
    if (isFolder(source)) {
        for (const auto& file : sortedEntries(source.file, ".txt")) {
            if (auto read = forEachLineOf(file, problems, onText); !read) {
                return read;
            }
        }
        return {};
    }
    if (formatOf(source) == DataFormat::Lines) {
        return forEachLineOf(source.file, problems, onText);
    }
    ProblemList list(source.file, problems);
    Expected<void> done;
    const auto read = forEachRecord(source, list, [&](const DataRecord& record) {
        const auto text = done ? record.text(columns.text, list) : std::nullopt;
        if (text) {
            done = onText(*text, record.line);
        }
    });
    return read ? done : read;
}

Expected<DataRows<LabelledText>> readLabelledTexts(
    std::span<const CorpusFile> sources, const DataColumns& columns) {
    return readAll<LabelledText>(sources,
        [&](const CorpusFile& source, auto& data) { return readLabelled(source, columns, data); });
}

Expected<DataRows<TaggedWords>> readTaggedWords(
    std::span<const CorpusFile> sources, const DataColumns& columns) {
    return readAll<TaggedWords>(sources,
        [&](const CorpusFile& source, auto& data) { return readTagged(source, columns, data); });
}

Expected<DataRows<AnsweredQuestion>> readAnsweredQuestions(std::span<const CorpusFile> sources) {
    return readAll<AnsweredQuestion>(
        sources, [](const CorpusFile& source, auto& data) { return readSquad(source.file, data); });
}

Expected<DataRows<PromptAnswer>> readPromptAnswers(
    std::span<const CorpusFile> sources, const DataColumns& columns) {
    return readAll<PromptAnswer>(sources,
        [&](const CorpusFile& source, auto& data) { return readPrompts(source, columns, data); });
}

bool isHeldOut(std::size_t row, double share, std::uint64_t seed) {
    constexpr double Range = 18446744073709551616.0; // 2⁶⁴
    return row > 0 && static_cast<double>(mixed(seed, row)) < share * Range;
}

} // namespace vitrine::train
