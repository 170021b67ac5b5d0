#include <QTest>

#include "widgets/layers/matrix_geometry.h"

using namespace vitrine::widgets;

Q_DECLARE_METATYPE(vitrine::widgets::MatrixGeometry::Cell)

class TestMatrixGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsCells_data() {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<MatrixGeometry::Cell>("cell");
        using Cell = MatrixGeometry::Cell;
        QTest::newRow("first") << QPointF(10, 20) << Cell{0, 0};
        QTest::newRow("last") << QPointF(109.9, 69.9) << Cell{4, 3};
        QTest::newRow("the right edge belongs to the last") << QPointF(110, 45) << Cell{2, 3};
        QTest::newRow("middle") << QPointF(61, 41) << Cell{2, 2};
        QTest::newRow("left of it") << QPointF(9, 41) << Cell{};
        QTest::newRow("below it") << QPointF(61, 71) << Cell{};
    }
    void findsCells() {
        QFETCH(QPointF, point);
        QTEST(geometry.cellAt(point), "cell");
    }

    void givesCellsTheirShare() {
        QCOMPARE(geometry.rect({2, 1}), QRectF(35, 40, 25, 10));
        QCOMPARE(MatrixGeometry({0, 0, 10, 10}, 0, 0).cellAt({5, 5}), MatrixGeometry::Cell());
    }

    void thinsOutLabels_data() {
        QTest::addColumn<double>("cell");
        QTest::addColumn<int>("step");
        QTest::newRow("every one") << 20.0 << 1;
        QTest::newRow("every second") << 10.0 << 2;
        QTest::newRow("every fifth") << 4.0 << 5;
        QTest::newRow("every tenth") << 1.5 << 10;
        QTest::newRow("every twentieth") << 1.0 << 20;
        QTest::newRow("every hundredth") << 0.2 << 100;
    }
    void thinsOutLabels() {
        QFETCH(double, cell);
        constexpr double label = 14;
        QTEST(MatrixGeometry::labelStep(cell, label), "step");
    }

private:
    const MatrixGeometry geometry{{10, 20, 100, 50}, 5, 4};
};

QTEST_APPLESS_MAIN(TestMatrixGeometry)
#include "tst_matrix_geometry.moc"
