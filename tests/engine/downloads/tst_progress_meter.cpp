#include <QTest>

#include <vector>

#include "engine/downloads/progress_meter.h"

using namespace vitrine::downloads;
using namespace std::chrono_literals;

class TestProgressMeter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void speedAndTimeLeft() {
        ProgressMeter meter({});
        meter.begin(DownloadProgress::Phase::Fetching, 500, 2500);
        QCOMPARE(meter.progress().secondsLeft(), std::nullopt);
        const auto start = ProgressMeter::Clock::now();
        meter.setDone(1500, start + 1s);
        // What was there already counts for no speed. The clock of begin() is a little older.
        QVERIFY(meter.progress().bytesPerSecond > 900 && meter.progress().bytesPerSecond <= 1000);
        QCOMPARE(meter.progress().fraction(), 0.6);
        QVERIFY(*meter.progress().secondsLeft() >= 1.0);
        meter.setDone(1500, start + 2s); // nothing came: the speed falls, but not at once
        const auto speed = meter.progress().bytesPerSecond;
        QVERIFY2(speed > 600 && speed < 750, qPrintable(QString::number(speed)));
    }

    void toldSometimesAndAtTheEnd() {
        std::vector<DownloadProgress> told;
        ProgressMeter meter([&](const DownloadProgress& progress) { told.push_back(progress); });
        meter.begin(DownloadProgress::Phase::Verifying, 0, 1000);
        const auto start = ProgressMeter::Clock::now();
        for (int i = 1; i < 1000; ++i) {
            meter.setDone(i, start + std::chrono::milliseconds(i));
        }
        QVERIFY2(told.size() >= 8 && told.size() <= 12, qPrintable(QString::number(told.size())));
        meter.setDone(1000, start + 1000ms);
        QCOMPARE(told.back().done, std::int64_t(1000));
        QCOMPARE(told.back().phase, DownloadProgress::Phase::Verifying);
    }

    void anUnknownTotalHasNoFraction() {
        ProgressMeter meter({});
        meter.begin(DownloadProgress::Phase::Contacting, 0, 0);
        QCOMPARE(meter.progress().fraction(), 0.0);
        QCOMPARE(meter.progress().secondsLeft(), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestProgressMeter)
#include "tst_progress_meter.moc"
