#include "engine/formats/data_type.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace vitrine::formats {

namespace {

struct Entry {
    DataType type;
    std::string_view name;
    std::size_t size;
};

constexpr std::array Entries{
    Entry{DataType::Bool, "BOOL", 1},
    Entry{DataType::UInt8, "U8", 1},
    Entry{DataType::Int8, "I8", 1},
    Entry{DataType::Int16, "I16", 2},
    Entry{DataType::UInt16, "U16", 2},
    Entry{DataType::Int32, "I32", 4},
    Entry{DataType::UInt32, "U32", 4},
    Entry{DataType::Int64, "I64", 8},
    Entry{DataType::UInt64, "U64", 8},
    Entry{DataType::Float16, "F16", 2},
    Entry{DataType::BFloat16, "BF16", 2},
    Entry{DataType::Float32, "F32", 4},
    Entry{DataType::Float64, "F64", 8},
};

const Entry& entryOf(DataType type) {
    const auto* entry = std::ranges::find(Entries, type, &Entry::type);
    assert(entry != Entries.end());
    return *entry;
}

} // namespace

std::size_t sizeOf(DataType type) {
    return entryOf(type).size;
}

std::string_view nameOf(DataType type) {
    return entryOf(type).name;
}

std::optional<DataType> dataTypeNamed(std::string_view name) {
    const auto* entry = std::ranges::find(Entries, name, &Entry::name);
    return entry == Entries.end() ? std::nullopt : std::optional(entry->type);
}

} // namespace vitrine::formats
