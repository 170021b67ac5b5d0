#include <QTest>

#include "widgets/attention/matrix_viewport.h"

using namespace vitrine::widgets;
using Cell = MatrixViewport::Cell;
using Range = MatrixViewport::Range;

class TestMatrixViewport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fitsTheWhole_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<double>("cell");
        QTest::addColumn<QRectF>("covered");
        QTest::newRow("as high as the area") << 10 << 10 << 20.0 << QRectF(50, 30, 200, 200);
        QTest::newRow("as wide as the area") << 2 << 40 << 10.0 << QRectF(50, 30, 400, 20);
        QTest::newRow("few cells") << 2 << 3 << 40.0 << QRectF(50, 30, 120, 80);
        QTest::newRow("more cells than pixels") << 2000 << 2000 << 0.1 << QRectF(50, 30, 200, 200);
        QTest::newRow("none") << 0 << 0 << 1.0 << QRectF(50, 30, 0, 0);
    }
    void fitsTheWhole() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const auto view = viewOf(rows, columns);
        QTEST(view.cellSize(), "cell");
        QTEST(view.covered(), "covered");
        QVERIFY(view.isFitted());
        QCOMPARE(view.visibleRows(), (Range{0, rows}));
        QCOMPARE(view.visibleColumns(), (Range{0, columns}));
    }

    void zoomKeepsWhatIsUnderThePointer_data() {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<double>("factor");
        QTest::newRow("in") << QPointF(133, 87) << 2.0;
        QTest::newRow("further in") << QPointF(101, 201) << 4.5;
        QTest::newRow("in a corner") << QPointF(50, 30) << 3.0;
    }
    void zoomKeepsWhatIsUnderThePointer() {
        QFETCH(QPointF, point);
        QFETCH(double, factor);
        auto view = viewOf(10, 20);
        const QPointF before((point.x() - view.left(0)) / view.cellSize(),
            (point.y() - view.top(0)) / view.cellSize());
        view.zoomAt(point, factor);
        const QPointF after((point.x() - view.left(0)) / view.cellSize(),
            (point.y() - view.top(0)) / view.cellSize());
        QVERIFY(QLineF(before, after).length() < 1e-9);
        QVERIFY(!view.isFitted());
    }

    void zoomHasLimits() {
        auto view = viewOf(10, 10);
        view.zoomAt({60, 60}, 1000);
        QCOMPARE(view.cellSize(), largestCell);
        view.zoomAt({60, 60}, 1e-6);
        QCOMPARE(view.cellSize(), 20.0);
        QVERIFY(view.isFitted());
        QCOMPARE(view.covered(), QRectF(50, 30, 200, 200));
    }

    void panStaysInside() {
        auto view = viewOf(10, 10);
        view.pan({-500, -500});
        QCOMPARE(view.left(0), 50.0); // all of it shows already
        view.zoomAt({50, 30}, 4); // 80 pixels a cell
        view.pan({-100, -40});
        QCOMPARE(view.left(0), -50.0);
        QCOMPARE(view.top(0), -10.0);
        view.pan({-5000, -5000});
        QCOMPARE(view.left(10), 450.0);
        QCOMPARE(view.top(10), 230.0);
        view.pan({5000, 5000});
        QCOMPARE(view.rect({0, 0}), QRectF(50, 30, 80, 80));
    }

    void findsCells_data() {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        QTest::newRow("first") << QPointF(50, 30) << 0 << 0;
        QTest::newRow("last") << QPointF(249, 229) << 9 << 9;
        QTest::newRow("beside the cells") << QPointF(251, 100) << 3 << -1;
        QTest::newRow("left of the area") << QPointF(49, 100) << 3 << -1;
        QTest::newRow("above the area") << QPointF(100, 29) << -1 << 2;
        QTest::newRow("below the area") << QPointF(100, 230) << -1 << 2;
    }
    void findsCells() {
        QFETCH(QPointF, point);
        QFETCH(int, row);
        QFETCH(int, column);
        const auto view = viewOf(10, 10);
        QCOMPARE(view.rowAt(point.y()).value_or(-1), row);
        QCOMPARE(view.columnAt(point.x()).value_or(-1), column);
        const auto cell = view.cellAt(point);
        QCOMPARE(cell.has_value(), row >= 0 && column >= 0);
        QVERIFY(!cell || view.rect(*cell).contains(point));
    }

    void revealsWithTheLeastMove() {
        auto view = viewOf(10, 10);
        view.zoomAt({50, 30}, 4); // 80 pixels a cell, 5 columns and 2.5 rows
        view.reveal({1, 4});
        QCOMPARE(view.left(0), 50.0);
        QCOMPARE(view.top(0), 30.0);
        view.reveal({9, 5});
        QCOMPARE(view.left(6), 450.0);
        QCOMPARE(view.top(10), 230.0);
        QCOMPARE(view.visibleRows(), (Range{7, 10}));
        QCOMPARE(view.visibleColumns(), (Range{1, 6}));
        view.reveal({0, 0});
        QCOMPARE(view.rect({0, 0}), QRectF(50, 30, 80, 80));
    }

    void keepsItsPlaceInAnotherArea() {
        auto view = viewOf(10, 10);
        view.setArea({50, 30, 800, 400});
        QCOMPARE(view.cellSize(), 40.0); // still the whole
        view.zoomAt({50, 30}, 2);
        view.pan({-80, -160});
        view.setArea({0, 0, 300, 300});
        QCOMPARE(view.cellSize(), 80.0);
        QCOMPARE(view.cellAt({1, 1}), std::optional(Cell{2, 0}));
        view.setMatrix(11, 11);
        QVERIFY(view.isFitted());
    }

private:
    static constexpr double largestCell = 100;

    static MatrixViewport viewOf(int rows, int columns) {
        MatrixViewport view(largestCell, 40);
        view.setArea({50, 30, 400, 200});
        view.setMatrix(rows, columns);
        return view;
    }
};

QTEST_APPLESS_MAIN(TestMatrixViewport)
#include "tst_matrix_viewport.moc"
