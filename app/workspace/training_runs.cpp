#include "app/workspace/training_runs.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "app/error_text.h"
#include "app/jobs/thread_priority.h"
#include "app/workspace/run_card.h"
#include "app/workspace/run_data.h"
#include "engine/api/training_run.h"

namespace vitrine::app {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto tellingPause = 700ms;

Expected<api::TrainingRun> opened(const RunRecord& run, const std::stop_token& stop) {
    const api::TrainingDevice device{DeviceChoice::Auto, backgroundThreads()};
    std::error_code ignored;
    if (fs::exists(run.folder / "job.json", ignored)) {
        return api::TrainingRun::resume(run.folder, device);
    }
    return withOwnData(run.recipe.job, run.folder / "data", stop)
        .and_then([&](const TrainingJob& job) {
            return api::TrainingRun::start(job, run.folder, device);
        });
}

Expected<void> trained(
    const RunRecord& run, const api::TrainingObserver& observer, const std::stop_token& stop) {
    setThreadPriority(ThreadPriority::Background);
    return opened(run, stop).and_then([&](api::TrainingRun&& training) {
        const auto done = training.train(observer, stop);
        const auto written = writeCard(run); // what was made before a stop can be opened, too
        return done ? written : done;
    });
}

} // namespace

TrainingRuns::TrainingRuns(fs::path folder, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)) {
    m_telling.setSingleShot(true);
    m_telling.setInterval(tellingPause);
    connect(&m_telling, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_running); });
    m_reading.request([folder = m_folder](const std::stop_token&) { return readRecords(folder); },
        [this](std::vector<RunRecord> runs) {
            for (auto& run : runs) {
                if (!find(run.folder)) { // one that began meanwhile is there already
                    m_runs.push_back(std::move(run));
                }
            }
            Q_EMIT listChanged();
            startNext();
        });
}

TrainingRuns::~TrainingRuns() {
    m_relay.reset();
    if (auto* run = findRun(m_running)) {
        run->state = RunState::Paused;
        save(*run);
    }
}

const RunRecord* TrainingRuns::find(const Key& key) const {
    const auto found = std::ranges::find(m_runs, key, &RunRecord::folder);
    return found == m_runs.end() || key.empty() ? nullptr : &*found;
}

RunRecord* TrainingRuns::findRun(const Key& key) {
    const auto found = std::ranges::find(m_runs, key, &RunRecord::folder);
    return found == m_runs.end() || key.empty() ? nullptr : &*found;
}

/// Named by the time, so that names sort; a second one in the same second has a number behind.
TrainingRuns::Key TrainingRuns::freeFolder() const {
    const auto stamp
        = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")).toStdString();
    auto folder = m_folder / stamp;
    std::error_code ignored;
    for (int number = 2; fs::exists(folder, ignored); ++number) {
        folder = m_folder / (stamp + "-" + std::to_string(number));
    }
    return folder;
}

Expected<TrainingRuns::Key> TrainingRuns::start(const TrainingRecipe& recipe) {
    RunRecord run;
    run.folder = freeFolder();
    run.recipe = recipe;
    run.created = QDateTime::currentDateTime();
    if (auto written = writeRecord(run, /*withRecipe=*/true); !written) {
        return Unexpected(written.error());
    }
    const auto key = run.folder;
    m_runs.insert(m_runs.begin(), std::move(run));
    Q_EMIT listChanged();
    startNext();
    return key;
}

void TrainingRuns::pause(const Key& key) {
    interrupt(key, RunState::Paused);
}

void TrainingRuns::stop(const Key& key) {
    interrupt(key, RunState::Stopped);
}

void TrainingRuns::interrupt(const Key& key, RunState state) {
    auto* run = findRun(key);
    if (!run) {
        return;
    }
    if (key == m_running) {
        m_afterStop = state;
        m_training.stop();
    } else if (run->state != RunState::Finished) {
        change(*run, state);
    }
}

void TrainingRuns::resume(const Key& key) {
    auto* run = findRun(key);
    if (run && key != m_running && run->state != RunState::Finished) {
        run->problem.clear();
        change(*run, RunState::Queued);
        startNext();
    }
}

