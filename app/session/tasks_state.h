#pragma once

#include <string>

namespace vitrine::app {

/// What the Tasks lens shows, as it survives a restart.
struct TasksState {
    int task = -1; ///< LensTask; −1: what the model can do
    int view = 0; ///< TasksPage::View
    int explanation = 0; ///< AttributionCard::View
    std::string question;
    std::string instruction; ///< of a summary
    std::string candidates; ///< written texts to be compared with references
    std::string references;
    bool operator==(const TasksState&) const = default;
};

} // namespace vitrine::app
