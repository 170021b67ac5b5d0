#include "engine/formats/zip_directory.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "engine/formats/byte_cursor.h"

namespace vitrine::formats {

namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint32_t LocalHeader = 0x04034b50;
constexpr std::uint32_t CentralHeader = 0x02014b50;
constexpr std::uint32_t EndRecord = 0x06054b50;
constexpr std::uint32_t Zip64EndRecord = 0x06064b50;
constexpr std::uint32_t Zip64Locator = 0x07064b50;
constexpr std::size_t EndRecordBytes = 22;
constexpr std::size_t Zip64LocatorBytes = 20;
constexpr std::size_t LongestComment = 0xffff;
constexpr std::uint16_t Zip64Extra = 0x0001;
constexpr std::uint16_t Encrypted = 0x0001; // bit of the flags
/// A 32-bit field with this value stands for a 64-bit one elsewhere.
constexpr auto Elsewhere = std::numeric_limits<std::uint32_t>::max();

#pragma pack(push, 1)
struct EndFields {
    std::uint32_t signature;
    std::uint16_t disk, directoryDisk, entriesHere, entries;
    std::uint32_t directoryBytes, directoryOffset;
    std::uint16_t commentBytes;
};
struct Zip64LocatorFields {
    std::uint32_t signature, disk;
    std::uint64_t endOffset;
    std::uint32_t disks;
};
struct Zip64EndFields {
    std::uint32_t signature;
    std::uint64_t size;
    std::uint16_t madeBy, needed;
    std::uint32_t disk, directoryDisk;
    std::uint64_t entriesHere, entries, directoryBytes, directoryOffset;
};
struct CentralFields {
    std::uint32_t signature;
    std::uint16_t madeBy, needed, flags, method, time, date;
    std::uint32_t crc, packedBytes, bytes;
    std::uint16_t nameBytes, extraBytes, commentBytes, disk, internal;
    std::uint32_t external, offset;
};
struct LocalFields {
    std::uint32_t signature;
    std::uint16_t needed, flags, method, time, date;
    std::uint32_t crc, packedBytes, bytes;
    std::uint16_t nameBytes, extraBytes;
};
#pragma pack(pop)
static_assert(sizeof(EndFields) == EndRecordBytes);
static_assert(sizeof(Zip64LocatorFields) == Zip64LocatorBytes);

/// One entry of the central directory with its 64-bit sizes.
struct Entry {
    std::string name;
    std::uint64_t packedBytes = 0;
    std::uint64_t bytes = 0;
    std::uint64_t offset = 0; ///< of its local header
    bool stored = false; ///< neither compressed nor encrypted
};

struct DirectoryPlace {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

std::optional<std::size_t> findEndRecord(Bytes file) {
    if (file.size() < EndRecordBytes) {
        return std::nullopt;
    }
    const auto last = file.size() - EndRecordBytes;
    const auto first = last - std::min(last, LongestComment);
    for (auto position = last + 1; position-- > first;) {
        const auto signature = ByteCursor(file, position).read<std::uint32_t>();
        if (signature == EndRecord) {
            return position;
        }
    }
    return std::nullopt;
}

std::optional<DirectoryPlace> findDirectory(Bytes file) {
    const auto end = findEndRecord(file);
    if (!end) {
        return std::nullopt;
    }
    const auto fields = ByteCursor(file, *end).read<EndFields>();
    const DirectoryPlace place{fields->directoryOffset, fields->directoryBytes};
    if (*end < Zip64LocatorBytes) {
        return place;
    }
    const auto locator = ByteCursor(file, *end - Zip64LocatorBytes).read<Zip64LocatorFields>();
    if (locator->signature != Zip64Locator) {
        return place;
    }
    const auto wide = ByteCursor(file, locator->endOffset).read<Zip64EndFields>();
    if (!wide || wide->signature != Zip64EndRecord) {
        return std::nullopt;
    }
    return DirectoryPlace{wide->directoryOffset, wide->directoryBytes};
}

/// Replaces the fields that are Elsewhere by those of the zip64 extra field, which holds only them.
bool widen(Entry& entry, Bytes extra) {
    ByteCursor cursor(extra);
    while (const auto id = cursor.read<std::uint16_t>()) {
        const auto size = cursor.read<std::uint16_t>();
        const auto content = size ? cursor.take(*size) : std::nullopt;
        if (!content) {
            return false;
        }
        if (*id != Zip64Extra) {
            continue;
        }
        ByteCursor values(*content);
        for (auto* field : {&entry.bytes, &entry.packedBytes, &entry.offset}) {
            if (*field == Elsewhere) {
                const auto value = values.read<std::uint64_t>();
                if (!value) {
                    return false;
                }
                *field = *value;
            }
        }
    }
    return true;
}

std::optional<Entry> readEntry(ByteCursor& cursor) {
    const auto fields = cursor.read<CentralFields>();
    if (!fields || fields->signature != CentralHeader) {
        return std::nullopt;
    }
    const auto name = cursor.takeText(fields->nameBytes);
    const auto extra = cursor.take(fields->extraBytes);
    const auto comment = cursor.take(fields->commentBytes);
    if (!name || !extra || !comment) {
        return std::nullopt;
    }
    Entry entry{std::string(*name), fields->packedBytes, fields->bytes, fields->offset,
        fields->method == 0 && (fields->flags & Encrypted) == 0};
    return widen(entry, *extra) ? std::optional(std::move(entry)) : std::nullopt;
}

std::optional<Bytes> contentOf(const Entry& entry, Bytes file) {
    ByteCursor cursor(file, entry.offset);
    const auto fields = cursor.read<LocalFields>();
    if (!fields || fields->signature != LocalHeader || entry.packedBytes != entry.bytes) {
        return std::nullopt;
    }
    const auto skipped = cursor.take(std::size_t{fields->nameBytes} + fields->extraBytes);
    return skipped ? cursor.take(entry.bytes) : std::nullopt;
}

Unexpected damaged(const MappedFile& file, const std::string& place, const std::string& why) {
    const auto name = file.path().string();
    return Unexpected(Error{ErrorCode::FileDamaged, name, place, name + ": " + place + ": " + why});
}

} // namespace

Expected<ZipDirectory> ZipDirectory::read(const MappedFile& file) {
    const auto place = findDirectory(file.bytes());
    if (!place) {
        const auto name = file.path().string();
        return Unexpected(
            Error{ErrorCode::FileTruncated, name, std::to_string(file.bytes().size()) + " bytes",
                name + ": the archive's directory, at its end, is missing."});
    }
    const auto directory = ByteCursor(file.bytes(), place->offset).take(place->bytes);
    if (!directory) {
        return damaged(file, "directory", "it lies outside the file.");
    }
    ZipDirectory result;
    ByteCursor cursor(*directory);
    while (cursor.position() < directory->size()) {
        auto entry = readEntry(cursor);
        if (!entry) {
            return damaged(file, "byte " + std::to_string(place->offset + cursor.position()),
                "the archive's directory is broken.");
        }
        if (!entry->stored) {
            return damaged(file, entry->name, "the entry is compressed or encrypted.");
        }
        const auto content = contentOf(*entry, file.bytes());
        if (!content) {
            return damaged(file, entry->name, "the entry lies outside the file.");
        }
        result.m_entries.emplace(std::move(entry->name), *content);
    }
    return result;
}

std::optional<Bytes> ZipDirectory::find(std::string_view name) const {
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? std::nullopt : std::optional(found->second);
}

} // namespace vitrine::formats
