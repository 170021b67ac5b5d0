#include "engine/downloads/file_lock.h"

#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace vitrine::downloads {

namespace {

using namespace std::chrono_literals;

constexpr int NewFileMode = 0666; // the process's umask takes its share

} // namespace

Expected<FileLock> FileLock::take(const std::filesystem::path& file, const std::stop_token& stop) {
    std::error_code ignored; // what is wrong shows when the file is opened
    std::filesystem::create_directories(file.parent_path(), ignored);
    FileLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, NewFileMode));
    while (lock.m_descriptor >= 0 && ::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0
        && errno == EWOULDBLOCK) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."});
        }
        std::this_thread::sleep_for(100ms);
    }
    if (lock.m_descriptor < 0) {
        return Unexpected(Error{ErrorCode::FileUnwritable, file.string(), {},
            file.string() + " could not be written: " + std::generic_category().message(errno)});
    }
    return lock; // on a file system without locks it is merely open
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {
}

FileLock::~FileLock() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

} // namespace vitrine::downloads
