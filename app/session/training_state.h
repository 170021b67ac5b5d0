#pragma once

#include <string>

namespace vitrine::app {

/// What the Train lens shows, as it survives a restart; the runs themselves are folders.
struct TrainingState {
    int view = 0; ///< TrainPage::View
    std::string run; ///< name of the folder of the run that is looked at
    int quantity = 0; ///< RunCurves::Quantity
    bool logarithmic = false;
    int study = 0; ///< which card stands below
    bool unfolded = false; ///< all settings of a recipe
    bool operator==(const TrainingState&) const = default;
};

} // namespace vitrine::app
