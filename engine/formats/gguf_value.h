#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/expected.h"

namespace vitrine::formats {

/// Of a value in GGUF's metadata; the numbers are those in the file.
enum class GgufType : std::uint32_t {
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    Float32,
    Bool,
    Text,
    Array,
    UInt64,
    Int64,
    Float64,
};

/// Bytes of one value; 0 for texts and arrays, whose length differs, and for unknown types.
std::size_t sizeOf(GgufType type);

/// A value of GGUF's metadata where it lies: reading a vocabulary of 100,000 tokens costs nothing
/// until it is asked for. The file must stay mapped as long as the value is used.
class GgufValue {
public:
    /// `bytes` are those of all elements, checked before: the numbers, or texts with their lengths.
    /// `place` is the key, for errors.
    struct Parts {
        GgufType type = GgufType::UInt8; ///< of the value, or of an array's elements
        bool array = false;
        std::size_t count = 1; ///< elements
        std::span<const std::byte> bytes;
        std::string file;
        std::string place;
    };
    explicit GgufValue(Parts parts);

    GgufType type() const { return m_parts.type; }
    bool isArray() const { return m_parts.array; }
    std::size_t count() const { return m_parts.count; }

    /// The value itself. Error: ValueInvalid where the type is another or the number out of range;
    /// integers of any width are integers, and numbers too.
    Expected<bool> asBool() const;
    Expected<std::int64_t> asInteger(std::int64_t least = std::numeric_limits<std::int64_t>::min(),
        std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
    Expected<double> asNumber() const;
    Expected<std::string_view> asText() const;
    /// All elements of an array. Error: ValueInvalid.
    Expected<std::vector<std::int64_t>> integers() const;
    Expected<std::vector<double>> numbers() const;
    Expected<std::vector<std::string_view>> texts() const;

    /// An error at this place: `reason` completes "FILE: KEY …".
    Unexpected invalid(const std::string& reason) const;

private:
    Parts m_parts;
};

} // namespace vitrine::formats
