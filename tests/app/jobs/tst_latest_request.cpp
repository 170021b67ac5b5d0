#include <QTest>

#include <latch>
#include <memory>
#include <optional>

#include "app/jobs/latest_request.h"

using vitrine::app::JobQueue;
using vitrine::app::LatestRequest;

class TestLatestRequest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversOnTheThreadThatAsked() {
        JobQueue queue;
        LatestRequest request(queue);
        std::optional<int> result;
        QThread* deliveredOn = nullptr;
        QThread* workedOn = nullptr;
        request.request(
            [&workedOn](const std::stop_token&) {
                workedOn = QThread::currentThread();
                return 42;
            },
            [&](int value) {
                result = value;
                deliveredOn = QThread::currentThread();
            });
        QVERIFY(request.isBusy());
        QTRY_COMPARE(result, std::optional<int>(42));
        QVERIFY(!request.isBusy());
        QCOMPARE(deliveredOn, QThread::currentThread());
        QVERIFY(workedOn != deliveredOn);
    }

    void theNewestWins() {
        JobQueue queue;
        LatestRequest request(queue);
        std::vector<int> delivered;
        std::latch firstStarted(1);
        std::latch firstStopped(1);
        request.request(
            [&](const std::stop_token& stop) {
                const std::stop_callback whenStopped(stop, [&] { firstStopped.count_down(); });
                firstStarted.count_down();
                firstStopped.wait(); // only the newer request ends this
                return 1;
            },
            [&](int value) { delivered.push_back(value); });
        firstStarted.wait();
        request.request([](const std::stop_token&) { return 2; },
            [&](int value) { delivered.push_back(value); });
        QTRY_COMPARE(delivered, std::vector<int>{2});
    }

    void aResultThatIsAlreadyOnItsWayIsDropped() {
        JobQueue queue;
        LatestRequest request(queue);
        std::vector<int> delivered;
        request.request([](const std::stop_token&) { return 1; },
            [&](int value) { delivered.push_back(value); });
        // The queue runs in order: after this latch the first result waits in the event loop.
        std::latch firstPosted(1);
        queue.submit([&](const std::stop_token&) { firstPosted.count_down(); });
        firstPosted.wait();
        request.request([](const std::stop_token&) { return 2; },
            [&](int value) { delivered.push_back(value); });
        QTRY_COMPARE(delivered, std::vector<int>{2});
    }

    void waitingWorkThatIsReplacedNeverRuns() {
        JobQueue queue;
        std::latch release(1);
        queue.submit([&](const std::stop_token&) { release.wait(); });
        LatestRequest request(queue);
        std::atomic<bool> olderRan = false;
        std::optional<int> result;
        request.request(
            [&](const std::stop_token&) {
                olderRan = true;
                return 1;
            },
            [&](int value) { result = value; });
        request.request(
            [](const std::stop_token&) { return 2; }, [&](int value) { result = value; });
        release.count_down();
        QTRY_COMPARE(result, std::optional<int>(2));
        QVERIFY(!olderRan);
    }

    void stopDeliversWhatThereIs() {
        JobQueue queue;
        LatestRequest request(queue);
        std::optional<bool> wasStopped;
        std::latch started(1);
        std::latch stopped(1);
        request.request(
            [&](const std::stop_token& stop) {
                const std::stop_callback whenStopped(stop, [&] { stopped.count_down(); });
                started.count_down();
                stopped.wait();
                return stop.stop_requested();
            },
            [&](bool value) { wasStopped = value; });
        started.wait();
        request.stop();
        QTRY_COMPARE(wasStopped, std::optional<bool>(true));
    }

    void nothingIsDeliveredAfterDestruction() {
        JobQueue queue;
        auto request = std::make_unique<LatestRequest>(queue);
        bool delivered = false;
        request->request([](const std::stop_token&) { return 1; }, [&](int) { delivered = true; });
        std::latch posted(1);
        queue.submit([&](const std::stop_token&) { posted.count_down(); });
        posted.wait();
        request.reset();
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }
};

QTEST_GUILESS_MAIN(TestLatestRequest)
#include "tst_latest_request.moc"
