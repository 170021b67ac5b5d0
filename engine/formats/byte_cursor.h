#pragma once

#include <cstddef>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace vitrine::formats {

/// Reads bytes from front to back and never past their end.
class ByteCursor {
public:
    explicit ByteCursor(std::span<const std::byte> bytes, std::size_t position = 0)
        : m_bytes(bytes), m_position(position <= bytes.size() ? position : bytes.size()) { }

    std::size_t position() const { return m_position; }

    /// A little-endian number; nothing, as below, where too few bytes are left.
    template <typename T>
    requires std::is_trivially_copyable_v<T> std::optional<T> read() {
        const auto bytes = take(sizeof(T));
        if (!bytes) {
            return std::nullopt;
        }
        T value;
        std::memcpy(&value, bytes->data(), sizeof(T));
        return value;
    }
    std::optional<std::span<const std::byte>> take(std::size_t count) {
        if (count > m_bytes.size() - m_position) {
            return std::nullopt;
        }
        m_position += count;
        return m_bytes.subspan(m_position - count, count);
    }
    std::optional<std::string_view> takeText(std::size_t count) {
        const auto bytes = take(count);
        return bytes ? std::optional(asText(*bytes)) : std::nullopt;
    }
    /// Up to the next line feed, which is taken too but not returned.
    std::optional<std::string_view> takeLine() {
        const auto rest = asText(m_bytes.subspan(m_position));
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        m_position += end + 1;
        return rest.substr(0, end);
    }

private:
    static std::string_view asText(std::span<const std::byte> bytes) {
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_position;
};

} // namespace vitrine::formats
