#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/training_probe.h"

namespace vitrine::api {

/// The probes of a run, one file each: probes/200.safetensors holds `attention` F32 [layer, head,
/// query, key]; the rest is JSON in its metadata ("vitrine.probe").

/// Steps of which a run's folder holds a probe, rising. None where there are none.
std::vector<std::int64_t> probedSteps(const std::filesystem::path& run);

/// Errors: FileUnwritable, DiskFull.
Expected<void> writeTrainingProbe(const TrainingProbe& probe, const std::filesystem::path& run);

/// Errors: those of readSafetensors, ValueMissing, ValueInvalid.
Expected<TrainingProbe> readTrainingProbe(const std::filesystem::path& run, std::int64_t step);

/// Takes away the probes of later steps, which a resumed run is going to repeat.
void dropProbesAfter(const std::filesystem::path& run, std::int64_t step);

} // namespace vitrine::api
