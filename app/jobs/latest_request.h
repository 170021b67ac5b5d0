#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>

#include <atomic>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <utility>

#include "app/jobs/job_queue.h"

namespace vitrine::app {

/// Requests of one kind, of which only the newest matters. Used from the GUI thread: a new request
/// cancels the older one, and a result reaches the GUI thread only while it is still the newest.
class LatestRequest {
public:
    explicit LatestRequest(JobQueue& queue);
    ~LatestRequest();
    LatestRequest(const LatestRequest&) = delete;
    LatestRequest& operator=(const LatestRequest&) = delete;

    /// `work(std::stop_token)` runs on the queue's thread; what it returns is given to `deliver` on
    /// the GUI thread, unless a newer request or cancel() came in between.
    template <typename Work, typename Deliver>
    void request(Work work, Deliver deliver);

    /// Stops the work and drops its result.
    void cancel();
    /// Asks the work to end now; the result it has by then is still delivered.
    void stop();
    /// From request() until its delivery or cancel().
    bool isBusy() const;

private:
    /// Outlives this object for as long as a job or an event refers to it.
    struct Shared {
        std::atomic<std::uint64_t> newest = 0;
        std::atomic<bool> busy = false;
    };

    std::uint64_t supersede();

    JobQueue& m_queue;
    std::shared_ptr<Shared> m_shared;
    std::stop_source m_stop{std::nostopstate};
};

template <typename Work, typename Deliver>
void LatestRequest::request(Work work, Deliver deliver) {
    const auto number = supersede();
    m_shared->busy = true;
    m_stop = m_queue.submit([shared = m_shared, number, work = std::move(work),
                                deliver = std::move(deliver)](std::stop_token stop) mutable {
        if (shared->newest != number) {
            return;
        }
        auto result = std::make_shared<decltype(work(stop))>(work(stop));
        // The application object outlives every queue, so it is a safe address for the event; the
        // number is checked again there, where no newer request can slip in between.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [shared, number, result, deliver = std::move(deliver)]() mutable {
                if (shared->newest == number) {
                    shared->busy = false;
                    deliver(std::move(*result));
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace vitrine::app
