#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "engine/text/json_value.h"
#include "engine/values/expected.h"

namespace vitrine::text {

/// A JSON file, read strictly: no duplicate keys, bounded depth, valid UTF-8 throughout.
class JsonDocument {
public:
    static constexpr int maximumDepth = 64; ///< of arrays and objects inside one another
    static constexpr std::uintmax_t maximumBytes = 256 << 20; ///< of a file

    /// Errors: FileMissing, FileUnreadable, FileTooLarge, and those of parse().
    static Expected<JsonDocument> read(const std::filesystem::path& file);
    /// `file` names the source in errors: JsonInvalid (place: line:column), JsonTooDeep (the same),
    /// JsonDuplicateKey (place: JSON pointer).
    static Expected<JsonDocument> parse(std::string_view text, std::string file);

    JsonValue root() const { return {m_json, m_file, ""}; }

private:
    JsonDocument(nlohmann::json json, std::string file);

    nlohmann::json m_json;
    std::string m_file;
};

} // namespace vitrine::text
