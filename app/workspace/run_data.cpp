#include "app/workspace/run_data.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "engine/text/atomic_file.h"
#include "engine/text/make_folder.h"
#include "engine/text/take_line.h"
#include "engine/text/unicode.h"
#include "engine/text/whole_file.h"

namespace vitrine::app {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largestText = std::uintmax_t{1} << 30; // bytes of a file

/// The texts of a run, parted.
struct Parts {
    std::string training;
    std::string validation;
    std::size_t lines = 0;
};

void part(std::string_view text, Parts& parts) {
    for (auto rest = text; !rest.empty();) {
        const auto line = text::takeLine(rest);
        if (line.empty()) {
            continue;
        }
        auto& target = ++parts.lines % heldOutLine == 0 ? parts.validation : parts.training;
        target.append(line).push_back('\n');
    }
}

Expected<Parts> readParts(const std::vector<CorpusFile>& files, const std::stop_token& stop) {
    Parts parts;
    for (const auto& source : files) {
        const auto& file = source.file;
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The reading was stopped."});
        }
        const auto text = text::readWholeFile(file, largestText);
        if (!text) {
            return Unexpected(text.error());
        }
        if (const auto bad = text::firstInvalidUtf8(*text)) {
            return Unexpected(Error{ErrorCode::TextInvalid, file.string(), std::to_string(*bad),
                file.string() + " is not UTF-8 at byte " + std::to_string(*bad) + "."});
        }
        for (int time = 0; time < source.repeat; ++time) {
            part(*text, parts);
        }
    }
    if (parts.lines == 0) {
        const auto name = files.empty() ? std::string() : files.front().file.string();
        return Unexpected(
            Error{ErrorCode::DatasetTooSmall, name, "0, 1", "The files hold no text to train on."});
    }
    return parts;
}

} // namespace

Expected<TrainingJob> withOwnData(
    const TrainingJob& job, const fs::path& folder, const std::stop_token& stop) {
    const bool readsTexts = job.objective == TrainingObjective::NextToken
        || job.objective == TrainingObjective::MaskedToken;
    if (!job.validation.empty() || job.validationShare > 0 || !readsTexts) {
        return job; // rows of a task are held out by the job's own share
    }
    const auto parts = readParts(job.training, stop);
    if (!parts) {
        return Unexpected(parts.error());
    }
    auto own = job;
    own.training = {{folder / "training.txt", 1}};
    if (!parts->validation.empty()) {
        own.validation = {{folder / "validation.txt", 1}};
    }
    return text::makeFolder(folder)
        .and_then([&] { return text::writeWholeFile(folder / "training.txt", parts->training); })
        .and_then([&] {
            return own.validation.empty()
                ? Expected<void>()
                : text::writeWholeFile(folder / "validation.txt", parts->validation);
        })
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
