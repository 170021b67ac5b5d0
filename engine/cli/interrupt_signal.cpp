#include "engine/cli/interrupt_signal.h"

#include <csignal>
#include <cstdlib>

#include <pthread.h>

namespace vitrine::cli {

namespace {

constexpr int ExitAfterSecondSignal = 130;
constexpr int EndOfWaiting = SIGUSR1; // sent by the destructor

sigset_t waitedSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, EndOfWaiting}) {
        sigaddset(&signals, signal);
    }
    return signals;
}

} // namespace

InterruptSignal::InterruptSignal() {
    const auto signals = waitedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // threads made later inherit this
    m_waiter = std::thread([this] { wait(); });
}

InterruptSignal::~InterruptSignal() {
    pthread_kill(m_waiter.native_handle(), EndOfWaiting);
    m_waiter.join();
}

void InterruptSignal::wait() {
    const auto signals = waitedSignals();
    int signal = 0;
    while (sigwait(&signals, &signal) == 0 && signal != EndOfWaiting) {
        if (!m_source.request_stop()) {
            std::_Exit(ExitAfterSecondSignal);
        }
    }
}

} // namespace vitrine::cli
