#include <QtTest>

#include "app/workspace/smoothed_losses.h"

using vitrine::app::smoothedLosses;

class TestSmoothedLosses : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aConstantStays() {
        for (const double loss : smoothedLosses({2, 2, 2, 2}, 3)) {
            QCOMPARE(loss, 2.0);
        }
    }

    void weighsByAge() {
        // With a half-life of one value weights are 1, ½, ¼: (4 + 2/2 + 1/4) ÷ (1 + ½ + ¼) = 3.
        const auto smoothed = smoothedLosses({1, 2, 4}, 1);
        QCOMPARE(smoothed[0], 1.0);
        QCOMPARE(smoothed[1], 5.0 / 3);
        QCOMPARE(smoothed[2], 3.0);
    }
};

QTEST_GUILESS_MAIN(TestSmoothedLosses)
#include "tst_smoothed_losses.moc"
