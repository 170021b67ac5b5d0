#include "engine/text/csv_record.h"

namespace vitrine::text {

namespace {

std::string quoted(const std::string& field) {
    std::string result = "\"";
    for (const char character : field) {
        result += character;
        if (character == '"') {
            result += character;
        }
    }
    return result + '"';
}

} // namespace

std::string csvRecord(std::span<const std::string> fields) {
    std::string record;
    for (const auto& field : fields) {
        if (&field != &fields.front()) {
            record += ',';
        }
        record += field.find_first_of(",\"\r\n") == std::string::npos ? field : quoted(field);
    }
    return record + "\r\n";
}

} // namespace vitrine::text
