#include "app/workspace/run_record.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <system_error>

#include "app/workspace/recipe_json.h"
#include "engine/api/training_run.h"
#include "engine/text/make_folder.h"
#include "engine/text/whole_file.h"

namespace vitrine::app {

namespace {

namespace fs = std::filesystem;

constexpr int version = 1;
constexpr std::uintmax_t largestRecord = 1 << 20; // bytes
constexpr std::array stateNames{"queued", "running", "paused", "stopped", "finished", "failed"};

QString key(const char* name) {
    return QString::fromLatin1(name);
}

RunState stateNamed(const QString& name) {
    const auto found = std::ranges::find_if(
        stateNames, [&](const char* known) { return name == QLatin1String(known); });
    return found == stateNames.end() ? RunState::Failed
                                     : static_cast<RunState>(found - stateNames.begin());
}

QJsonObject json(const RunRecord& run) {
    auto json = writeRecipeTexts(run.recipe);
    json[key("version")] = version;
    json[key("notes")] = run.notes;
    json[key("state")] = key(stateNames.at(static_cast<std::size_t>(run.state)));
    json[key("problem")] = run.problem;
    json[key("created")] = run.created.toString(Qt::ISODate);
    return json;
}

void take(const QJsonObject& json, RunRecord& run) {
    readRecipeTexts(json, run.recipe);
    run.notes = json[key("notes")].toString();
    run.state = stateNamed(json[key("state")].toString());
    run.problem = json[key("problem")].toString();
    run.created = QDateTime::fromString(json[key("created")].toString(), Qt::ISODate);
}

Expected<QJsonObject> readJson(const fs::path& file) {
    const auto text = text::readWholeFile(file, largestRecord);
    if (!text) {
        return Unexpected(text.error());
    }
    QJsonParseError fault;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(*text), &fault);
    const auto found = document.object()[key("version")].toInt();
    if (fault.error != QJsonParseError::NoError || found < 1) {
        const auto place = "byte " + std::to_string(fault.offset);
        return Unexpected(Error{ErrorCode::JsonInvalid, file.string(), place,
            file.string() + " is not the record of a run."});
    }
    if (found > version) {
        const auto place = std::to_string(found) + " > " + std::to_string(version);
        return Unexpected(Error{ErrorCode::FormatTooNew, file.string(), place,
            "The run was written by a newer program"});
    }
    return document.object();
}

} // namespace

bool RunRecord::hasModel() const {
    std::error_code ignored;
    return fs::exists(modelFolder() / "config.json", ignored) && step() > 0;
}

std::optional<double> RunRecord::validationLoss() const {
    const auto measured = std::find_if(log.rbegin(), log.rend(),
        [](const TrainingProgress& progress) { return progress.validationLoss.has_value(); });
    return measured == log.rend() ? std::nullopt : measured->validationLoss;
}

std::optional<double> RunRecord::secondsLeft() const {
    if (step() == 0) {
        return std::nullopt;
    }
    const auto& last = log.back();
    return last.seconds / static_cast<double>(last.step)
        * static_cast<double>(last.steps - last.step);
}

Expected<void> writeRecord(const RunRecord& run, bool withRecipe) {
    if (auto made = text::makeFolder(run.folder); !made) {
        return made;
    }
    const auto text = QJsonDocument(json(run)).toJson().toStdString();
    return text::writeWholeFile(run.folder / "run.json", text).and_then([&] {
        return withRecipe ? api::TrainingRun::writeJob(run.recipe.job, run.folder / "recipe.json")
                          : Expected<void>();
    });
}

Expected<RunRecord> readRecord(const fs::path& folder) {
    const auto json = readJson(folder / "run.json");
    if (!json) {
        return Unexpected(json.error());
    }
    auto job = api::TrainingRun::readJob(folder / "recipe.json", folder);
    if (!job) {
        return Unexpected(job.error());
    }
    RunRecord run;
    run.folder = folder;
    take(*json, run);
    run.recipe.job = *std::move(job);
    run.log = api::readTrainingLog(folder / "log.jsonl").value_or(std::vector<TrainingProgress>());
    if (run.state == RunState::Running) {
        run.state = RunState::Paused;
    }
    return run;
}

std::vector<RunRecord> readRecords(const fs::path& folder) {
    std::vector<RunRecord> runs;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (auto run = readRecord(entry.path())) {
            runs.push_back(*std::move(run));
        }
    }
    std::ranges::sort(runs, [](const RunRecord& a, const RunRecord& b) {
        return a.folder.filename() > b.folder.filename();
    });
    return runs;
}

} // namespace vitrine::app
