#include <cmath>

#include <QtTest>

#include "engine/train/learning_rate_schedule.h"

using namespace vitrine;

class TestLearningRateSchedule : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsWarmupAndCosine_data();
    void followsWarmupAndCosine();
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

void TestLearningRateSchedule::followsWarmupAndCosine_data() {
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("rate");
    QTest::newRow("first") << 1 << 0.1;
    QTest::newRow("half of the warm-up") << 5 << 0.5;
    QTest::newRow("peak") << 10 << 1.0;
    QTest::newRow("middle of the cosine") << 60 << 0.6; // middle of 1.0 and 0.2
    QTest::newRow("a quarter of the cosine") << 35 << 0.2 + 0.8 * 0.5 * (1 + std::sqrt(0.5));
    QTest::newRow("last") << 110 << 0.2;
}

void TestLearningRateSchedule::followsWarmupAndCosine() {
    QFETCH(int, step);
    QFETCH(double, rate);
    QVERIFY(std::abs(train::learningRateAt(step, options()) - rate) < 1e-12);
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
