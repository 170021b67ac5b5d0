#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace vitrine::app {

/// Carries a stream of values from a worker to the GUI thread in batches, at most one batch a
/// frame, so that a fast stream cannot crowd out the window's own events. Made and destroyed on the
/// GUI thread; nothing is received after its destruction.
template <typename T>
class FrameRelay {
public:
    using Receive = std::function<void(std::vector<T>)>;

    explicit FrameRelay(Receive receive)
        : m_shared(std::make_shared<Shared>(std::move(receive))) { }
    ~FrameRelay() { close(); }
    FrameRelay(const FrameRelay&) = delete;
    FrameRelay& operator=(const FrameRelay&) = delete;

    /// What the worker calls with each value; it may outlive the relay.
    std::function<void(T)> sender() const {
        return [shared = m_shared](T value) { push(shared, std::move(value)); };
    }
    /// Delivers now what has arrived; called before the end of a stream is shown.
    void flush() { deliver(m_shared); }
    void close() { m_shared->receive = nullptr; }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds frame{33};

    struct Shared {
        explicit Shared(Receive r) : receive(std::move(r)) { }
        std::mutex mutex;
        std::vector<T> pending;
        bool scheduled = false;
        Receive receive; ///< GUI thread only
        Clock::time_point lastDelivery; ///< GUI thread only
    };

    static void push(const std::shared_ptr<Shared>& shared, T value) {
        const std::lock_guard lock(shared->mutex);
        shared->pending.push_back(std::move(value));
        if (!std::exchange(shared->scheduled, true)) {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [shared] { schedule(shared); }, Qt::QueuedConnection);
        }
    }

    static void schedule(const std::shared_ptr<Shared>& shared) {
        const auto due = shared->lastDelivery + frame;
        const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(due - Clock::now());
        if (wait.count() <= 0) {
            deliver(shared);
        } else {
            QTimer::singleShot(wait, QCoreApplication::instance(), [shared] { deliver(shared); });
        }
    }

    static void deliver(const std::shared_ptr<Shared>& shared) {
        std::vector<T> batch;
        {
            const std::lock_guard lock(shared->mutex);
            batch.swap(shared->pending);
            shared->scheduled = false;
        }
        shared->lastDelivery = Clock::now();
        const auto receive = shared->receive; // a copy, because the receiver may close the relay
        if (receive && !batch.empty()) {
            receive(std::move(batch));
        }
    }

    std::shared_ptr<Shared> m_shared;
};

} // namespace vitrine::app
