#include "engine/downloads/archive_reader.h"

#include <algorithm>
#include <memory>
#include <set>
#include <span>
#include <system_error>

#include <archive.h>
#include <archive_entry.h>

#include "engine/downloads/checksum.h"
#include "engine/text/atomic_file.h"

namespace vitrine::downloads {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t BlockBytes = 1 << 16;

/// Walks through the entries of an archive, once.
class ZipWalk {
public:
    explicit ZipWalk(const fs::path& file) : m_file(file) {
        archive_read_support_format_zip(m_handle.get());
        m_state = archive_read_open_filename(m_handle.get(), file.c_str(), BlockBytes);
    }

    /// The path of the next entry; empty at the end. Error: FileDamaged.
    Expected<std::string> next() {
        if (m_state == ARCHIVE_OK) {
            m_state = archive_read_next_header(m_handle.get(), &m_entry);
        }
        if (m_state == ARCHIVE_EOF) {
            return std::string();
        }
        if (m_state < ARCHIVE_WARN) {
            return Unexpected(damaged());
        }
        m_state = ARCHIVE_OK;
        const char* name = archive_entry_pathname(m_entry);
        return std::string(name ? name : "?");
    }

    /// The next bytes of this entry; none at its end. Error: FileDamaged.
    Expected<std::span<const std::byte>> read() {
        const auto count = archive_read_data(m_handle.get(), m_buffer.data(), m_buffer.size());
        if (count < 0) {
            return Unexpected(damaged());
        }
        return std::as_bytes(std::span(m_buffer)).first(static_cast<std::size_t>(count));
    }

private:
    Error damaged() const {
        const char* said = archive_error_string(m_handle.get());
        const std::string reason = said ? said : "it is no zip archive";
        return {ErrorCode::FileDamaged, m_file.string(), reason, m_file.string() + ": " + reason};
    }

    fs::path m_file;
    std::unique_ptr<archive, decltype(&archive_read_free)> m_handle{
        archive_read_new(), &archive_read_free};
    archive_entry* m_entry = nullptr;
    int m_state = ARCHIVE_OK;
    std::string m_buffer = std::string(BlockBytes, '\0');
};

Expected<void> unpackEntry(ZipWalk& archive, const PinnedFile& wanted, const fs::path& place,
    const std::stop_token& stop, const std::function<void(std::int64_t)>& unpacked) {
    std::error_code ignored; // what is wrong shows when the file is made
    fs::create_directories(place.parent_path(), ignored);
    auto file = text::AtomicFile::create(place);
    if (!file) {
        return Unexpected(file.error());
    }
    auto checksum = Checksum::sha256();
    for (std::int64_t size = 0;;) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."});
        }
        const auto bytes = archive.read();
        if (!bytes) {
            return Unexpected(bytes.error());
        }
        size += static_cast<std::int64_t>(bytes->size());
        // More than was published is not unpacked, however much there is.
        if (bytes->empty() || size > wanted.bytes) {
            break;
        }
        checksum.add(*bytes);
        if (auto written = file->write(*bytes); !written) {
            return written;
        }
        unpacked(static_cast<std::int64_t>(bytes->size()));
    }
    const auto found = checksum.finish();
    return found == wanted.sha256
        ? file->commit()
        : Expected<void>(Unexpected(checksumMismatch(wanted.from, found, wanted.sha256)));
}

} // namespace

Expected<void> unpack(const fs::path& archive, const std::vector<PinnedFile>& wanted,
    const fs::path& folder, const std::stop_token& stop,
    const std::function<void(std::int64_t)>& unpacked) {
    ZipWalk walk(archive);
    std::set<std::string> missing;
    for (const auto& file : wanted) {
        missing.insert(file.from);
    }
    for (auto name = walk.next(); !missing.empty(); name = walk.next()) {
        if (!name) {
            return Unexpected(name.error());
        }
        if (name->empty()) {
            const auto subject = archive.filename().string() + ": " + *missing.begin();
            return Unexpected(Error{ErrorCode::FileMissing, subject, {}, subject + " is missing."});
        }
        const auto found = std::ranges::find(wanted, *name, &PinnedFile::from);
        if (found == wanted.end() || missing.erase(*name) == 0) {
            continue;
        }
        if (auto done = unpackEntry(walk, *found, folder / found->to, stop, unpacked); !done) {
            return done;
        }
    }
    return {};
}

} // namespace vitrine::downloads
