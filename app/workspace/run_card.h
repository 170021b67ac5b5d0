#pragma once

#include "app/workspace/run_record.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// Writes a model card beside the weights that a run has made, so that the model goes by the run's
/// name wherever it is opened. Errors: FileUnwritable, DiskFull.
Expected<void> writeCard(const RunRecord& run);

} // namespace vitrine::app
