#include "engine/formats/mapped_file.h"

#include <cerrno>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vitrine::formats {

namespace {

Unexpected failure(int systemError, const std::filesystem::path& path) {
    const bool missing = systemError == ENOENT || systemError == ENOTDIR;
    return Unexpected(Error{.code = missing ? ErrorCode::FileMissing : ErrorCode::FileUnreadable,
        .subject = path.string(),
        .place = {},
        .detail
        = path.string() + " could not be read: " + std::generic_category().message(systemError)});
}

/// Maps the open file, or sets errno. An empty file has nothing to map and is an empty span.
std::optional<std::span<const std::byte>> map(int descriptor) {
    struct stat status { };
    if (::fstat(descriptor, &status) != 0) {
        return std::nullopt;
    }
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        return std::nullopt;
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) {
        return std::span<const std::byte>{};
    }
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, /*offset=*/0);
    if (address == MAP_FAILED) {
        return std::nullopt;
    }
    return std::span(static_cast<const std::byte*>(address), size);
}

} // namespace

MappedFile::MappedFile(std::filesystem::path path, std::span<const std::byte> bytes)
    : m_path(std::move(path)), m_bytes(bytes) {
}

MappedFile::~MappedFile() {
    if (!m_bytes.empty()) {
        ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
    }
}

Expected<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return failure(errno, path);
    }
    const auto bytes = map(descriptor);
    const int mapError = errno;
    ::close(descriptor); // the mapping outlives it
    if (!bytes) {
        return failure(mapError, path);
    }
    return std::shared_ptr<const MappedFile>(new MappedFile(path, *bytes));
}

void MappedFile::discardPages(std::span<const std::byte> bytes) const {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
    const auto first = (begin + page - 1) / page * page;
    const auto last = (begin + bytes.size()) / page * page;
    if (first < last) {
        ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
    }
}

} // namespace vitrine::formats
