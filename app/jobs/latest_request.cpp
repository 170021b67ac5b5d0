#include "app/jobs/latest_request.h"

namespace vitrine::app {

LatestRequest::LatestRequest(JobQueue& queue)
    : m_queue(queue), m_shared(std::make_shared<Shared>()) {
}

LatestRequest::~LatestRequest() {
    cancel();
}

void LatestRequest::cancel() {
    supersede();
}

void LatestRequest::stop() {
    m_stop.request_stop();
}

bool LatestRequest::isBusy() const {
    return m_shared->busy;
}

std::uint64_t LatestRequest::supersede() {
    m_stop.request_stop();
    m_shared->busy = false;
    return ++m_shared->newest;
}

} // namespace vitrine::app
