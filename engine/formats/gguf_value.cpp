#include "engine/formats/gguf_value.h"

#include <array>
#include <cassert>
#include <concepts>
#include <optional>
#include <utility>

#include "engine/formats/byte_cursor.h"

namespace vitrine::formats {

namespace {

/// Takes a number of the stored type and converts it; nothing where it is no `Number` of any width
/// or does not fit one.
template <typename Stored, typename Number>
std::optional<Number> converted(ByteCursor& cursor) {
    const auto stored = cursor.read<Stored>();
    if constexpr (std::integral<Number>) {
        if (!stored || !std::in_range<Number>(*stored)) {
            return std::nullopt;
        }
    }
    return stored ? std::optional(static_cast<Number>(*stored)) : std::nullopt;
}

template <typename Number>
std::optional<Number> nextNumber(GgufType type, ByteCursor& cursor) {
    switch (type) {
    case GgufType::UInt8:
        return converted<std::uint8_t, Number>(cursor);
    case GgufType::Int8:
        return converted<std::int8_t, Number>(cursor);
    case GgufType::UInt16:
        return converted<std::uint16_t, Number>(cursor);
    case GgufType::Int16:
        return converted<std::int16_t, Number>(cursor);
    case GgufType::UInt32:
        return converted<std::uint32_t, Number>(cursor);
    case GgufType::Int32:
        return converted<std::int32_t, Number>(cursor);
    case GgufType::UInt64:
        return converted<std::uint64_t, Number>(cursor);
    case GgufType::Int64:
        return converted<std::int64_t, Number>(cursor);
    case GgufType::Float32:
    case GgufType::Float64:
        if constexpr (std::floating_point<Number>) {
            return type == GgufType::Float32 ? converted<float, Number>(cursor)
                                             : converted<double, Number>(cursor);
        }
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<std::string_view> nextText(GgufType type, ByteCursor& cursor) {
    if (type != GgufType::Text) {
        return std::nullopt;
    }
    const auto length = cursor.read<std::uint64_t>();
    return length ? cursor.takeText(*length) : std::nullopt;
}

template <typename Element, typename Next>
std::optional<std::vector<Element>> elements(const GgufValue::Parts& parts, const Next& next) {
    if (!parts.array) {
        return std::nullopt;
    }
    std::vector<Element> result;
    result.reserve(parts.count);
    ByteCursor cursor(parts.bytes);
    for (std::size_t i = 0; i < parts.count; ++i) {
        const auto element = next(parts.type, cursor);
        if (!element) {
            return std::nullopt;
        }
        result.push_back(*element);
    }
    return result;
}

template <typename Value>
Expected<Value> orInvalid(
    const GgufValue& value, std::optional<Value> found, const std::string& reason) {
    if (!found) {
        return value.invalid(reason);
    }
    return *std::move(found);
}

} // namespace

std::size_t sizeOf(GgufType type) {
    switch (type) {
    case GgufType::UInt8:
    case GgufType::Int8:
    case GgufType::Bool:
        return 1;
    case GgufType::UInt16:
    case GgufType::Int16:
        return 2;
    case GgufType::UInt32:
    case GgufType::Int32:
    case GgufType::Float32:
        return 4;
    case GgufType::UInt64:
    case GgufType::Int64:
    case GgufType::Float64:
        return 8;
    case GgufType::Text:
    case GgufType::Array:
        break;
    }
    return 0;
}

GgufValue::GgufValue(Parts parts) : m_parts(std::move(parts)) {
}

Expected<bool> GgufValue::asBool() const {
    if (m_parts.array || m_parts.type != GgufType::Bool) {
        return invalid("must be true or false");
    }
    return m_parts.bytes.front() != std::byte{0};
}

Expected<std::int64_t> GgufValue::asInteger(std::int64_t least, std::int64_t most) const {
    ByteCursor cursor(m_parts.bytes);
    const auto number
        = m_parts.array ? std::nullopt : nextNumber<std::int64_t>(m_parts.type, cursor);
    if (!number || *number < least || *number > most) {
        return invalid(
            "must be an integer from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return *number;
}

Expected<double> GgufValue::asNumber() const {
    ByteCursor cursor(m_parts.bytes);
    return orInvalid(*this, m_parts.array ? std::nullopt : nextNumber<double>(m_parts.type, cursor),
        "must be a number");
}

Expected<std::string_view> GgufValue::asText() const {
    ByteCursor cursor(m_parts.bytes);
    return orInvalid(
        *this, m_parts.array ? std::nullopt : nextText(m_parts.type, cursor), "must be a text");
}

Expected<std::vector<std::int64_t>> GgufValue::integers() const {
    return orInvalid(*this, elements<std::int64_t>(m_parts, nextNumber<std::int64_t>),
        "must be an array of integers");
}

Expected<std::vector<double>> GgufValue::numbers() const {
    return orInvalid(
        *this, elements<double>(m_parts, nextNumber<double>), "must be an array of numbers");
}

Expected<std::vector<std::string_view>> GgufValue::texts() const {
    return orInvalid(
        *this, elements<std::string_view>(m_parts, nextText), "must be an array of texts");
}

Unexpected GgufValue::invalid(const std::string& reason) const {
    return Unexpected(Error{ErrorCode::ValueInvalid, m_parts.file, m_parts.place,
        m_parts.file + ": " + m_parts.place + " " + reason + "."});
}

} // namespace vitrine::formats
