#pragma once

#include <filesystem>

#include "engine/values/data_rows.h"
#include "engine/values/expected.h"

namespace vitrine::train {

/// Appends the questions of a file in SQuAD's layout (Rajpurkar et al. 2016; 2018 with questions
/// that have no answer) to `data`. Errors: those of readData and of JsonDocument; ValueMissing and
/// ValueInvalid where the layout is another.
Expected<void> readSquad(const std::filesystem::path& file, DataRows<AnsweredQuestion>& data);

} // namespace vitrine::train
