#include "app/jobs/job_queue.h"

#include <utility>

#include "app/jobs/thread_priority.h"

namespace vitrine::app {

JobQueue::JobQueue() : m_thread([this](const std::stop_token& closing) { run(closing); }) {
}

JobQueue::~JobQueue() {
    m_thread.request_stop();
    const std::lock_guard lock(m_mutex);
    m_waiting.clear();
    m_running.request_stop();
}

std::stop_source JobQueue::submit(Job job) {
    Entry entry{std::move(job), std::stop_source()};
    auto stop = entry.stop;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(entry));
    }
    m_wake.notify_one();
    return stop;
}

void JobQueue::run(const std::stop_token& closing) {
    setThreadPriority(ThreadPriority::Answers);
    for (;;) {
        Entry entry;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, closing, [this] { return !m_waiting.empty(); })) {
                return;
            }
            entry = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_running = entry.stop;
        }
        entry.job(entry.stop.get_token());
    }
}

} // namespace vitrine::app
