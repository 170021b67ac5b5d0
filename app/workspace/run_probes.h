#pragma once

#include <QObject>

#include <filesystem>
#include <vector>

#include "app/workspace/training_runs.h"
#include "engine/values/training_probe.h"

namespace vitrine::app {

/// The probes of the run that is looked at, read in the background as they come.
class RunProbes : public QObject {
    Q_OBJECT
public:
    RunProbes(TrainingRuns& runs, QObject* parent);

    /// Empty for none.
    void setRun(const std::filesystem::path& run);
    /// By step, rising.
    const std::vector<TrainingProbe>& probes() const { return m_probes; }

Q_SIGNALS:
    void changed();
    void failed(const vitrine::Error& error);

private:
    void read();

    std::filesystem::path m_run;
    std::vector<TrainingProbe> m_probes;
    JobQueue m_queue;
    LatestRequest m_reading{m_queue};
};

} // namespace vitrine::app