void TrainingRuns::remove(const Key& key) {
    if (key == m_running) {
        m_removeAfterStop = true;
        m_training.stop();
        return;
    }
    std::error_code code;
    fs::remove_all(key, code);
    if (code) {
        Q_EMIT failed({ErrorCode::FileUnwritable, key.string(), {}, code.message()});
    }
    std::erase_if(m_runs, [&](const RunRecord& run) { return run.folder == key; });
    Q_EMIT listChanged();
}

void TrainingRuns::rename(const Key& key, const QString& name) {
    if (auto* run = findRun(key); run && !name.isEmpty()) {
        run->recipe.name = name;
        save(*run);
        if (run->hasModel()) {
            if (auto written = writeCard(*run); !written) {
                Q_EMIT failed(written.error());
            }
        }
        Q_EMIT listChanged();
    }
}

void TrainingRuns::setNotes(const Key& key, const QString& notes) {
    if (auto* run = findRun(key)) {
        run->notes = notes;
        save(*run);
        Q_EMIT listChanged();
    }
}

void TrainingRuns::change(RunRecord& run, RunState state) {
    run.state = state;
    save(run);
    Q_EMIT listChanged();
}

void TrainingRuns::save(const RunRecord& run) {
    if (auto written = writeRecord(run, /*withRecipe=*/false); !written) {
        Q_EMIT failed(written.error());
    }
}

/// The oldest of those that wait.
void TrainingRuns::startNext() {
    const auto next = std::find_if(m_runs.rbegin(), m_runs.rend(),
        [](const RunRecord& run) { return run.state == RunState::Queued; });
    if (m_running.empty() && next != m_runs.rend()) {
        train(*next);
    }
}

void TrainingRuns::train(RunRecord& run) {
    m_running = run.folder;
    m_afterStop = RunState::Paused;
    m_relay.emplace([this](const std::vector<Event>& events) { take(events); });
    api::TrainingObserver observer;
    const auto send = m_relay->sender();
    observer.onProgress = [send](const TrainingProgress& progress) { send(progress); };
    observer.texts = run.recipe.texts;
    observer.onProbe = [send](const TrainingProbe& probe) { send(probe.step); };
    observer.batchWanted = [wanted = m_batchWanted] { return wanted.take(); };
    observer.onBatch = [send](const TrainingBatch& batch) { send(batch); };
    auto started = run; // without its log, which is not needed there
    started.log.clear();
    m_training.request(
        [started, observer](
            const std::stop_token& stop) { return trained(started, observer, stop); },
        [this](const Expected<void>& result) { end(result); });
    change(run, RunState::Running);
}

void TrainingRuns::take(const std::vector<Event>& events) {
    auto* run = findRun(m_running);
    bool grew = false;
    for (const auto& event : events) {
        if (const auto* progress = std::get_if<TrainingProgress>(&event)) {
            // A run that was killed repeats what it did after its last checkpoint.
            while (run->step() >= progress->step) {
                run->log.pop_back();
            }
            run->log.push_back(*progress);
            grew = true;
        } else if (const auto* step = std::get_if<std::int64_t>(&event)) {
            Q_EMIT probed(m_running, *step);
        } else {
            Q_EMIT batchShown(std::get<TrainingBatch>(event));
        }
    }
    if (grew && !m_telling.isActive()) {
        m_telling.start();
    }
}

void TrainingRuns::end(const Expected<void>& result) {
    m_relay->flush();
    m_relay.reset();
    m_telling.stop();
    Q_EMIT progressed(m_running);
    const auto key = std::exchange(m_running, {});
    auto& run = *findRun(key);
    const bool stopped = !result && result.error().code == ErrorCode::Interrupted;
    if (std::exchange(m_removeAfterStop, false)) {
        remove(key);
    } else if (result) {
        change(run, RunState::Finished);
        Q_EMIT finished(key);
    } else if (stopped) {
        change(run, m_afterStop);
    } else {
        run.problem = errorText(result.error());
        change(run, RunState::Failed);
        Q_EMIT failed(result.error());
    }
    startNext();
}

} // namespace vitrine::app
