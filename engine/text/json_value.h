#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/values/expected.h"

namespace vitrine::text {

/// A value inside a JSON file that knows where it stands, so that every error names the file and
/// the JSON pointer (RFC 6901). A view: the JsonDocument must outlive it.
class JsonValue {
public:
    JsonValue(const nlohmann::json& json, std::string file, std::string pointer);

    const nlohmann::json& json() const { return *m_json; }
    const std::string& file() const { return m_file; }
    const std::string& pointer() const { return m_pointer; } ///< "" for the root
    bool isNull() const { return m_json->is_null(); }
    bool isString() const { return m_json->is_string(); }
    bool isObject() const { return m_json->is_object(); }
    bool isArray() const { return m_json->is_array(); }

    /// A member that must be there. Errors: ValueMissing; ValueInvalid where this is no object.
    Expected<JsonValue> member(std::string_view key) const;
    /// A member that may be absent or null. Empty too where this is no object.
    std::optional<JsonValue> find(std::string_view key) const;
    /// Members of an object, sorted by key; elements of an array in order. Error: ValueInvalid.
    Expected<std::vector<std::pair<std::string, JsonValue>>> members() const;
    Expected<std::vector<JsonValue>> elements() const;

    /// The value itself. Error: ValueInvalid where the type is another or the number out of range.
    Expected<std::string> asString() const;
    Expected<bool> asBool() const;
    Expected<double> asNumber() const;
    Expected<std::int64_t> asInteger(std::int64_t least = std::numeric_limits<std::int64_t>::min(),
        std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;

    /// The same for a member, or `fallback` where it is absent or null.
    Expected<std::string> stringOr(std::string_view key, std::string fallback) const;
    Expected<bool> boolOr(std::string_view key, bool fallback) const;
    Expected<double> numberOr(std::string_view key, double fallback) const;
    Expected<std::int64_t> integerOr(std::string_view key, std::int64_t fallback,
        std::int64_t least = std::numeric_limits<std::int64_t>::min(),
        std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;

    /// An error at this place: `reason` completes "FILE: the value at POINTER …".
    Error invalid(const std::string& reason) const;
    Error missing(std::string_view key) const;

private:
    std::string pointerTo(std::string_view key) const;

    const nlohmann::json* m_json;
    std::string m_file;
    std::string m_pointer;
};

} // namespace vitrine::text
