#include <QApplication>
#include <QNativeGestureEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/attention/attention_heat_map.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/theme.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestAttentionHeatMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_map = std::make_unique<AttentionHeatMap>(nullptr);
        m_map->resize(700, 560);
        m_map->setPicture(pictureOf(12));
        m_map->show();
        QVERIFY(QTest::qWaitForWindowActive(m_map.get()));
    }

    void clickSelectsACell() {
        QSignalSpy selected(m_map.get(), &AttentionHeatMap::cellSelected);
        click(centre(5, 3));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.front(), (QVariantList{5, 3}));
    }

    void clickOnALabelSelectsItsLine() {
        QSignalSpy query(m_map.get(), &AttentionHeatMap::querySelected);
        QSignalSpy key(m_map.get(), &AttentionHeatMap::keySelected);
        click({m_map->view().left(0) - 10, centre(4, 0).y()});
        QCOMPARE(query, (QList<QVariantList>{{4}}));
        click({centre(0, 7).x(), m_map->view().top(0) - 10});
        QCOMPARE(key, (QList<QVariantList>{{7}}));
    }

    void namesTokensOfMergedWords() {
        AttentionArrangement how;
        how.wordStarts = {0, 4, 9};
        m_map->setPicture(std::make_shared<const AttentionPicture>(
            std::make_shared<const AttentionCells>(
                arrangeAttention(gallery::attentionMap(12), tokensOf(12), how)),
            PictureOptions()));
        QSignalSpy selected(m_map.get(), &AttentionHeatMap::cellSelected);
        click(centre(2, 1));
        QCOMPARE(selected.front(), (QVariantList{9, 4}));
    }

    void keysMoveTheSelection() {
        QSignalSpy selected(m_map.get(), &AttentionHeatMap::cellSelected);
        for (const auto key :
            {Qt::Key_Down, Qt::Key_Down, Qt::Key_Right, Qt::Key_End, Qt::Key_Left, Qt::Key_Up})
            QTest::keyClick(m_map.get(), key);
        QCOMPARE(selected.size(), 6);
        QCOMPARE(selected[0], (QVariantList{0, 0})); // there was none
        QCOMPARE(selected[2], (QVariantList{1, 1}));
        QCOMPARE(selected[3], (QVariantList{1, 11}));
        QCOMPARE(selected[5], (QVariantList{0, 10}));
        QVERIFY(m_map->accessibleDescription().contains(QStringLiteral("masked")));
    }

    void wheelZoomsAtThePointer() {
        const QPointF point = centre(6, 6);
        const double before = m_map->view().cellSize();
        wheel(point, 240);
        QVERIFY(m_map->view().cellSize() > 1.4 * before);
        QCOMPARE(m_map->view().cellAt(point), (std::optional(MatrixViewport::Cell{6, 6})));
        QTest::keyClick(m_map.get(), Qt::Key_0);
        QVERIFY(m_map->view().isFitted());
    }

    void pinchOnATouchPadZoomsAtThePointer() {
        const QPointF point = centre(6, 6);
        const double before = m_map->view().cellSize();
        pinchPad(Qt::ZoomNativeGesture, point);
        QVERIFY(std::abs(m_map->view().cellSize() - 1.5 * before) < 0.01);
        QCOMPARE(m_map->view().cellAt(point), (std::optional(MatrixViewport::Cell{6, 6})));
        pinchPad(Qt::RotateNativeGesture, point); // means nothing here
        QVERIFY(std::abs(m_map->view().cellSize() - 1.5 * before) < 0.01);
    }

    void pinchOnATouchScreenZoomsBetweenTheFingers() {
        const QPoint middle = centre(6, 6).toPoint();
        const double before = m_map->view().cellSize();
        auto* screen = QTest::createTouchDevice();
        const auto left = [&](int apart) { return middle - QPoint(apart / 2, 0); };
        const auto right = [&](int apart) { return middle + QPoint(apart / 2, 0); };
        QTest::touchEvent(m_map.get(), screen).press(0, left(40)).press(1, right(40));
        for (const int apart : {60, 80, 100})
            QTest::touchEvent(m_map.get(), screen).move(0, left(apart)).move(1, right(apart));
        QTest::touchEvent(m_map.get(), screen).release(0, left(100)).release(1, right(100));
        QVERIFY(m_map->view().cellSize() > 1.4 * before);
        QCOMPARE(m_map->view().cellAt(middle), (std::optional(MatrixViewport::Cell{6, 6})));
    }

    void dragPansAndDoesNotSelect() {
        wheel(centre(6, 6), 600);
        const double left = m_map->view().left(0);
        QSignalSpy selected(m_map.get(), &AttentionHeatMap::cellSelected);
        const QPoint from(300, 300);
        QTest::mousePress(m_map.get(), Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, QPointF(from + QPoint(40, 0)),
            m_map->mapToGlobal(QPointF(from + QPoint(40, 0))), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(m_map.get(), &move);
        QTest::mouseRelease(m_map.get(), Qt::LeftButton, {}, from + QPoint(40, 0));
        QCOMPARE(m_map->view().left(0), left + 40);
        QCOMPARE(selected.size(), 0);
    }

    void hoverReportsTheCell() {
        QSignalSpy hovered(m_map.get(), &AttentionHeatMap::cellHovered);
        QTest::mouseMove(m_map.get(), centre(5, 2).toPoint());
        QTRY_VERIFY(!hovered.isEmpty());
        QCOMPARE(hovered.back(), (QVariantList{5, 2}));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_map.get(), &leave);
        QCOMPARE(hovered.back(), (QVariantList{-1, -1}));
    }

    void paintsTheSameAtEveryZoom_data() {
        QTest::addColumn<int>("tokens");
        QTest::newRow("single cells with numbers") << 4;
        QTest::newRow("many") << 60;
        QTest::newRow("more than pixels") << 1200;
    }
    void paintsTheSameAtEveryZoom() {
        QFETCH(int, tokens);
        m_map->setPicture(pictureOf(tokens));
        const QImage shown = m_map->grab().toImage();
        QVERIFY(shown.pixelColor(centre(0, 0).toPoint() + QPoint(3, 3)).isValid());
        const QImage figure = FigureExport(*m_map, Qt::white).image();
        QVERIFY(figure.width() >= 300);
        wheel(m_map->rect().center(), 1200);
        m_map->grab();
        QVERIFY(m_map->view().cellSize() > 1);
    }

    void keepsItsViewWhileTheTextStays() {
        wheel(centre(6, 6), 600);
        const double size = m_map->view().cellSize();
        m_map->setPicture(pictureOf(12, 2));
        QCOMPARE(m_map->view().cellSize(), size);
        m_map->setPicture(pictureOf(13));
        QVERIFY(m_map->view().isFitted());
    }

    void staysQuietWithoutAMap() {
        m_map->setPicture(nullptr);
        QSignalSpy selected(m_map.get(), &AttentionHeatMap::cellSelected);
        click({300, 300});
        QTest::keyClick(m_map.get(), Qt::Key_Down);
        wheel({300, 300}, 120);
        m_map->grab();
        QCOMPARE(selected.size(), 0);
    }

