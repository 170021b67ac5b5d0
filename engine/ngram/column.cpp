#include "engine/ngram/column.h"

#include <cstdlib>
#include <new>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace vitrine::ngram {

namespace {

/// A file of so many zero bytes that is gone with its last user. -1 on failure. The room is taken
/// now: a disk that fills up later would end the program when a page is written.
int namelessFile(std::size_t bytes, const std::filesystem::path& folder) {
    auto name = (folder / "vitrine-ngram-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) {
        return -1;
    }
    ::unlink(name.c_str());
    if (::posix_fallocate(descriptor, 0, static_cast<off_t>(bytes)) != 0) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

void* mapped(std::size_t bytes, int flags, int descriptor) {
    void* address = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, flags, descriptor, /*offset=*/0);
    if (address == MAP_FAILED) {
        throw std::bad_alloc();
    }
    return address;
}

} // namespace

PagedMemory::PagedMemory(std::size_t bytes) : m_bytes(bytes) {
    if (bytes > 0) {
        m_address = mapped(bytes, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
    }
}

PagedMemory::PagedMemory(std::size_t bytes, const std::filesystem::path& folder) : m_bytes(bytes) {
    if (bytes == 0) {
        return;
    }
    const int descriptor = namelessFile(bytes, folder);
    if (descriptor < 0) {
        throw std::bad_alloc();
    }
    try {
        m_address = mapped(bytes, MAP_SHARED, descriptor);
    } catch (...) {
        ::close(descriptor);
        throw;
    }
    ::close(descriptor); // the mapping outlives it
}

PagedMemory::PagedMemory(PagedMemory&& other) noexcept
    : m_address(std::exchange(other.m_address, nullptr)), m_bytes(std::exchange(other.m_bytes, 0)) {
}

PagedMemory& PagedMemory::operator=(PagedMemory&& other) noexcept {
    std::swap(m_address, other.m_address);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

PagedMemory::~PagedMemory() {
    if (m_address != nullptr) {
        ::munmap(m_address, m_bytes);
    }
}

} // namespace vitrine::ngram
