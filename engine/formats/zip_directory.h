#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/formats/mapped_file.h"
#include "engine/values/expected.h"

namespace vitrine::formats {

/// Where the entries of a zip archive lie (PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3). Only for
/// archives whose entries are stored as they are, as PyTorch's: then nothing need be unpacked, and
/// an entry is a piece of the mapped file. The archive must outlive the directory.
class ZipDirectory {
public:
    /// Errors: FileTruncated, FileDamaged (compressed and encrypted entries too).
    static Expected<ZipDirectory> read(const MappedFile& file);

    const std::map<std::string, std::span<const std::byte>, std::less<>>& entries() const {
        return m_entries;
    }
    std::optional<std::span<const std::byte>> find(std::string_view name) const;

private:
    std::map<std::string, std::span<const std::byte>, std::less<>> m_entries;
};

} // namespace vitrine::formats