private:
    static std::vector<Token> tokensOf(int count) {
        return gallery::tokens(std::vector<std::string>(static_cast<std::size_t>(count), "ab"));
    }

    static std::shared_ptr<const AttentionPicture> pictureOf(int count, double phase = 0) {
        return std::make_shared<const AttentionPicture>(
            std::make_shared<const AttentionCells>(
                arrangeAttention(gallery::attentionMap(count, phase), tokensOf(count), {})),
            PictureOptions());
    }

    QPointF centre(int row, int column) const { return m_map->view().rect({row, column}).center(); }

    void click(const QPointF& point) {
        QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, point.toPoint());
    }

    /// Half as large again, or half a degree, as a touch pad reports it.
    void pinchPad(Qt::NativeGestureType type, const QPointF& point) {
        QNativeGestureEvent event(type, QPointingDevice::primaryPointingDevice(),
            /*fingerCount=*/2, point, point, m_map->mapToGlobal(point), /*value=*/0.5, {});
        QApplication::sendEvent(m_map.get(), &event);
    }

    void wheel(const QPointF& point, int delta) {
        QWheelEvent event(point, m_map->mapToGlobal(point), {}, {0, delta}, Qt::NoButton, {},
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_map.get(), &event);
    }

    std::unique_ptr<AttentionHeatMap> m_map;
};

QTEST_MAIN(TestAttentionHeatMap)
#include "tst_attention_heat_map.moc"
