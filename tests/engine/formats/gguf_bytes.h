#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace vitrine::test {

/// The bytes of a GGUF file, written one after the other.
class GgufBytes {
public:
    /// Begins with a header of this version.
    GgufBytes(std::uint64_t tensors, std::uint64_t values, std::uint32_t version = 3) {
        m_bytes = "GGUF";
        put(version).put(tensors).put(values);
    }

    template <typename Number>
    GgufBytes& put(Number number) {
        m_bytes.append(reinterpret_cast<const char*>(&number), sizeof(number));
        return *this;
    }
    GgufBytes& text(std::string_view text) {
        put(std::uint64_t{text.size()});
        m_bytes += text;
        return *this;
    }
    /// A key and the type of its value, which follows.
    GgufBytes& key(std::string_view name, std::uint32_t type) { return text(name).put(type); }
    /// `axes` as GGUF lists them.
    GgufBytes& tensor(std::string_view name, std::initializer_list<std::uint64_t> axes,
        std::uint32_t type, std::uint64_t offset) {
        text(name).put(static_cast<std::uint32_t>(axes.size()));
        for (const auto axis : axes) {
            put(axis);
        }
        return put(type).put(offset);
    }
    /// Fills up to the alignment, then `count` bytes.
    GgufBytes& data(std::size_t count, std::size_t alignment = 32) {
        m_bytes.resize((m_bytes.size() + alignment - 1) / alignment * alignment + count);
        return *this;
    }
    GgufBytes& chop(std::size_t count) {
        m_bytes.resize(m_bytes.size() - count);
        return *this;
    }

    const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

} // namespace vitrine::test
