#include <QTest>

#include "widgets/common/strip_geometry.h"

using namespace vitrine::widgets;

class TestStripGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsTheWidth_data() {
        QTest::addColumn<int>("columns");
        QTest::addColumn<double>("width");
        QTest::addColumn<int>("perLine");
        QTest::addColumn<int>("lines");
        QTest::addColumn<double>("side");
        QTest::newRow("few cells are not larger than allowed") << 4 << 400.0 << 4 << 1 << 14.0;
        QTest::newRow("one line") << 50 << 400.0 << 50 << 1 << 8.0;
        QTest::newRow("as many as fit") << 80 << 400.0 << 80 << 1 << 5.0;
        QTest::newRow("one more makes two even lines") << 81 << 400.0 << 41 << 2 << 400.0 / 41;
        QTest::newRow("a long vector") << 768 << 400.0 << 77 << 10 << 400.0 / 77;
        QTest::newRow("no room") << 3 << 0.0 << 1 << 3 << 5.0;
    }
    void fillsTheWidth() {
        QFETCH(int, columns);
        QFETCH(double, width);
        const StripGeometry geometry({.width = width}, 1, columns);
        QTEST(geometry.cellsPerLine(), "perLine");
        QTEST(geometry.linesPerRow(), "lines");
        QTEST(geometry.cellSide(), "side");
        QCOMPARE(geometry.height(), geometry.linesPerRow() * geometry.cellSide());
    }

    void findsEveryCellWhereItStands_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::newRow("one vector") << 1 << 30;
        QTest::newRow("one of several lines") << 1 << 103;
        QTest::newRow("one for each head") << 12 << 64;
    }
    void findsEveryCellWhereItStands() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const StripGeometry geometry({.width = 200, .left = 50}, rows, columns);
        for (int cell = 0; cell < rows * columns; ++cell) {
            const QRectF rect = geometry.cellRect(cell / columns, cell % columns);
            QCOMPARE(geometry.cellAt(rect.center()), cell);
            QVERIFY(geometry.rowRect(cell / columns).contains(rect.center()));
        }
    }

    void findsNothingBeside_data() {
        QTest::addColumn<QPointF>("position");
        QTest::newRow("left, where the names stand") << QPointF(49, 5);
        QTest::newRow("right") << QPointF(251, 5);
        QTest::newRow("above") << QPointF(60, -1);
        QTest::newRow("between two vectors") << QPointF(60, 12);
        QTest::newRow("after the last cell of a line") << QPointF(247, 7);
        QTest::newRow("below") << QPointF(60, 25);
    }
    void findsNothingBeside() {
        QFETCH(QPointF, position);
        // 79 cells of 5 on lines of 40; two vectors.
        const StripGeometry geometry({.width = 200, .left = 50, .largestCell = 5}, 2, 79);
        QCOMPARE(geometry.cellsPerLine(), 40);
        QCOMPARE(geometry.height(), 24.0);
        QCOMPARE(geometry.cellAt(position), -1);
    }

    void nothingHasNoHeight() {
        QCOMPARE(StripGeometry({.width = 100}, 1, 0).height(), 0.0);
        QCOMPARE(StripGeometry({.width = 100}, 1, 0).cellAt({1, 1}), -1);
        QCOMPARE(StripGeometry().cellAt({0, 0}), -1);
    }
};

QTEST_APPLESS_MAIN(TestStripGeometry)
#include "tst_strip_geometry.moc"
