#include <QTest>

#include <random>

#include "widgets/embeddings/label_placement.h"

using namespace vitrine::widgets;

/// Labels beside their points: none touches another.
class TestLabelPlacement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheFirstFreeSide_data() {
        QTest::addColumn<QPointF>("second");
        QTest::addColumn<QRectF>("place");
        const QSizeF size(40, 10);
        // The first stands right of (100, 100): 105 to 145, 95 to 105.
        QTest::newRow("far away: right") << QPointF(100, 150) << QRectF(QPointF(105, 145), size);
        QTest::newRow("in the way: left") << QPointF(102, 104) << QRectF(QPointF(57, 99), size);
        QTest::newRow("beyond the first: right")
            << QPointF(150, 100) << QRectF(QPointF(155, 95), size);
    }
    void takesTheFirstFreeSide() {
        QFETCH(QPointF, second);
        QFETCH(QRectF, place);
        const std::vector<WantedLabel> labels{{{100, 100}, {40, 10}}, {second, {40, 10}}};
        const auto placed = placeLabels(labels, QRectF(0, 0, 300, 200), 5);
        QCOMPARE(placed[0].value(), QRectF(105, 95, 40, 10));
        QCOMPARE(placed[1].value(), place);
    }

    void coversNoPointWhereItNeedNot() {
        const QRectF area(0, 0, 300, 200);
        const std::vector<WantedLabel> two{{{100, 100}, {40, 10}}, {{120, 100}, {40, 10}}};
        const auto placed = placeLabels(two, area, 5);
        QCOMPARE(placed[0].value(), QRectF(55, 95, 40, 10)); // left: the right side is taken
        QCOMPARE(placed[1].value(), QRectF(125, 95, 40, 10));
        // Where every side covers a point, the first still serves.
        const std::vector<WantedLabel> five{{{100, 100}, {40, 10}}, {{120, 100}, {0, 0}},
            {{80, 100}, {0, 0}}, {{100, 88}, {0, 0}}, {{100, 112}, {0, 0}}};
        QCOMPARE(placeLabels(five, area, 5)[0].value(), QRectF(105, 95, 40, 10));
    }

    void leavesOutWhatHasNoRoom() {
        const std::vector<WantedLabel> labels(9, WantedLabel{{50, 50}, {30, 10}});
        const auto placed = placeLabels(labels, QRectF(0, 0, 100, 100), 5);
        for (int i = 0; i < 9; ++i) {
            QCOMPARE(placed[static_cast<std::size_t>(i)].has_value(), i < 4); // four sides
        }
        const std::vector<WantedLabel> outside{{{-5, 50}, {30, 10}}};
        QVERIFY(!placeLabels(outside, QRectF(0, 0, 100, 100), 5)[0]);
        QVERIFY(placeLabels({}, QRectF(0, 0, 100, 100), 5).empty());
    }

    void neverLetsTwoTouch() {
        std::mt19937 random(5);
        std::vector<WantedLabel> labels;
        for (int i = 0; i < 2000; ++i) {
            labels.push_back(
                {QPointF(random() % 900, random() % 700), QSizeF(15 + random() % 60, 12)});
        }
        const QRectF area(0, 0, 900, 700);
        const auto placed = placeLabels(labels, area, 4);
        std::vector<QRectF> rects;
        for (const auto& place : placed) {
            if (place) {
                QVERIFY(area.contains(*place));
                rects.push_back(*place);
            }
        }
        QVERIFY(rects.size() > 200);
        for (std::size_t i = 0; i < rects.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY(!rects[i].intersects(rects[j]));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLabelPlacement)
#include "tst_label_placement.moc"
