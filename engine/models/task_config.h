#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "engine/text/json_document.h"
#include "engine/values/expected.h"
#include "engine/values/task.h"

namespace vitrine::models {

/// The task that config.json's class name and labels tell of; none for other classes, and for heads
/// that give numbers, or several labels at a time. Error: ValueInvalid for labels that are no names
/// by class.
Expected<std::optional<Task>> readTask(const text::JsonValue& root);

/// Makes the members of a model without its head those of the class with it.
void addTask(nlohmann::ordered_json& config, const Task& task);

} // namespace vitrine::models
