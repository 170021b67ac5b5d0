#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::text {

/// A record of a table.
struct CsvRecord {
    std::vector<std::string> fields;
    std::size_t line = 0; ///< where it begins, from 1
    bool open = false; ///< a quoted field has no end: the rest of the text is in it
};

/// Reads the records of comma-separated values one after the other (RFC 4180): fields may stand in
/// quotation marks, which are doubled inside, and hold line ends. Empty lines are no records.
class CsvReader {
public:
    /// `text` outlives the reader.
    explicit CsvReader(std::string_view text, char separator = ',')
        : m_rest(text), m_separator(separator) { }

    /// Nothing at the end.
    std::optional<CsvRecord> next();

private:
    char take();
    bool takeIf(char wanted);
    bool isAtEndOfRecord() const;
    std::string plainField();
    std::string quotedField(bool& open);

    std::string_view m_rest;
    char m_separator;
    std::size_t m_line = 1;
};

} // namespace vitrine::text
