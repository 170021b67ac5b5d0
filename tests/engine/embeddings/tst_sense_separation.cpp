#include <QTest>

#include <cmath>
#include <vector>

#include "engine/embeddings/sense_separation.h"

using namespace vitrine::embeddings;

/// Worked out by hand.
class TestSenseSeparation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comparesPairsWithinAndBetweenSenses() {
        // Texts 0 and 1 are of one sense, 2 and 3 of another.
        const std::vector<double> cosines{
            1, 0.9, 0.2, 0.4, 0.9, 1, 0.3, 0.1, 0.2, 0.3, 1, 0.25, 0.4, 0.1, 0.25, 1};
        const auto found = separationOf(cosines, std::vector<int>{0, 0, 1, 1});
        QVERIFY(std::abs(found.within - (0.9 + 0.25) / 2) < 1e-12);
        QVERIFY(std::abs(found.between - (0.2 + 0.4 + 0.3 + 0.1) / 4) < 1e-12);
        QVERIFY(std::abs(found.apart() - 0.325) < 1e-12);
        QCOMPARE(found.comparable, 4);
        QCOMPARE(found.nearestAlike, 2); // 2 is nearer to 1, and 3 to 0, than to each other
    }

    void aSenseOfOneTextHasNoPair() {
        const auto found
            = separationOf(std::vector<double>{1, 0.5, 0.5, 1}, std::vector<int>{0, 1});
        QVERIFY(std::isnan(found.within));
        QCOMPARE(found.between, 0.5);
        QCOMPARE(found.comparable, 0);
    }

    void oneSenseIsNotParted() {
        const auto found
            = separationOf(std::vector<double>{1, 0.5, 0.5, 1}, std::vector<int>{3, 3});
        QCOMPARE(found.within, 0.5);
        QVERIFY(std::isnan(found.between));
        QCOMPARE(found.nearestAlike, 2);
    }

    void nothingIsNothing() { QCOMPARE(separationOf({}, {}).comparable, 0); }
};

QTEST_GUILESS_MAIN(TestSenseSeparation)
#include "tst_sense_separation.moc"
