#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/downloads/download_progress.h"
#include "engine/downloads/model_catalogue.h"

namespace vitrine::app {

/// A model of the catalogue and what has become of it.
struct StoredModel {
    enum class State {
        Available, ///< it can be fetched
        Waiting, ///< for another download to end
        Fetching,
        Paused, ///< some of it is here, and a download goes on from there
        Here,
    };

    downloads::CatalogueEntry entry;
    State state = State::Available;
    downloads::DownloadProgress progress; ///< of Fetching
    std::int64_t begunBytes = 0; ///< of Paused
    std::filesystem::path path; ///< what is opened of a model that is here

    bool isUnderWay() const { return state == State::Waiting || state == State::Fetching; }
    /// A package begins afresh each time, so it is only cancelled.
    bool canPause() const {
        return isUnderWay() && std::holds_alternative<downloads::HubSource>(entry.source);
    }
};

} // namespace vitrine::app
