#include <QTest>

#include <atomic>
#include <latch>
#include <vector>

#include "app/jobs/job_queue.h"

using vitrine::app::JobQueue;

class TestJobQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsJobsInOrderOneAtATime() {
        std::vector<int> order;
        std::atomic<int> running = 0;
        std::atomic<int> most = 0;
        std::latch done(3);
        JobQueue queue;
        for (int i = 0; i < 3; ++i) {
            queue.submit([&, i](const std::stop_token&) {
                most = std::max(most.load(), ++running);
                order.push_back(i);
                --running;
                done.count_down();
            });
        }
        done.wait();
        QCOMPARE(order, (std::vector<int>{0, 1, 2}));
        QCOMPARE(most.load(), 1);
    }

    void stopsOneJobAlone() {
        std::latch started(1);
        std::latch stopped(1);
        std::latch secondDone(1);
        std::atomic<bool> secondWasStopped = true;
        JobQueue queue;
        auto first = queue.submit([&](const std::stop_token& stop) {
            const std::stop_callback whenStopped(stop, [&] { stopped.count_down(); });
            started.count_down();
            stopped.wait();
        });
        queue.submit([&](const std::stop_token& stop) {
            secondWasStopped = stop.stop_requested();
            secondDone.count_down();
        });
        started.wait();
        first.request_stop();
        secondDone.wait();
        QVERIFY(!secondWasStopped);
    }

    void endsTheRunningJobAndDropsTheWaitingOnes() {
        std::latch started(1);
        std::latch stopped(1);
        std::atomic<bool> secondRan = false;
        {
            JobQueue queue;
            queue.submit([&](const std::stop_token& stop) {
                const std::stop_callback whenStopped(stop, [&] { stopped.count_down(); });
                started.count_down();
                stopped.wait();
            });
            queue.submit([&](const std::stop_token&) { secondRan = true; });
            started.wait();
        }
        QVERIFY(!secondRan);
    }
};

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_job_queue.moc"
