#include <QTest>

#include <latch>
#include <numeric>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/job_queue.h"

using vitrine::app::FrameRelay;
using vitrine::app::JobQueue;

class TestFrameRelay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyValueArrivesOnceAndInOrder() {
        constexpr int count = 10000;
        std::vector<int> received;
        int batches = 0;
        FrameRelay<int> relay([&](const std::vector<int>& batch) {
            ++batches;
            received.insert(received.end(), batch.begin(), batch.end());
        });
        JobQueue queue;
        queue.submit([send = relay.sender()](const std::stop_token&) {
            for (int i = 0; i < count; ++i) {
                send(i);
            }
        });
        QTRY_COMPARE(received.size(), std::size_t(count));
        std::vector<int> expected(count);
        std::iota(expected.begin(), expected.end(), 0);
        QCOMPARE(received, expected);
        QVERIFY2(batches < count / 10, "values are not put together into batches");
    }

    void flushDeliversNow() {
        std::vector<int> received;
        FrameRelay<int> relay([&](const std::vector<int>& batch) { received = batch; });
        relay.sender()(7);
        QVERIFY(received.empty());
        relay.flush();
        QCOMPARE(received, std::vector<int>{7});
    }

    void nothingIsReceivedAfterDestruction() {
        bool received = false;
        std::function<void(int)> send;
        {
            const FrameRelay<int> relay([&](const std::vector<int>&) { received = true; });
            send = relay.sender();
            send(1);
        }
        send(2);
        QCoreApplication::processEvents();
        QVERIFY(!received);
    }

    void theReceiverMayCloseItsRelay() {
        int batches = 0;
        std::unique_ptr<FrameRelay<int>> relay;
        relay = std::make_unique<FrameRelay<int>>([&](const std::vector<int>&) {
            ++batches;
            relay.reset();
        });
        const auto send = relay->sender();
        send(1);
        QTRY_COMPARE(batches, 1);
        send(2);
        QCoreApplication::processEvents();
        QCOMPARE(batches, 1);
    }
};

QTEST_GUILESS_MAIN(TestFrameRelay)
#include "tst_frame_relay.moc"
