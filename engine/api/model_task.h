#pragma once

#include <filesystem>
#include <optional>

#include "engine/values/expected.h"
#include "engine/values/task.h"

namespace vitrine::api {

/// The task that a model was trained for, told by its description, without its weights; none of one
/// that tells tokens. Errors: those of reading the description.
Expected<std::optional<Task>> readModelTask(const std::filesystem::path& model);

} // namespace vitrine::api
