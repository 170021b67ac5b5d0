#include "engine/text/protobuf_reader.h"

namespace vitrine::text {

namespace {

enum WireType : std::uint64_t { Variable = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

constexpr unsigned WireTypeBits = 3;
constexpr unsigned VariableBits = 7; // of each byte of a variable-length integer

} // namespace

std::optional<std::uint64_t> ProtobufReader::variable() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && m_offset < m_message.size(); shift += VariableBits) {
        const auto byte = static_cast<unsigned char>(m_message[m_offset++]);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> ProtobufReader::take(std::uint64_t size) {
    if (size > m_message.size() - m_offset) {
        return std::nullopt;
    }
    const auto bytes = m_message.substr(m_offset, static_cast<std::size_t>(size));
    m_offset += bytes.size();
    return bytes;
}

std::optional<std::uint64_t> ProtobufReader::fixed(std::size_t size) {
    const auto bytes = take(size);
    if (!bytes) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (auto byte = bytes->rbegin(); byte != bytes->rend(); ++byte) {
        value = value << 8 | static_cast<unsigned char>(*byte);
    }
    return value;
}

bool ProtobufReader::readValue(std::uint64_t wireType, ProtobufField& field) {
    if (wireType == Bytes) {
        const auto size = variable();
        const auto bytes = size ? take(*size) : std::nullopt;
        field.bytes = bytes.value_or(std::string_view());
        return bytes.has_value();
    }
    const auto number = wireType == Variable ? variable()
        : wireType == Fixed64                ? fixed(8)
        : wireType == Fixed32                ? fixed(4)
                                             : std::nullopt;
    field.number = number.value_or(0);
    return number.has_value();
}

std::optional<ProtobufField> ProtobufReader::next() {
    if (m_damaged || m_offset == m_message.size()) {
        return std::nullopt;
    }
    const auto begin = m_offset;
    const auto key = variable();
    ProtobufField field;
    if (key) {
        field.id = static_cast<std::uint32_t>(*key >> WireTypeBits);
    }
    if (!key || !readValue(*key & ((1U << WireTypeBits) - 1), field)) {
        m_offset = begin;
        m_damaged = true;
        return std::nullopt;
    }
    return field;
}

} // namespace vitrine::text
