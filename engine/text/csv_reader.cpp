#include "engine/text/csv_reader.h"

namespace vitrine::text {

char CsvReader::take() {
    const char taken = m_rest.front();
    m_rest.remove_prefix(1);
    m_line += taken == '\n' ? 1 : 0;
    return taken;
}

bool CsvReader::takeIf(char wanted) {
    const bool found = m_rest.starts_with(wanted);
    if (found) {
        take();
    }
    return found;
}

bool CsvReader::isAtEndOfRecord() const {
    return m_rest.empty() || m_rest.starts_with('\n') || m_rest.starts_with("\r\n");
}

std::string CsvReader::plainField() {
    std::string field;
    while (!isAtEndOfRecord() && !m_rest.starts_with(m_separator)) {
        field += take();
    }
    return field;
}

std::string CsvReader::quotedField(bool& open) {
    std::string field;
    while (!m_rest.empty()) {
        const char next = take();
        if (next == '"' && !takeIf('"')) {
            return field + plainField(); // what some programs write behind the quotation mark
        }
        field += next;
    }
    open = true;
    return field;
}

std::optional<CsvRecord> CsvReader::next() {
    while (!m_rest.empty() && isAtEndOfRecord()) {
        take();
    }
    if (m_rest.empty()) {
        return std::nullopt;
    }
    CsvRecord record;
    record.line = m_line;
    do {
        record.fields.push_back(takeIf('"') ? quotedField(record.open) : plainField());
    } while (takeIf(m_separator));
    takeIf('\r');
    takeIf('\n');
    return record;
}

} // namespace vitrine::text
