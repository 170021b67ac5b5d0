#pragma once

#include <optional>
#include <string>

#include "app/workspace/run_record.h"

namespace vitrine::app {

/// What the Train lens shows, as it survives a restart; the runs themselves are folders.
struct TrainingState {
    int view = 0; ///< TrainPage::View
    std::string run; ///< name of the folder of the run that is looked at
    int quantity = 0; ///< RunCurves::Quantity
    bool logarithmic = false;
    int study = 0; ///< which card stands below
    bool unfolded = false; ///< all settings of a recipe
    std::optional<TrainingRecipe> recipe; ///< as it stands, started or not
    std::string preset; ///< key of the RecipePreset that it was; empty: changed since
    bool operator==(const TrainingState&) const = default;
};

} // namespace vitrine::app
