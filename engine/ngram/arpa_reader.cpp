#include "engine/ngram/arpa_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/formats/mapped_file.h"
#include "engine/ngram/arpa_assembler.h"
#include "engine/ngram/memory_guard.h"
#include "engine/text/unicode.h"

namespace vitrine::ngram {

namespace {

constexpr std::string_view Blanks = " \t\r";
constexpr std::size_t StopInterval = 1 << 16; // lines between two looks at the stop token
constexpr std::size_t MostFields = MaximumNgramOrder + 3; // one more than a line may have

/// The lines of a file and where the reader is.
class ArpaLines {
public:
    ArpaLines(std::string_view text, std::string file) : m_rest(text), m_file(std::move(file)) { }

    /// The next line without its end; false after the last.
    bool next(std::string_view& line) {
        if (m_rest.empty()) {
            return false;
        }
        const auto end = std::min(m_rest.find('\n'), m_rest.size());
        line = m_rest.substr(0, end);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        ++m_number;
        return true;
    }
    /// The next line that is not empty.
    bool nextFilled(std::string_view& line) {
        while (next(line)) {
            if (line.find_first_not_of(Blanks) != std::string_view::npos) {
                return true;
            }
        }
        return false;
    }
    std::uint64_t number() const { return m_number; }

    Unexpected error(ErrorCode code, const std::string& reason) const {
        return Unexpected(arpaError(code, m_file, m_number, reason));
    }
    Unexpected damaged(const std::string& reason) const {
        return error(ErrorCode::FileDamaged, reason);
    }

private:
    std::string_view m_rest;
    std::string m_file;
    std::uint64_t m_number = 0;
};

/// What stands between blanks.
struct Fields {
    std::array<std::string_view, MostFields> values;
    std::size_t size = 0;
};

Fields fieldsOf(std::string_view line) {
    Fields fields;
    while (fields.size < MostFields) {
        line.remove_prefix(std::min(line.find_first_not_of(Blanks), line.size()));
        if (line.empty()) {
            break;
        }
        auto& field = fields.values[fields.size++];
        field = line.substr(0, line.find_first_of(Blanks));
        line.remove_prefix(field.size());
    }
    return fields;
}

/// A logarithm; -inf is LogZero. Nothing for what is none.
std::optional<float> logarithm(std::string_view field) {
    if (field.starts_with('+')) {
        field.remove_prefix(1);
    }
    float value = 0;
    const auto end = field.data() + field.size();
    const auto [rest, error] = std::from_chars(field.data(), end, value);
    if (error == std::errc::result_out_of_range && rest == end) {
        return field.starts_with('-') && field.find("e-") == std::string_view::npos
            ? BackoffModel::LogZero
            : 0.0F;
    }
    if (error != std::errc() || rest != end || std::isnan(value)
        || value > std::numeric_limits<float>::max()) {
        return std::nullopt;
    }
    return std::isinf(value) ? BackoffModel::LogZero : value;
}

/// The n-grams that the head promises, by order from 1.
Expected<std::vector<std::uint64_t>> readHead(ArpaLines& lines, std::size_t fileBytes) {
    std::string_view line;
    do {
        if (!lines.next(line)) {
            return lines.damaged("There is no line \\data\\.");
        }
    } while (fieldsOf(line).values[0] != "\\data\\");
    std::vector<std::uint64_t> counts;
    while (lines.next(line) && line.find_first_not_of(Blanks) != std::string_view::npos) {
        const auto fields = fieldsOf(line);
        const auto equals = fields.values[1].find('=');
        if (fields.size != 2 || fields.values[0] != "ngram" || equals == std::string_view::npos) {
            return lines.damaged(inQuotes(line) + " is not of the form \"ngram 1=1000\".");
        }
        int order = 0;
        std::uint64_t count = 0;
        const auto parse = [](std::string_view digits, auto& value) {
            const auto end = digits.data() + digits.size();
            const auto result = std::from_chars(digits.data(), end, value);
            return result.ec == std::errc() && result.ptr == end;
        };
        const bool hasOrder = parse(fields.values[1].substr(0, equals), order);
        if (!hasOrder || order != static_cast<int>(counts.size()) + 1) {
            return lines.damaged("Orders must follow each other from 1, but here is "
                + inQuotes(fields.values[1]) + ".");
        }
        if (order > MaximumNgramOrder) {
            return lines.error(ErrorCode::FileTooLarge,
                "Orders above " + std::to_string(MaximumNgramOrder) + " are not supported.");
        }
        // A line has at least "0", and a blank and a letter for each word, and its end.
        const auto most = fileBytes / static_cast<std::size_t>(2 * order + 2);
        if (!parse(fields.values[1].substr(equals + 1), count) || count > most) {
            return lines.error(ErrorCode::FileTooLarge,
                inQuotes(fields.values[1].substr(equals + 1))
                    + " n-grams are promised, but the file could hold at most "
                    + std::to_string(most) + ".");
        }
        counts.push_back(count);
    }
    if (counts.empty() || counts.front() == 0) {
        return lines.damaged("The head promises no 1-grams.");
    }
    return counts;
}

class SectionReader {
public:
    SectionReader(ArpaLines& lines, WordTable& words, const std::stop_token& stop)
        : m_lines(lines), m_words(words), m_stop(stop) { }

