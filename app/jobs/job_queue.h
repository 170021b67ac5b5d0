#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace vitrine::app {

/// A thread that runs jobs one at a time, in the order in which they were submitted. Each job has a
/// stop token of its own. Jobs do not throw: the engine returns its errors as values.
class JobQueue {
public:
    using Job = std::function<void(std::stop_token)>;

    JobQueue();
    /// Asks the running job to stop, drops the waiting ones and waits for the thread.
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    /// The result stops this job alone; a job that is stopped before its turn still runs, so that
    /// it can say what became of it.
    std::stop_source submit(Job job);

private:
    struct Entry {
        Job job;
        std::stop_source stop;
    };

    void run(const std::stop_token& closing);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Entry> m_waiting;
    std::stop_source m_running;
    std::jthread m_thread; ///< last: it uses everything above
};

} // namespace vitrine::app
