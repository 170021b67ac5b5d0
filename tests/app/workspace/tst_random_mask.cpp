#include <QTest>

#include <numeric>

#include "app/workspace/random_mask.h"

using namespace vitrine::app;

class TestRandomMask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hidesAShare_data() {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<std::size_t>("hidden");
        QTest::newRow("none of none") << 0 << std::size_t(0);
        QTest::newRow("at least one") << 1 << std::size_t(1);
        QTest::newRow("rounded") << 10 << std::size_t(2);
        QTest::newRow("many") << 400 << std::size_t(60);
    }

    void hidesAShare() {
        QFETCH(int, tokens);
        const auto chosen = randomMask(numbers(tokens), 1);
        QTEST(chosen.size(), "hidden");
        for (const int token : chosen) {
            QVERIFY(token >= 100 && token < 100 + tokens);
        }
    }

    void aSeedRepeats() {
        QVERIFY(randomMask(numbers(400), 7) == randomMask(numbers(400), 7));
        QVERIFY(randomMask(numbers(400), 7) != randomMask(numbers(400), 8));
    }

private:
    static std::vector<int> numbers(int count) {
        std::vector<int> made(static_cast<std::size_t>(count));
        std::iota(made.begin(), made.end(), 100);
        return made;
    }
};

QTEST_GUILESS_MAIN(TestRandomMask)
#include "tst_random_mask.moc"
