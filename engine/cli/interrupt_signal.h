#pragma once

#include <stop_token>
#include <thread>

namespace vitrine::cli {

/// Turns the first SIGINT or SIGTERM into a stop request, so that work can keep what it has; a
/// second one ends the program. The signals are taken by a thread of its own, where, unlike in a
/// signal handler, everything may be called. Made before any other thread.
class InterruptSignal {
public:
    InterruptSignal();
    ~InterruptSignal();
    InterruptSignal(const InterruptSignal&) = delete;
    InterruptSignal& operator=(const InterruptSignal&) = delete;

    std::stop_token token() const { return m_source.get_token(); }

private:
    void wait();

    std::stop_source m_source;
    std::thread m_waiter;
};

} // namespace vitrine::cli
