#include <QtTest>

#include <vector>

#include "engine/train/probe_pacer.h"

using vitrine::train::ProbePacer;

namespace {

/// Steps at which a run is looked into, of steps and looks of these lengths in seconds.
std::vector<std::int64_t> looks(std::int64_t steps, double stepSeconds, double lookSeconds) {
    ProbePacer pacer(0, steps);
    std::vector<std::int64_t> looked;
    double seconds = 0;
    for (std::int64_t step = 0; step <= steps; ++step) {
        seconds += step > 0 ? stepSeconds : 0;
        if (pacer.isDue(step, seconds)) {
            pacer.note(step, lookSeconds);
            seconds += lookSeconds;
            looked.push_back(step);
        }
    }
    return looked;
}

} // namespace

class TestProbePacer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void looksOftenAtFirst() {
        const auto looked = looks(3600, 1, 1e-9);
        QCOMPARE(looked.size(), std::size_t(ProbePacer::MostLooks + 1));
        QCOMPARE(looked.front(), 0);
        QCOMPARE(looked[1], 1);
        QCOMPARE(looked[10], 100);
        QCOMPARE(looked.back(), 3600);
    }

    void takesNoMoreThanItsShare_data() {
        QTest::addColumn<double>("look");
        QTest::newRow("as long as a step") << 0.02;
        QTest::newRow("as long as fifty") << 1.0;
    }

    void takesNoMoreThanItsShare() {
        QFETCH(double, look);
        constexpr double step = 0.02;
        constexpr int steps = 20000;
        const auto looked = looks(steps, step, look);
        // The first and the last, too, which are made in any case.
        const double spent = static_cast<double>(looked.size()) * look;
        QVERIFY(spent <= 0.02 * step * steps);
        QVERIFY(looked.size() > 3);
        QVERIFY(looked[1] < steps / 2); // early ones may spend ahead
    }

    void whatElseIsSpentCounts() {
        ProbePacer free(0, 1000);
        ProbePacer dear(0, 1000);
        dear.spend(0.5);
        for (auto* pacer : {&free, &dear}) {
            pacer->note(0, 0.1);
        }
        QVERIFY(free.isDue(500, 50)); // of 100 s, 1.8 s may be spent
        QVERIFY(dear.isDue(500, 50));
        dear.spend(1);
        QVERIFY(!dear.isDue(500, 50));
    }

    void aShortRunIsSeenFromBothEnds() {
        QCOMPARE(looks(3, 0.001, 10), (std::vector<std::int64_t>{0, 3}));
    }
};

QTEST_GUILESS_MAIN(TestProbePacer)
#include "tst_probe_pacer.moc"
