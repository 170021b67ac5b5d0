#pragma once

#include <chrono>

#include "engine/downloads/download_progress.h"

namespace vitrine::downloads {

/// Turns counts of bytes into progress with a speed, told at most some ten times a second.
class ProgressMeter {
public:
    using Clock = std::chrono::steady_clock;

    /// `report` may be empty.
    explicit ProgressMeter(ProgressCallback report);

    /// Begins a phase and tells of it. `done` bytes are there already and count for no speed.
    void begin(DownloadProgress::Phase phase, std::int64_t done, std::int64_t total);
    void setDone(std::int64_t done, Clock::time_point now = Clock::now());
    void add(std::int64_t bytes) { setDone(m_progress.done + bytes); }
    const DownloadProgress& progress() const { return m_progress; }

private:
    void measure(Clock::time_point now);

    ProgressCallback m_report;
    DownloadProgress m_progress;
    Clock::time_point m_told;
    Clock::time_point m_measured;
    std::int64_t m_doneWhenMeasured = 0;
};

} // namespace vitrine::downloads
