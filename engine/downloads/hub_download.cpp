#include "engine/downloads/hub_download.h"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

#include "engine/downloads/checksum.h"
#include "engine/downloads/file_lock.h"
#include "engine/downloads/progress_meter.h"

namespace vitrine::downloads {

namespace fs = std::filesystem;

namespace {

constexpr int NotFound = 404;
constexpr int MostRedirects = 5; ///< within the Hub: of a repository that has a new name

/// A file of the repository, as the server describes it.
struct RemoteFile {
    std::string name;
    std::string etag; ///< names the blob; the checksum of its content
    std::string commit;
    std::int64_t bytes = 0;
};

std::string unquoted(std::string etag) {
    if (etag.starts_with("W/")) {
        etag.erase(0, 2);
    }
    std::erase(etag, '"');
    return etag;
}

std::int64_t numberOf(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Error unwritable(const fs::path& path, int systemError) {
    const bool full = systemError == ENOSPC || systemError == EDQUOT;
    return {full ? ErrorCode::DiskFull : ErrorCode::FileUnwritable, path.string(), {},
        path.string() + " could not be written: " + std::generic_category().message(systemError)};
}

/// The part of a file that has arrived; more is appended to it.
class UnfinishedFile {
public:
    explicit UnfinishedFile(fs::path path) : m_path(std::move(path)) { }

    std::int64_t size() const {
        std::error_code error;
        const auto size = fs::file_size(m_path, error);
        return error ? 0 : static_cast<std::int64_t>(size);
    }
    Expected<void> open(bool continues) {
        m_file.reset(std::fopen(m_path.c_str(), continues ? "ab" : "wb"));
        return m_file ? Expected<void>() : Unexpected(unwritable(m_path, errno));
    }
    Expected<void> write(std::span<const std::byte> bytes) {
        const auto count = std::fwrite(bytes.data(), 1, bytes.size(), m_file.get());
        return count == bytes.size() ? Expected<void>() : Unexpected(unwritable(m_path, errno));
    }
    /// Hands what is buffered to the disk.
    Expected<void> close() {
        auto* file = m_file.release();
        if (!file) {
            return {};
        }
        const bool flushed = std::fflush(file) == 0 && ::fsync(::fileno(file)) == 0;
        const int error = errno;
        const bool closed = std::fclose(file) == 0;
        return flushed && closed ? Expected<void>() : Unexpected(unwritable(m_path, error));
    }
    void discard() const {
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> m_file{nullptr, &std::fclose};
};

/// One download of one repository.
class HubDownload {
public:
    HubDownload(const HubSource& source, const DownloadOptions& options, std::stop_token stop,
        const ProgressCallback& progress)
        : m_source(source), m_options(options), m_stop(std::move(stop)), m_meter(progress),
          m_http(options.http) { }

    Expected<fs::path> run() {
        m_meter.begin(DownloadProgress::Phase::Contacting, 0, 0);
        return checkEndpoint()
            .and_then([this] { return listFiles(); })
            .and_then([this] { return checkRoom(); })
            .and_then([this] { return fetchFiles(); })
            .and_then([this] { return m_options.cache.setCurrent(m_source.repository, m_commit); })
            .map([this] { return m_options.cache.snapshot(m_source.repository, m_commit); });
    }

private:
    Expected<void> checkEndpoint() const {
        const auto& endpoint = m_options.endpoint;
        return endpoint.starts_with("https://") || endpoint.starts_with("http://")
            ? Expected<void>()
            : Unexpected(Error{ErrorCode::OptionInvalid, "HF_ENDPOINT", endpoint,
                "The address of the Hub, " + endpoint + ", must begin with https:// or http://."});
    }

    std::string urlOf(const std::string& file) const {
        auto endpoint = m_options.endpoint;
        while (endpoint.ends_with('/')) {
            endpoint.pop_back();
        }
        const auto revision = m_commit.empty() ? "main" : m_commit;
        return endpoint + '/' + m_source.repository + "/resolve/" + revision + '/' + file;
    }

    /// Asks for a file's size and checksum; empty where the repository does not have it.
    Expected<std::optional<RemoteFile>> describe(const std::string& name) {
        const auto original = urlOf(name);
        auto url = original;
        auto answer = m_http.head(url, m_stop);
        for (int i = 0; i < MostRedirects && answer && !answer->redirect.empty()
             && answer->header("x-linked-etag").empty();
             ++i) {
            url = answer->redirect;
            answer = m_http.head(url, m_stop);
        }
        if (!answer) {
            const bool absent = answer.error().code == ErrorCode::DownloadRefused
                && answer.error().place == "HTTP " + std::to_string(NotFound);
            return absent ? Expected<std::optional<RemoteFile>>(std::nullopt)
                          : Unexpected(answer.error());
        }
        return remoteFile(name, original, *answer).map([](RemoteFile file) {
            return std::optional(std::move(file));
        });
    }

    static Expected<RemoteFile> remoteFile(
        const std::string& name, const std::string& url, const HttpAnswer& answer) {
        const auto linked = answer.header("x-linked-etag");
        const auto size = answer.header("x-linked-size");
        RemoteFile file{name, unquoted(linked.empty() ? answer.header("etag") : linked),
            answer.header("x-repo-commit"),
            numberOf(size.empty() ? answer.header("content-length") : size)};
        using formats::HubCache;
        if (!HubCache::isPlainName(file.etag) || !HubCache::isPlainName(file.commit)) {
            return Unexpected(Error{ErrorCode::DownloadRefused, url, "ETag, X-Repo-Commit",
                url + ": the server names no commit and checksum; it is no Hugging Face Hub."});
        }
        return file;
    }

    /// Adds the first of `names` that the repository has.
    Expected<bool> add(const std::vector<std::string>& names) {
        for (const auto& name : names) {
            auto file = describe(name);
            if (!file) {
                return Unexpected(file.error());
            }
            if (*file) {
                m_commit = (*file)->commit; // the others are asked for at the same commit
                m_files.push_back(std::move(**file));
                return true;
            }
        }
        return false;
    }

    Expected<void> addRequired(const std::vector<std::string>& names) {
        const auto url = urlOf(names.front());
        return add(names).and_then([&](bool found) {
            return found ? Expected<void>()
                         : Unexpected(Error{ErrorCode::DownloadRefused, url, "HTTP 404",
                             url + ": the server does not have it."});
        });
    }

    Expected<void> listFiles() {
        for (const auto& name : m_source.files) {
            if (auto added = addRequired({name}); !added) {
                return added;
            }
        }
        for (const auto& name : m_source.optional) {
            if (const auto added = add({name}); !added) {
                return Unexpected(added.error());
            }
        }
        return addRequired(m_source.weights);
    }

    fs::path blobOf(const RemoteFile& file) const {
        return m_options.cache.blob(m_source.repository, file.etag);
    }
    UnfinishedFile unfinished(const RemoteFile& file) const {
        return UnfinishedFile(blobOf(file).string() + formats::HubCache::unfinishedSuffix);
    }

    Expected<void> checkRoom() {
        for (const auto& file : m_files) {
            std::error_code ignored;
            m_total += file.bytes;
            m_done += fs::exists(blobOf(file), ignored)
                ? file.bytes
                : std::min(file.bytes, unfinished(file).size());
        }
        return checkDisk(m_options, m_options.cache.path(), m_total - m_done, m_source.repository);
    }

    Expected<void> fetchFiles() {
        m_meter.begin(DownloadProgress::Phase::Fetching, m_done, m_total);
        for (const auto& file : m_files) {
            auto done = fetchBlob(file).and_then([&] {
                return m_options.cache.link(m_source.repository, m_commit, file.name, file.etag);
            });
            if (!done) {
                return done;
            }
        }
        return {};
    }

    Expected<void> fetchBlob(const RemoteFile& file) {
        const auto blob = blobOf(file);
        std::error_code error;
        fs::create_directories(blob.parent_path(), error);
        const auto lock
            = FileLock::take(m_options.cache.lock(m_source.repository, file.etag), m_stop);
        if (!lock) {
            return Unexpected(lock.error());
        }
        if (fs::exists(blob, error)) {
            return {}; // another program may have fetched it meanwhile
        }
        return receive(file).and_then([&] { return verify(file); });
    }

    /// Until all of it has arrived; a connection that breaks is made anew as long as it helps.
    Expected<void> receive(const RemoteFile& file) {
        auto part = unfinished(file);
        if (part.size() > file.bytes) {
            part.discard();
        }
        Expected<void> received;
        for (int attempt = 0; attempt < m_options.attempts && part.size() < file.bytes; ++attempt) {
            const auto before = part.size();
            received = receiveFrom(part, file);
            const bool broken = !received && received.error().code == ErrorCode::DownloadBroken;
            if (!received && (!broken || part.size() == before)) {
                return received;
            }
        }
        // An empty file has nothing to wait for.
        return file.bytes == 0 ? part.open(false).and_then([&] { return part.close(); })
            : part.size() < file.bytes && received ? Unexpected(cutOff(file))
                                                   : received;
    }

    Expected<void> receiveFrom(UnfinishedFile& part, const RemoteFile& file) {
        const auto before = m_meter.progress().done - part.size();
        auto size = part.size();
        const HttpSink sink{[&](bool continues) {
                                size = continues ? size : 0;
                                return part.open(continues);
                            },
            [&](std::span<const std::byte> bytes) {
                size += static_cast<std::int64_t>(bytes.size());
                m_meter.setDone(before + size);
                return size > file.bytes ? Unexpected(tooLong(file)) : part.write(bytes);
            }};
        auto answer = m_http.get(urlOf(file.name), size, sink, m_stop);
        auto closed = part.close();
        return answer ? closed : Unexpected(answer.error());
    }

    Error cutOff(const RemoteFile& file) const {
        const auto url = urlOf(file.name);
        return {ErrorCode::DownloadBroken, url, "EOF", url + ": the content ends too early."};
    }

    Error tooLong(const RemoteFile& file) const {
        unfinished(file).discard();
        const auto url = urlOf(file.name);
        return {ErrorCode::ChecksumMismatch, url, "> " + std::to_string(file.bytes),
            url + ": more arrives than was announced."};
    }

    /// What arrived gets its name once it is what the server said.
    Expected<void> verify(const RemoteFile& file) {
        const auto part = unfinished(file);
        const auto url = urlOf(file.name);
        const auto fetched = m_meter.progress().done;
        m_meter.begin(DownloadProgress::Phase::Verifying, 0, file.bytes);
        const auto found = Checksum::like(file.etag, static_cast<std::uintmax_t>(file.bytes), url)
                               .and_then([&](Checksum checksum) {
                                   return checksumOf(part.path(), std::move(checksum), m_stop,
                                       [this](std::int64_t bytes) { m_meter.add(bytes); });
                               });
        if (!found) {
            return Unexpected(found.error());
        }
        if (*found != file.etag) {
            part.discard();
            return Unexpected(checksumMismatch(url, *found, file.etag));
        }
        m_meter.begin(DownloadProgress::Phase::Fetching, fetched, m_total);
        std::error_code error;
        fs::rename(part.path(), blobOf(file), error);
        return error ? Unexpected(unwritable(blobOf(file), error.value())) : Expected<void>();
    }

    const HubSource& m_source;
    const DownloadOptions& m_options;
    std::stop_token m_stop;
    ProgressMeter m_meter;
    HttpClient m_http;
    std::string m_commit; ///< empty before the first answer
    std::vector<RemoteFile> m_files;
    std::int64_t m_done = 0; ///< bytes
    std::int64_t m_total = 0; ///< bytes
};

} // namespace

Expected<fs::path> fetchFromHub(const HubSource& source, const DownloadOptions& options,
    const std::stop_token& stop, const ProgressCallback& progress) {
    return HubDownload(source, options, stop, progress).run();
}

} // namespace vitrine::downloads
