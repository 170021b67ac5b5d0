#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <vector>

#include "app/workspace/lens_task.h"
#include "engine/values/model_info.h"
#include "engine/values/task.h"

namespace vitrine::app {

/// A model and what it was trained for.
struct OfferedModel {
    ModelInfo info;
    std::optional<Task> task; ///< of its head
    bool converses = false; ///< it brings a chat template that is understood
    bool operator==(const OfferedModel&) const = default;
};

/// The task that needs a head of this kind.
LensTask lensTaskOf(TaskKind kind);
/// Whether the task is told by a head that was trained for it.
bool needsTrainedHead(LensTask task);
bool isGenerated(LensTask task);

std::set<LensTask> tasksOf(const OfferedModel& model);

/// Reads what each model can do, by its files and not by its name; those that do not open are left
/// out. Takes milliseconds for each; any thread.
OfferedModel readOffer(const ModelInfo& info);
std::vector<OfferedModel> readOffers(
    const std::vector<ModelInfo>& models, const std::vector<std::filesystem::path>& folders);

} // namespace vitrine::app
