#include "app/workspace/run_data.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "engine/text/make_folder.h"

namespace vitrine::app {

namespace {

namespace fs = std::filesystem;

/// What kept a file from being copied.
Unexpected notCopied(const fs::path& from, const fs::path& to, const std::error_code& reason) {
    std::error_code ignored;
    const bool there = fs::exists(from, ignored);
    if (reason == std::errc::no_space_on_device) {
        return Unexpected(Error{ErrorCode::DiskFull, to.string(), {}, reason.message()});
    }
    const auto code = there ? ErrorCode::FileUnreadable : ErrorCode::FileMissing;
    return Unexpected(Error{
        code, from.string(), {}, from.string() + " cannot be copied: " + reason.message() + "."});
}

/// Numbered, so that files of one name from several folders do not meet.
Expected<void> copyAll(std::vector<CorpusFile>& files, const fs::path& folder,
    const std::string& part, const std::stop_token& stop) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The copying was stopped."});
        }
        auto& file = files[i].file;
        auto source = file.has_filename() ? file : file.parent_path();
        auto target
            = folder / (part + "-" + std::to_string(i + 1) + "-" + source.filename().string());
        std::error_code reason;
        fs::copy(source, target, fs::copy_options::recursive | fs::copy_options::overwrite_existing,
            reason);
        if (reason) {
            return notCopied(source, target, reason);
        }
        file = std::move(target);
    }
    return {};
}

} // namespace

Expected<TrainingJob> withOwnData(
    const TrainingJob& job, const fs::path& folder, const std::stop_token& stop) {
    auto own = job;
    return text::makeFolder(folder)
        .and_then([&] { return copyAll(own.training, folder, "training", stop); })
        .and_then([&] { return copyAll(own.validation, folder, "validation", stop); })
        .map([&] { return std::move(own); });
}

std::vector<CorpusFile> textFilesIn(const fs::path& folder) {
    std::vector<CorpusFile> files;
    std::error_code ignored;
    const auto options = fs::directory_options::skip_permission_denied;
    for (const auto& entry : fs::recursive_directory_iterator(folder, options, ignored)) {
        if (entry.is_regular_file(ignored) && entry.path().extension() == ".txt") {
            files.push_back({entry.path(), 1});
        }
    }
    std::ranges::sort(files, {}, &CorpusFile::file);
    return files;
}

} // namespace vitrine::app
