#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vitrine::text {

/// A field of a message in Protocol Buffers' wire format. Of numbers `number` is set, of all that
/// has a length `bytes`.
struct ProtobufField {
    std::uint32_t id = 0;
    std::uint64_t number = 0; ///< a variable-length integer, or the bits of a fixed one
    std::string_view bytes;
};

/// Reads a message field by field; what a field means is the caller's to know.
class ProtobufReader {
public:
    explicit ProtobufReader(std::string_view message) : m_message(message) { }

    /// Nothing at the end, and where the bytes are no message: then isDamaged().
    std::optional<ProtobufField> next();
    bool isDamaged() const { return m_damaged; }
    /// Where the next field begins, or the damaged one.
    std::size_t offset() const { return m_offset; }

private:
    std::optional<std::uint64_t> variable();
    std::optional<std::uint64_t> fixed(std::size_t size);
    std::optional<std::string_view> take(std::uint64_t size);
    bool readValue(std::uint64_t wireType, ProtobufField& field);

    std::string_view m_message;
    std::size_t m_offset = 0;
    bool m_damaged = false;
};

} // namespace vitrine::text
