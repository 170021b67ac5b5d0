#include "engine/downloads/progress_meter.h"

#include <utility>

namespace vitrine::downloads {

namespace {

using namespace std::chrono_literals;

constexpr auto TellEvery = 100ms;
constexpr auto MeasureEvery = 500ms;
constexpr double NewestShare = 0.3; ///< of the newest measurement in the speed that is told

} // namespace

ProgressMeter::ProgressMeter(ProgressCallback report) : m_report(std::move(report)) {
}

void ProgressMeter::begin(DownloadProgress::Phase phase, std::int64_t done, std::int64_t total) {
    m_progress = {phase, done, total, 0};
    m_told = m_measured = Clock::now();
    m_doneWhenMeasured = done;
    if (m_report) {
        m_report(m_progress);
    }
}

void ProgressMeter::setDone(std::int64_t done, Clock::time_point now) {
    m_progress.done = done;
    if (now - m_measured >= MeasureEvery) {
        measure(now);
    }
    const bool complete = done == m_progress.total;
    if (m_report && (complete || now - m_told >= TellEvery)) {
        m_told = now;
        m_report(m_progress);
    }
}

void ProgressMeter::measure(Clock::time_point now) {
    const double seconds = std::chrono::duration<double>(now - m_measured).count();
    const double speed = static_cast<double>(m_progress.done - m_doneWhenMeasured) / seconds;
    auto& told = m_progress.bytesPerSecond;
    told = told > 0 ? NewestShare * speed + (1 - NewestShare) * told : speed;
    m_measured = now;
    m_doneWhenMeasured = m_progress.done;
}

} // namespace vitrine::downloads
