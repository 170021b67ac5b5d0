#include <QTest>

#include "widgets/tokens/chip_layout.h"

using namespace vitrine::widgets;

using Rects = std::vector<QRect>;

class TestChipLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsLines_data() {
        QTest::addColumn<std::vector<int>>("widths");
        QTest::addColumn<std::vector<bool>>("breaks");
        QTest::addColumn<Rects>("rects");
        using Widths = std::vector<int>;
        using Breaks = std::vector<bool>;
        QTest::newRow("one line") << Widths{30, 40} << Breaks{}
                                  << Rects{{0, 0, 30, 20}, {34, 0, 40, 20}};
        QTest::newRow("exactly full")
            << Widths{48, 48} << Breaks{} << Rects{{0, 0, 48, 20}, {52, 0, 48, 20}};
        QTest::newRow("wraps") << Widths{60, 50, 20} << Breaks{}
                               << Rects{{0, 0, 60, 20}, {0, 26, 50, 20}, {54, 26, 20, 20}};
        QTest::newRow("too wide") << Widths{150, 20} << Breaks{}
                                  << Rects{{0, 0, 150, 20}, {0, 26, 20, 20}};
        QTest::newRow("line end") << Widths{10, 10, 10} << Breaks{true, false, true}
                                  << Rects{{0, 0, 10, 20}, {0, 26, 10, 20}, {14, 26, 10, 20}};
        QTest::newRow("none") << Widths{} << Breaks{} << Rects{};
    }
    void fillsLines() {
        QFETCH(std::vector<int>, widths);
        QFETCH(std::vector<bool>, breaks);
        const ChipLayout layout(metrics, widths, breaks);
        QTEST(layout.chips(), "rects");
        QCOMPARE(layout.height(), widths.empty() ? 0 : layout.chips().back().bottom() + 1);
    }

    void findsChips() {
        const ChipLayout layout(metrics, {60, 50, 20});
        QCOMPARE(layout.at({10, 10}), 0);
        QCOMPARE(layout.at({60, 30}), 2);
        QCOMPARE(layout.at({70, 10}), -1); // right of the line
        QCOMPARE(layout.at({10, 22}), -1); // between the lines
        QCOMPARE(layout.at({10, 500}), -1);
        QCOMPARE(layout.lineCount(), 2);
        QCOMPARE(layout.firstBelow(0), 0);
        QCOMPARE(layout.firstBelow(21), 1);
    }

    void upAndDownGoToTheNearest() {
        const ChipLayout layout(metrics, {40, 40, 90, 20, 70}); // 2, 1 and 2 chips in a line
        QCOMPARE(layout.lineCount(), 3);
        QCOMPARE(layout.verticalNeighbour(1, 1), 2);
        QCOMPARE(layout.verticalNeighbour(2, 1), 4);
        QCOMPARE(layout.verticalNeighbour(2, -1), 1);
        QCOMPARE(layout.verticalNeighbour(0, -1), 0);
        QCOMPARE(layout.verticalNeighbour(4, 1), 4);
    }

private:
    static constexpr ChipLayout::Metrics metrics{100, 20, 4, 6};
};

QTEST_MAIN(TestChipLayout)
#include "tst_chip_layout.moc"
