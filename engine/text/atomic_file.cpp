#include "engine/text/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace vitrine::text {

namespace {

constexpr int MaxNameAttempts = 16;
constexpr int NewFileMode = 0666; // the process's umask takes its share

Unexpected failure(int systemError, const std::filesystem::path& path) {
    const bool full = systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
    return Unexpected({.code = full ? ErrorCode::DiskFull : ErrorCode::FileUnwritable,
        .subject = path.string(),
        .place = {},
        .detail = path.string()
            + " could not be written: " + std::generic_category().message(systemError)});
}

std::filesystem::path nameBeside(const std::filesystem::path& path) {
    std::string name(".");
    name.append(path.filename().string()).append(".");
    name.append(std::to_string(std::random_device{}())).append(".part");
    return path.parent_path() / name;
}

/// Makes the rename itself last through a power cut, on file systems that can.
void flushFolder(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

AtomicFile::AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor)
    : m_path(std::move(path)), m_temporary(std::move(temporary)), m_descriptor(descriptor) {
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_temporary(std::move(other.m_temporary)),
      m_descriptor(std::exchange(other.m_descriptor, -1)) {
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
    if (this != &other) {
        discard();
        m_path = std::move(other.m_path);
        m_temporary = std::move(other.m_temporary);
        m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
}

AtomicFile::~AtomicFile() {
    discard();
}

void AtomicFile::discard() noexcept {
    if (m_descriptor >= 0) {
        ::close(std::exchange(m_descriptor, -1));
        ::unlink(m_temporary.c_str());
    }
}

Expected<AtomicFile> AtomicFile::create(const std::filesystem::path& path) {
    for (int attempt = 0; attempt < MaxNameAttempts; ++attempt) {
        auto temporary = nameBeside(path);
        const int descriptor
            = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, NewFileMode);
        if (descriptor >= 0) {
            return AtomicFile(path, std::move(temporary), descriptor);
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return failure(errno, path);
}

Expected<void> AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return failure(errno, m_path);
        }
        bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return {};
}

Expected<void> AtomicFile::write(std::string_view text) {
    return write(std::as_bytes(std::span(text)));
}

Expected<void> AtomicFile::commit() {
    // Closing can be the first to report a full network disk, so all three must succeed.
    const bool flushed = ::fsync(m_descriptor) == 0;
    const int flushError = errno;
    const bool closed = ::close(std::exchange(m_descriptor, -1)) == 0;
    if (flushed && closed && std::rename(m_temporary.c_str(), m_path.c_str()) == 0) {
        flushFolder(m_path);
        return {};
    }
    const int error = flushed ? errno : flushError;
    ::unlink(m_temporary.c_str());
    return failure(error, m_path);
}

} // namespace vitrine::text
