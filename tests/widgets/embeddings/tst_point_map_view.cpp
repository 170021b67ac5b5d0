#include <QApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <random>

#include "widgets/common/theme.h"
#include "widgets/embeddings/point_map_view.h"

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

PointMap corners() {
    return {2, {0, 0, 10, 0, 10, 10, 0, 10}, {}};
}

const QStringList Names{
    QStringLiteral("south"), QStringLiteral("east"), QStringLiteral("north"), QStringLiteral("西")};

PointMap cloud(int count, int dimensions) {
    std::mt19937 random(1);
    std::normal_distribution<float> place;
    PointMap map{dimensions, {}, {}};
    for (int i = 0; i < count * dimensions; ++i) {
        map.coordinates.push_back(place(random));
    }
    return map;
}

QStringList numbered(int count) {
    QStringList names;
    for (int i = 0; i < count; ++i) {
        names.append(QStringLiteral("word%1").arg(i));
    }
    return names;
}

void turnWheel(PointMapView& view, const QPointF& at, int steps) {
    QWheelEvent event(at, view.mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &event);
}

} // namespace

class TestPointMapView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_view = std::make_unique<PointMapView>(nullptr);
        m_view->resize(400, 300);
        m_view->setMap(corners(), Names);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void aClickSelectsAndADoubleClickOpens() {
        QSignalSpy selected(m_view.get(), &PointMapView::pointSelected);
        QSignalSpy opened(m_view.get(), &PointMapView::pointOpened);
        const auto place = m_view->screenPlace(2).toPoint();
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, place);
        QCOMPARE(selected.takeLast().at(0).toInt(), 2);
        QCOMPARE(m_view->selected(), 2);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, place);
        QCOMPARE(opened.takeLast().at(0).toInt(), 2);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(200, 150));
        QCOMPARE(m_view->selected(), -1);
    }

    void thePointerFindsPoints() {
        QSignalSpy hovered(m_view.get(), &PointMapView::pointHovered);
        QTest::mouseMove(m_view.get(), m_view->screenPlace(1).toPoint());
        QTRY_COMPARE(m_view->hovered(), std::vector<int>{1});
        QCOMPARE(hovered.last().at(0).toInt(), 1);
    }

    void theWheelZoomsAtThePointerAndHomeShowsAll() {
        const auto first = m_view->screenPlace(0);
        turnWheel(*m_view, first, 3);
        QVERIFY((m_view->screenPlace(0) - first).manhattanLength() < 0.01);
        QVERIFY(m_view->screenPlace(2).x() > 400);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(m_view->screenPlace(0), first);
    }

    void draggingMovesTheMap() {
        const auto before = m_view->screenPlace(0);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, QPoint(200, 150));
        QTest::mouseMove(m_view.get(), QPoint(230, 140));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, QPoint(230, 140));
        QVERIFY((m_view->screenPlace(0) - before - QPointF(30, -10)).manhattanLength() < 0.01);
        QCOMPARE(m_view->selected(), -1); // a drag is no click
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QVERIFY(m_view->screenPlace(0).x() > before.x() + 30);
    }

    void labelsNeverTouchAtAnyZoom() {
        m_view->setMap(cloud(500, 2), numbered(500));
        for (int zoom = 0; zoom < 8; ++zoom) {
            m_view->grab();
            const auto& labels = m_view->labels();
            QVERIFY(!labels.empty());
            for (std::size_t i = 0; i < labels.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    QVERIFY(!labels[i].second.intersects(labels[j].second));
                }
            }
            turnWheel(*m_view, QPointF(200, 150), 3);
        }
    }

    void theSelectedWordHasALabelFirst() {
        m_view->setMap(cloud(500, 2), numbered(500));
        m_view->setSelected(499);
        m_view->setHovered({499, 7}); // which gives it no second one
        m_view->grab();
        const auto& labels = m_view->labels();
        QCOMPARE(labels.front().first, 499);
        QCOMPARE(labels[1].first, 7);
        QCOMPARE(std::ranges::count(labels, 499, &std::pair<int, QRectF>::first), 1);
    }

    void threeDimensionsTurn() {
        m_view->setMap(cloud(20, 3), numbered(20));
        const auto before = m_view->screenPlace(3);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, QPoint(5, 5));
        QTest::mouseMove(m_view.get(), QPoint(105, 25));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, QPoint(105, 25));
        QVERIFY((m_view->screenPlace(3) - before).manhattanLength() > 2);
    }

    void paintsClustersArrowsAndBothThemes() {
        m_view->setClusters({0, 1, 2, 3});
        m_view->setArrows({{0, 1}, {3, 2}, {0, 99}}); // one leads nowhere
        const auto light = m_view->grab().toImage();
        Theme(ColorScheme::Dark).setFor(m_view.get());
        const auto dark = m_view->grab().toImage();
        QVERIFY(light != dark);
        QImage figure(m_view->figureSize(), QImage::Format_ARGB32);
        figure.fill(Qt::white);
        QPainter painter(&figure);
        m_view->paintFigure(painter, figure.size());
        QVERIFY(figure.pixelColor(m_view->screenPlace(1).toPoint()) != QColor(Qt::white));
    }

    void saysWhatToDoWhileItIsEmpty() {
        m_view->setMap({}, {});
        const auto silent = m_view->grab().toImage();
        m_view->setEmptyText(QStringLiteral("Search a word"));
        QVERIFY(m_view->grab().toImage() != silent);
    }

private:
    std::unique_ptr<PointMapView> m_view;
};

QTEST_MAIN(TestPointMapView)
#include "tst_point_map_view.moc"
