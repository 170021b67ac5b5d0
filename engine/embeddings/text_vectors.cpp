#include "engine/embeddings/text_vectors.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "engine/embeddings/number_text.h"
#include "engine/embeddings/parallel.h"

namespace vitrine::embeddings {

namespace {

constexpr std::size_t PartBytes = std::size_t{4} << 20;
constexpr std::int64_t MostDimensions = 1 << 20;

bool isSpace(char c) {
    return c == ' ' || c == '\t';
}

/// Without spaces and a line's end behind it.
std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == '\r' || isSpace(text.back()))) {
        text.remove_suffix(1);
    }
    return text;
}

/// Cuts the first line off `rest`, without its end.
std::string_view takeLine(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return trimmed(line);
}

std::int64_t fieldsOf(std::string_view line) {
    std::int64_t fields = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        fields += !isSpace(line[i]) && (i == 0 || isSpace(line[i - 1])) ? 1 : 0;
    }
    return fields;
}

/// Where the last `count` fields of a line begin: before the space in front of them.
std::size_t lastFields(std::string_view line, int count) {
    auto at = line.size();
    for (int i = 0; i < count && at > 0; ++i) {
        while (at > 0 && !isSpace(line[at - 1])) {
            --at;
        }
        while (i + 1 < count && at > 0 && isSpace(line[at - 1])) {
            --at;
        }
    }
    return at;
}

/// A row that cannot be read: its line within a part, and why.
struct RowProblem {
    std::size_t line = 0;
    std::string place; ///< within the line; empty for the whole
    std::string reason;
};

/// Reads `width` numbers, each with space before it, into `out`; says which is wrong.
std::optional<RowProblem> readNumbers(std::string_view text, int width, float* out) {
    for (int i = 0; i < width; ++i) {
        while (!text.empty() && isSpace(text.front())) {
            text.remove_prefix(1);
        }
        const auto value = text.empty() ? std::nullopt : takeNumber(text);
        if (!value || !(text.empty() || isSpace(text.front()))) {
            return RowProblem{0, "number " + std::to_string(i + 1),
                text.empty() ? "there are only " + std::to_string(i) + " numbers instead of "
                        + std::to_string(width)
                             : "this is no number"};
        }
        if (!std::isfinite(*value)) {
            return RowProblem{
                0, "number " + std::to_string(i + 1), "the number is not finite (NaN or infinite)"};
        }
        out[i] = *value;
    }
    return text.empty() ? std::nullopt
                        : std::optional(RowProblem{
                            0, {}, "there are more than " + std::to_string(width) + " numbers"});
}

/// Reads a row and returns its word. The first field is tried as the word, then all but the last
/// `width` of them.
std::string_view readRow(
    std::string_view line, int width, float* out, std::optional<RowProblem>& problem) {
    const auto first = std::min(line.find_first_of(" \t"), line.size());
    problem = readNumbers(line.substr(first), width, out);
    if (!problem || fieldsOf(line) <= width + 1) {
        return line.substr(0, first);
    }
    const auto last = lastFields(line, width);
    auto again = readNumbers(line.substr(last), width, out);
    // A word that ends in a number is likelier a row that is too long.
    float number = 0;
    const auto before = trimmed(line.substr(0, last));
    if (again || !readNumbers(before.substr(lastFields(before, 1)), 1, &number)) {
        return line.substr(0, first);
    }
    problem.reset();
    return before;
}

/// Some whole lines of a file, and what was read from them.
struct Part {
    std::string_view text;
    std::size_t lines = 0; ///< with empty ones
    std::size_t rows = 0;
    std::size_t firstLine = 0; ///< of the file, from 1
    std::size_t firstRow = 0;
    TableRows words; ///< without vectors
    std::optional<RowProblem> problem;
};

std::vector<Part> partsOf(std::string_view text) {
    std::vector<Part> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n', std::min(PartBytes, text.size())), text.size());
        const auto size = std::min(end + 1, text.size());
        parts.emplace_back().text = text.substr(0, size);
        text.remove_prefix(size);
    }
    return parts;
}

/// Counts a part's rows. No row can be shorter than two bytes for each number, so the memory that
/// is asked for afterwards is at most twice the file.
void countRows(Part& part, int width) {
    auto rest = part.text;
    for (std::size_t line = 0; !rest.empty(); ++line, ++part.lines) {
        const auto row = takeLine(rest);
        if (row.empty()) {
            continue;
        }
        ++part.rows;
        if (row.size() < 2 * static_cast<std::size_t>(width) && !part.problem) {
            part.problem = RowProblem{line, {},
                "there are " + std::to_string(std::max<std::int64_t>(fieldsOf(row) - 1, 0))
                    + " numbers instead of " + std::to_string(width)};
        }
    }
}

