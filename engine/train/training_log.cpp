#include "engine/train/training_log.h"

#include <cerrno>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/text/atomic_file.h"
#include "engine/text/take_line.h"
#include "engine/text/whole_file.h"

namespace vitrine::train {

namespace {

constexpr std::uintmax_t MaximumLogBytes = std::uintmax_t{1} << 30;

/// The lines of `log` up to `step`; a line cut short by a crash is dropped too.
std::string linesUpTo(std::string_view log, std::int64_t step) {
    std::string kept;
    while (!log.empty()) {
        const auto end = log.find('\n');
        if (end == std::string_view::npos) {
            break;
        }
        const auto line = log.substr(0, end + 1);
        log.remove_prefix(end + 1);
        const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
        if (json.is_object() && json.value("step", step + 1) <= step) {
            kept += line;
        }
    }
    return kept;
}

/// Nothing where the line is no logged step.
std::optional<TrainingProgress> parsed(std::string_view line) {
    const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    const auto has = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_number();
    };
    if (!json.is_object() || !has("step") || !has("loss")) {
        return std::nullopt;
    }
    const auto number = [&](const char* key) { return has(key) ? json[key].get<double>() : 0; };
    TrainingProgress progress;
    progress.step = json["step"].get<std::int64_t>();
    progress.steps = static_cast<std::int64_t>(number("steps"));
    progress.loss = number("loss");
    progress.learningRate = number("learning_rate");
    progress.gradientNorm = number("grad_norm");
    progress.tokensPerSecond = number("tokens_per_s");
    progress.seconds = number("seconds");
    if (has("validation_loss")) {
        progress.validationLoss = number("validation_loss");
    }
    return progress;
}

} // namespace

std::string toJson(const TrainingProgress& progress) {
    nlohmann::ordered_json json{
        {"step", progress.step},
        {"steps", progress.steps},
        {"loss", progress.loss},
        {"learning_rate", progress.learningRate},
        {"grad_norm", progress.gradientNorm},
        {"tokens_per_s", progress.tokensPerSecond},
        {"seconds", progress.seconds},
    };
    if (progress.validationLoss) {
        json["validation_loss"] = *progress.validationLoss;
    }
    return json.dump();
}

Expected<std::vector<TrainingProgress>> readTrainingLog(const std::filesystem::path& file) {
    const auto log = text::readWholeFile(file, MaximumLogBytes);
    if (!log) {
        return Unexpected(log.error());
    }
    std::vector<TrainingProgress> steps;
    const auto lines = std::string_view(*log).substr(0, log->rfind('\n') + 1);
    for (auto rest = lines; !rest.empty();) {
        auto step = parsed(text::takeLine(rest));
        if (!step) {
            const auto place = "line " + std::to_string(steps.size() + 1);
            return Unexpected(Error{ErrorCode::JsonInvalid, file.string(), place,
                file.string() + ", " + place + " is no logged step."});
        }
        steps.push_back(*step);
    }
    return steps;
}

TrainingLog::TrainingLog(std::filesystem::path file) : m_file(std::move(file)) {
}

Expected<TrainingLog> TrainingLog::open(const std::filesystem::path& file, std::int64_t step) {
    if (std::filesystem::exists(file)) {
        const auto log = text::readWholeFile(file, MaximumLogBytes);
        if (!log) {
            return Unexpected(log.error());
        }
        auto rewritten = text::AtomicFile::create(file).and_then([&](text::AtomicFile&& target) {
            return target.write(linesUpTo(*log, step)).and_then([&] { return target.commit(); });
        });
        if (!rewritten) {
            return Unexpected(rewritten.error());
        }
    }
    return TrainingLog(file);
}

Expected<void> TrainingLog::append(const TrainingProgress& progress) {
    errno = 0;
    std::ofstream stream(m_file, std::ios::app | std::ios::binary);
    stream << toJson(progress) << '\n' << std::flush;
    if (!stream) {
        const auto code = errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::FileUnwritable;
        return Unexpected(Error{code, m_file.string(), {},
            "The training log cannot be written: "
                + std::error_code(errno, std::generic_category()).message() + "."});
    }
    return {};
}

} // namespace vitrine::train
