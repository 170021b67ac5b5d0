#include "engine/text/json_value.h"

namespace vitrine::text {

namespace {

/// A key as a JSON pointer writes it (RFC 6901, section 3).
std::string escapedForPointer(std::string_view key) {
    std::string escaped;
    for (const char c : key) {
        if (c == '~') {
            escaped += "~0";
        } else if (c == '/') {
            escaped += "~1";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

} // namespace

JsonValue::JsonValue(const nlohmann::json& json, std::string file, std::string pointer)
    : m_json(&json), m_file(std::move(file)), m_pointer(std::move(pointer)) {
}

Expected<JsonValue> JsonValue::member(std::string_view key) const {
    if (!isObject()) {
        return Unexpected(invalid("must be an object"));
    }
    const auto found = m_json->find(key);
    if (found == m_json->end()) {
        return Unexpected(missing(key));
    }
    return JsonValue(*found, m_file, pointerTo(key));
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
    if (!isObject()) {
        return std::nullopt;
    }
    const auto found = m_json->find(key);
    if (found == m_json->end() || found->is_null()) {
        return std::nullopt;
    }
    return JsonValue(*found, m_file, pointerTo(key));
}

Expected<std::vector<std::pair<std::string, JsonValue>>> JsonValue::members() const {
    if (!isObject()) {
        return Unexpected(invalid("must be an object"));
    }
    std::vector<std::pair<std::string, JsonValue>> result;
    result.reserve(m_json->size());
    for (const auto& [key, value] : m_json->items()) {
        result.emplace_back(key, JsonValue(value, m_file, pointerTo(key)));
    }
    return result;
}

Expected<std::vector<JsonValue>> JsonValue::elements() const {
    if (!isArray()) {
        return Unexpected(invalid("must be an array"));
    }
    std::vector<JsonValue> result;
    result.reserve(m_json->size());
    for (const auto& value : *m_json) {
        result.emplace_back(value, m_file, m_pointer + '/' + std::to_string(result.size()));
    }
    return result;
}

Expected<std::string> JsonValue::asString() const {
    if (!isString()) {
        return Unexpected(invalid("must be a string"));
    }
    return m_json->get<std::string>();
}

Expected<bool> JsonValue::asBool() const {
    if (!m_json->is_boolean()) {
        return Unexpected(invalid("must be true or false"));
    }
    return m_json->get<bool>();
}

Expected<double> JsonValue::asNumber() const {
    if (!m_json->is_number()) {
        return Unexpected(invalid("must be a number"));
    }
    return m_json->get<double>();
}

Expected<std::int64_t> JsonValue::asInteger(std::int64_t least, std::int64_t most) const {
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!m_json->is_number_integer()) {
        return Unexpected(invalid("must be a whole number"));
    }
    const bool fits = !m_json->is_number_unsigned() || m_json->get<std::uint64_t>() <= largest;
    const auto value = m_json->get<std::int64_t>();
    if (!fits || value < least || value > most) {
        return Unexpected(
            invalid("must be from " + std::to_string(least) + " to " + std::to_string(most)));
    }
    return value;
}

Expected<std::string> JsonValue::stringOr(std::string_view key, std::string fallback) const {
    const auto value = find(key);
    return value ? value->asString() : Expected<std::string>(std::move(fallback));
}

Expected<bool> JsonValue::boolOr(std::string_view key, bool fallback) const {
    const auto value = find(key);
    return value ? value->asBool() : Expected<bool>(fallback);
}

Expected<double> JsonValue::numberOr(std::string_view key, double fallback) const {
    const auto value = find(key);
    return value ? value->asNumber() : Expected<double>(fallback);
}

Expected<std::int64_t> JsonValue::integerOr(
    std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most) const {
    const auto value = find(key);
    return value ? value->asInteger(least, most) : Expected<std::int64_t>(fallback);
}

Error JsonValue::invalid(const std::string& reason) const {
    const std::string what = m_pointer.empty() ? "the file's value" : "the value at " + m_pointer;
    return {ErrorCode::ValueInvalid, m_file, m_pointer, m_file + ": " + what + ' ' + reason + '.'};
}

Error JsonValue::missing(std::string_view key) const {
    const auto place = pointerTo(key);
    return {ErrorCode::ValueMissing, m_file, place, m_file + ": " + place + " is missing."};
}

std::string JsonValue::pointerTo(std::string_view key) const {
    return m_pointer + '/' + escapedForPointer(key);
}

} // namespace vitrine::text