void readPart(Part& part, int width, float* vectors) {
    auto rest = part.text;
    float* out = vectors + part.firstRow * static_cast<std::size_t>(width);
    for (std::size_t line = 0; !rest.empty(); ++line) {
        const auto row = takeLine(rest);
        if (row.empty()) {
            continue;
        }
        const auto word = readRow(row, width, out, part.problem);
        if (part.problem) {
            part.problem->line = line;
            return;
        }
        part.words.append(word);
        out += width;
    }
}

/// What the first line says, and the rows behind it.
struct Layout {
    std::optional<VectorHeader> header;
    std::int64_t dimensions = 0;
    std::string_view rows;
    std::size_t firstLine = 1;
};

Expected<Layout> layoutOf(const formats::MappedFile& file) {
    Layout layout;
    layout.rows = textOf(file);
    if (layout.rows.starts_with("\xEF\xBB\xBF")) { // byte order mark
        layout.rows.remove_prefix(3);
    }
    auto rest = layout.rows;
    const auto line = takeLine(rest);
    layout.header = parseVectorHeader(line);
    layout.dimensions = layout.header ? layout.header->dimensions : fieldsOf(line) - 1;
    if (layout.header) {
        layout.rows = rest;
        layout.firstLine = 2;
    }
    if (layout.dimensions < 1 || layout.dimensions > MostDimensions) {
        return damaged(file, "line 1",
            "a row of a word and its numbers was expected, or a header of two whole numbers");
    }
    return layout;
}

std::optional<Error> firstProblem(const formats::MappedFile& file, const std::vector<Part>& parts) {
    for (const auto& part : parts) {
        if (part.problem) {
            auto place = "line " + std::to_string(part.firstLine + part.problem->line);
            place += part.problem->place.empty() ? "" : ", " + part.problem->place;
            return damaged(file, std::move(place), part.problem->reason + ".").value();
        }
    }
    return std::nullopt;
}

/// Gives each part its place in the file; the number of rows.
std::size_t placeParts(std::vector<Part>& parts, std::size_t firstLine) {
    std::size_t rows = 0;
    for (auto& part : parts) {
        part.firstLine = firstLine;
        part.firstRow = rows;
        firstLine += part.lines;
        rows += part.rows;
    }
    return rows;
}

void readParts(std::vector<Part>& parts, int width, float* vectors, const ReadOptions& options) {
    const auto caller = std::this_thread::get_id();
    std::atomic<int> done = 0;
    const auto count = static_cast<int>(parts.size());
    forEachPart(count, options.threads, [&](int index) {
        if (options.stop.stop_requested()) {
            return;
        }
        readPart(parts[static_cast<std::size_t>(index)], width, vectors);
        const int sofar = ++done;
        if (options.progress && std::this_thread::get_id() == caller) {
            options.progress({static_cast<double>(sofar) / count, -1});
        }
    });
}

} // namespace

std::optional<VectorHeader> parseVectorHeader(std::string_view line) {
    VectorHeader header;
    const char* end = line.data() + line.size();
    auto [at, failed] = std::from_chars(line.data(), end, header.words);
    if (failed != std::errc() || at == end || !isSpace(*at)) {
        return std::nullopt;
    }
    while (at < end && isSpace(*at)) {
        ++at;
    }
    const auto second = std::from_chars(at, end, header.dimensions);
    const bool whole = second.ec == std::errc() && second.ptr == end;
    return whole && header.words >= 0 ? std::optional(header) : std::nullopt;
}

Expected<VectorFile> readTextVectors(
    std::shared_ptr<const formats::MappedFile> file, const ReadOptions& options) {
    const auto layout = layoutOf(*file);
    if (!layout) {
        return Unexpected(layout.error());
    }
    const auto width = static_cast<int>(layout->dimensions);
    auto parts = partsOf(layout->rows);
    forEachPart(static_cast<int>(parts.size()), options.threads,
        [&](int index) { countRows(parts[static_cast<std::size_t>(index)], width); });
    const auto rows = placeParts(parts, layout->firstLine);
    if (layout->header && layout->header->words != static_cast<std::int64_t>(rows)) {
        return damaged(*file, "line 1",
            "it claims " + std::to_string(layout->header->words) + " words, but the file holds "
                + std::to_string(rows) + ".");
    }
    if (const auto problem = firstProblem(*file, parts)) {
        return Unexpected(*problem);
    }
    TableRows all;
    all.dimensions = width;
    all.vectors = std::make_unique_for_overwrite<float[]>(rows * static_cast<std::size_t>(width));
    readParts(parts, width, all.vectors.get(), options);
    if (options.stop.stop_requested()) {
        return readingInterrupted(*file);
    }
    if (const auto problem = firstProblem(*file, parts)) {
        return Unexpected(*problem);
    }
    for (auto& part : parts) {
        for (const auto end : part.words.wordEnds) {
            all.wordEnds.push_back(all.words.size() + end);
        }
        all.words += part.words.words;
    }
    return finishTable(std::move(all));
}

} // namespace vitrine::embeddings
