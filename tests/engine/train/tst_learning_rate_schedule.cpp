#include <cmath>

#include <QtTest>

#include "engine/train/learning_rate_schedule.h"

using namespace vitrine;

class TestLearningRateSchedule : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsSchedule_data();
    void followsSchedule();
    void worksWithoutWarmup();
    void staysAtMinimumAfterEnd();

private:
    static TrainingOptions options();
};

TrainingOptions TestLearningRateSchedule::options() {
    TrainingOptions options;
    options.steps = 110;
    options.warmupSteps = 10;
    options.learningRate = 1.0;
    options.minLearningRate = 0.2;
    return options;
}

void TestLearningRateSchedule::followsSchedule_data() {
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("rate");
    QTest::addColumn<RateSchedule>("schedule");
    using enum RateSchedule;
    QTest::newRow("first") << 1 << 0.1 << Cosine;
    QTest::newRow("half of the warm-up") << 5 << 0.5 << Cosine;
    QTest::newRow("peak") << 10 << 1.0 << Cosine;
    QTest::newRow("middle of the cosine") << 60 << 0.6 << Cosine; // middle of 1.0 and 0.2
    QTest::newRow("a quarter of the cosine")
        << 35 << 0.2 + 0.8 * 0.5 * (1 + std::sqrt(0.5)) << Cosine;
    QTest::newRow("last") << 110 << 0.2 << Cosine;
    QTest::newRow("a quarter of the line") << 35 << 0.8 << Linear;
    QTest::newRow("last of the line") << 110 << 0.2 << Linear;
    QTest::newRow("warm-up of a constant") << 5 << 0.5 << Constant;
    QTest::newRow("last of a constant") << 110 << 1.0 << Constant;
}

void TestLearningRateSchedule::followsSchedule() {
    QFETCH(int, step);
    QFETCH(double, rate);
    QFETCH(RateSchedule, schedule);
    auto scheduled = options();
    scheduled.schedule = schedule;
    QVERIFY(std::abs(train::learningRateAt(step, scheduled) - rate) < 1e-12);
}

void TestLearningRateSchedule::worksWithoutWarmup() {
    auto none = options();
    none.warmupSteps = 0;
    QVERIFY(train::learningRateAt(1, none) < 1.0);
    QVERIFY(train::learningRateAt(1, none) > 0.999);
}

void TestLearningRateSchedule::staysAtMinimumAfterEnd() {
    auto warmupOnly = options();
    warmupOnly.steps = 10;
    QCOMPARE(train::learningRateAt(10, warmupOnly), 1.0);
    QVERIFY(std::abs(train::learningRateAt(1000, options()) - 0.2) < 1e-12);
}

QTEST_GUILESS_MAIN(TestLearningRateSchedule)
#include "tst_learning_rate_schedule.moc"
