#pragma once

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/jobs/shared_flag.h"
#include "app/workspace/run_record.h"
#include "engine/values/error.h"
#include "engine/values/training_batch.h"

namespace vitrine::app {

/// The user's training runs, each a folder. One trains at a time, in the background and behind all
/// else; others wait for their turn. What a run has done survives the program: it is paused then,
/// and goes on exactly where its last checkpoint was.
class TrainingRuns : public QObject {
    Q_OBJECT
public:
    /// A run's folder; runs come and go, so they are named rather than counted.
    using Key = std::filesystem::path;

    /// The runs of `folder` appear as soon as they are read.
    TrainingRuns(std::filesystem::path folder, QObject* parent);
    /// Pauses what trains, with a checkpoint.
    ~TrainingRuns() override;

    const std::vector<RunRecord>& runs() const { return m_runs; } ///< newest first
    /// Null for a run that is not there.
    const RunRecord* find(const Key& key) const;
    /// The run that trains now; null without one.
    const RunRecord* running() const { return find(m_running); }

    /// A new run, which begins when those before it have ended. Error: why its folder cannot be
    /// written.
    Expected<Key> start(const TrainingRecipe& recipe);
    void pause(const Key& key);
    void resume(const Key& key);
    /// Ends it where it is.
    void stop(const Key& key);
    /// With its folder.
    void remove(const Key& key);
    void rename(const Key& key, const QString& name);
    void setNotes(const Key& key, const QString& notes);
    /// The batch of the next logged step comes with batchShown().
    void askBatch() { m_batchWanted.raise(); }

Q_SIGNALS:
    void listChanged(); ///< a run came, went, or changed its state or name
    /// Its log grew: not oftener than one can follow, for what is drawn then costs the training.
    void progressed(const std::filesystem::path& key);
    void probed(const std::filesystem::path& key, qint64 step);
    void batchShown(const vitrine::TrainingBatch& batch);
    /// A run has reached its end.
    void finished(const std::filesystem::path& key);
    void failed(const vitrine::Error& error);

private:
    /// What the training thread tells.
    using Event = std::variant<TrainingProgress, std::int64_t, TrainingBatch>;

    RunRecord* findRun(const Key& key);
    Key freeFolder() const;
    void change(RunRecord& run, RunState state);
    void save(const RunRecord& run);
    void startNext();
    void train(RunRecord& run);
    void interrupt(const Key& key, RunState state);
    void take(const std::vector<Event>& events);
    void end(const Expected<void>& result);

    std::filesystem::path m_folder;
    std::vector<RunRecord> m_runs;
    Key m_running;
    RunState m_afterStop = RunState::Paused; ///< of the run that trains, once it has stopped
    bool m_removeAfterStop = false;
    SharedFlag m_batchWanted;
    std::optional<FrameRelay<Event>> m_relay;
    QTimer m_telling; ///< runs while the log has grown and nobody was told
    JobQueue m_reader;
    LatestRequest m_reading{m_reader};
    JobQueue m_queue;
    LatestRequest m_training{m_queue};
};

} // namespace vitrine::app