    Expected<ArpaRows> read(int order, std::uint64_t count) {
        const auto title = "\\" + std::to_string(order) + "-grams:";
        std::string_view line;
        if (!m_lines.nextFilled(line) || fieldsOf(line).values[0] != title) {
            return m_lines.damaged("Here should be the line " + title
                + (line.empty() ? "." : ", not " + inQuotes(line) + "."));
        }
        ArpaRows rows;
        rows.firstLine = m_lines.number() + 1;
        rows.words.reserve(count * static_cast<std::size_t>(order));
        rows.log10.reserve(count);
        rows.backoffs.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i) {
            if (i % StopInterval == 0 && m_stop.stop_requested()) {
                return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
            }
            if (!m_lines.next(line) || line.starts_with('\\')
                || line.find_first_not_of(Blanks) == std::string_view::npos) {
                return m_lines.damaged("The head promises " + std::to_string(count) + " "
                    + std::to_string(order) + "-grams, but there are " + std::to_string(i) + ".");
            }
            if (auto added = readRow(order, line, rows); !added) {
                return Unexpected(added.error());
            }
        }
        return rows;
    }

private:
    Expected<void> readRow(int order, std::string_view line, ArpaRows& rows) {
        const auto fields = fieldsOf(line);
        const auto wordsEnd = static_cast<std::size_t>(order) + 1;
        if (fields.size < wordsEnd || fields.size > wordsEnd + 1) {
            return m_lines.damaged(inQuotes(line) + " is not a logarithm, " + std::to_string(order)
                + (order == 1 ? " word" : " words") + " and perhaps a back-off weight. There may be"
                + " more n-grams than the head promises.");
        }
        const auto log10 = logarithm(fields.values[0]);
        if (!log10) {
            return m_lines.damaged(inQuotes(fields.values[0]) + " is not a logarithm.");
        }
        if (*log10 > 0) {
            return m_lines.damaged("The logarithm " + std::string(fields.values[0])
                + " is above 0, as that of no probability is.");
        }
        auto backoff = std::numeric_limits<float>::quiet_NaN();
        if (fields.size > wordsEnd) {
            const auto weight = logarithm(fields.values[wordsEnd]);
            if (!weight) {
                return m_lines.damaged(inQuotes(fields.values[wordsEnd])
                    + " is not the logarithm of a back-off weight.");
            }
            backoff = *weight;
        }
        for (std::size_t i = 1; i < wordsEnd; ++i) {
            if (auto added = addWord(order, fields.values[i], rows); !added) {
                return added;
            }
        }
        rows.log10.push_back(*log10);
        rows.backoffs.push_back(backoff);
        return {};
    }

    Expected<void> addWord(int order, std::string_view word, ArpaRows& rows) {
        if (word == "<UNK>") {
            word = "<unk>";
        }
        if (order > 1) {
            const auto id = m_words.find(word);
            if (!id) {
                return m_lines.damaged(inQuotes(word) + " is not among the 1-grams.");
            }
            rows.words.push_back(*id);
            return {};
        }
        if (text::firstInvalidUtf8(word)) {
            return m_lines.error(ErrorCode::TextInvalid, inQuotes(word) + " is not valid UTF-8.");
        }
        rows.words.push_back(m_words.add(word));
        return {};
    }

    ArpaLines& m_lines;
    WordTable& m_words;
    const std::stop_token& m_stop;
};

ArpaModel withUnit(ArpaModel result) {
    const auto& words = result.model->words();
    bool single = true;
    bool beyondAscii = false; // of Latin letters alone, words are as likely as characters
    for (WordId word = WordTable::FirstWord; word < words.size(); ++word) {
        const auto text = words.word(word);
        single = single && text::characterAt(text, 0).length == text.size();
        beyondAscii = beyondAscii || text.size() > 1;
    }
    result.unit = single && beyondAscii ? NgramUnit::Character : NgramUnit::Word;
    return result;
}

Expected<ArpaModel> readModel(
    ArpaLines& lines, const std::string& file, std::size_t bytes, const std::stop_token& stop) {
    const auto counts = readHead(lines, bytes);
    if (!counts) {
        return Unexpected(counts.error());
    }
    auto words = std::make_shared<WordTable>();
    ArpaAssembler assembler(file, *words, counts->size());
    SectionReader sections(lines, *words, stop);
    for (std::size_t i = 0; i < counts->size(); ++i) {
        auto added = sections.read(static_cast<int>(i) + 1, (*counts)[i])
                         .and_then([&](const ArpaRows& rows) { return assembler.add(rows); });
        if (!added) {
            return Unexpected(added.error());
        }
    }
    std::string_view line;
    if (!lines.nextFilled(line) || fieldsOf(line).values[0] != "\\end\\") {
        return lines.damaged("Here should be the line \\end\\"
            + (line.empty() ? "."
                            : ", not " + inQuotes(line)
                        + ". There may be more n-grams than the head promises."));
    }
    return withUnit(assembler.finish(std::move(words)));
}

} // namespace

Expected<ArpaModel> readArpa(const std::filesystem::path& file, const std::stop_token& stop) {
    const auto mapped = formats::MappedFile::open(file);
    if (!mapped) {
        return Unexpected(mapped.error());
    }
    const auto bytes = (*mapped)->bytes();
    ArpaLines lines({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.string());
    return withMemory([&] { return readModel(lines, file.string(), bytes.size(), stop); });
}

} // namespace vitrine::ngram
