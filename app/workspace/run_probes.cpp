#include "app/workspace/run_probes.h"

#include <algorithm>
#include <utility>

#include "engine/api/probe_file.h"

namespace vitrine::app {

namespace {

using Probes = std::vector<TrainingProbe>;

/// What the folder holds now; of `known` what is still there is not read again.
Expected<Probes> readProbes(const std::filesystem::path& run, const Probes& known) {
    Probes probes;
    for (const auto step : api::probedSteps(run)) {
        const auto found = std::ranges::find(known, step, &TrainingProbe::step);
        if (found != known.end()) {
            probes.push_back(*found);
            continue;
        }
        auto probe = api::readTrainingProbe(run, step);
        if (!probe) {
            return Unexpected(probe.error());
        }
        probes.push_back(*std::move(probe));
    }
    return probes;
}

} // namespace

RunProbes::RunProbes(TrainingRuns& runs, QObject* parent) : QObject(parent) {
    connect(&runs, &TrainingRuns::probed, this, [this](const std::filesystem::path& run) {
        if (run == m_run) {
            read();
        }
    });
}

void RunProbes::setRun(const std::filesystem::path& run) {
    if (std::exchange(m_run, run) == run) {
        return;
    }
    m_probes.clear();
    m_reading.cancel();
    Q_EMIT changed();
    if (!run.empty()) {
        read();
    }
}

void RunProbes::read() {
    m_reading.request(
        [run = m_run, known = m_probes](const std::stop_token&) { return readProbes(run, known); },
        [this](Expected<Probes> probes) {
            if (!probes) {
                Q_EMIT failed(probes.error());
                return;
            }
            m_probes = *std::move(probes);
            Q_EMIT changed();
        });
}

} // namespace vitrine::app
