#include "widgets/embeddings/point_map_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include "widgets/common/theme.h"
#include "widgets/embeddings/label_placement.h"

namespace vitrine::widgets {

namespace {

constexpr double ZoomPerStep = 1.2; // of the wheel
constexpr double WheelStep = 120;
constexpr double TurnPerPixel = 0.008; // radians
constexpr double PanPerKey = 40; // pixels
constexpr double LabelGround = 0.45; // how much of what is behind a label it hides
constexpr double Reach = 12; // pixels around a point in which the pointer finds it
constexpr std::size_t MostLabels = 600; // that look for room in one frame

/// Okabe & Ito 2008: told apart by every kind of colour vision.
constexpr std::array<QRgb, 7> ClusterColors{
    0xFF0072B2, 0xFFE69F00, 0xFF009E73, 0xFFCC79A7, 0xFF56B4E9, 0xFFD55E00, 0xFF8A8A2A};

/// A shape for each cluster, in turn: disc, square, triangle, diamond, triangle on its tip.
void addShape(QPainterPath& path, const QPointF& centre, double radius, int cluster) {
    const double r = radius * 1.1;
    switch (cluster % 5) {
    case 1:
        path.addRect(QRectF(
            centre.x() - radius * 0.9, centre.y() - radius * 0.9, radius * 1.8, radius * 1.8));
        break;
    case 2:
        path.addPolygon(QPolygonF({centre + QPointF(0, -r), centre + QPointF(r, r * 0.8),
            centre + QPointF(-r, r * 0.8), centre + QPointF(0, -r)}));
        break;
    case 3:
        path.addPolygon(QPolygonF({centre + QPointF(0, -r), centre + QPointF(r, 0),
            centre + QPointF(0, r), centre + QPointF(-r, 0), centre + QPointF(0, -r)}));
        break;
    case 4:
        path.addPolygon(QPolygonF({centre + QPointF(0, r), centre + QPointF(r, -r * 0.8),
            centre + QPointF(-r, -r * 0.8), centre + QPointF(0, r)}));
        break;
    default:
        path.addEllipse(centre, radius, radius);
    }
}

/// A point of a cluster, drawn once; thousands of copies take no longer than a picture.
QPixmap stamp(const QColor& color, double radius, int cluster, double ratio) {
    const int side = static_cast<int>(std::ceil(radius * 3)) + 2;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    addShape(path, QPointF(side, side) / 2, radius, cluster);
    painter.fillPath(path, color);
    return pixmap;
}

} // namespace

PointMapView::PointMapView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    retranslate();
}

void PointMapView::setMap(PointMap map, const QStringList& names) {
    const bool another
        = map.dimensions != m_map.dimensions || map.size() != m_map.size() || names != m_names;
    m_map = std::move(map);
    if (names != m_names) {
        m_names = names;
        m_labelTexts.clear();
        m_selected = -1;
        m_underPointer = -1;
        m_hovered.clear();
    }
    if (another || m_camera.zoom() == 1) {
        m_camera.fit(m_map.coordinates, m_map.dimensions);
    }
    update();
}

void PointMapView::setClusters(std::vector<int> clusters) {
    m_clusters = std::move(clusters);
    update();
}

void PointMapView::setArrows(std::vector<std::pair<int, int>> arrows) {
    m_arrows = std::move(arrows);
    update();
}

void PointMapView::setSelected(int point) {
    m_selected = point < m_map.size() ? point : -1;
    update();
}

void PointMapView::setHovered(std::vector<int> points) {
    std::erase_if(points, [this](int point) { return point < 0 || point >= m_map.size(); });
    if (points != m_hovered) {
        m_hovered = std::move(points);
        update();
    }
}

void PointMapView::setEmptyText(const QString& text) {
    m_emptyText = text;
    update();
}

void PointMapView::showAll() {
    m_camera.fit(m_map.coordinates, m_map.dimensions);
    update();
}

QPointF PointMapView::screenPlace(int point) const {
    auto camera = m_camera;
    camera.setSize(size());
    return camera.screen(m_map.point(point));
}

QSize PointMapView::sizeHint() const {
    const auto theme = Theme::of(this);
    return {theme.px(420), theme.px(320)};
}

QSize PointMapView::minimumSizeHint() const {
    const auto theme = Theme::of(this);
    return {theme.px(160), theme.px(120)};
}

int PointMapView::clusterOf(int point) const {
    const auto index = static_cast<std::size_t>(point);
    return index < m_clusters.size() ? m_clusters[index] : -1;
}

std::vector<QPointF> PointMapView::screenPlaces(const MapCamera& camera) const {
    std::vector<QPointF> places;
    places.reserve(static_cast<std::size_t>(m_map.size()));
    for (int point = 0; point < m_map.size(); ++point) {
        places.push_back(camera.screen(m_map.point(point)));
    }
    return places;
}

void PointMapView::paintPoints(QPainter& painter, const Theme& theme, const MapCamera& camera,
    const std::vector<QPointF>& places) const {
    const double radius = theme.px(places.size() > 400 ? 2.5 : 4);
    std::vector<QPixmap> stamps;
    const auto colorOf = [&](int cluster) {
        return cluster < 0
            ? theme.color(ColorRole::Accent)
            : QColor::fromRgb(
                ClusterColors[static_cast<std::size_t>(cluster) % ClusterColors.size()]);
    };
    const int clusters
        = m_clusters.empty() ? 0 : *std::max_element(m_clusters.begin(), m_clusters.end()) + 1;
    const double ratio = painter.device()->devicePixelRatioF();
    for (int cluster = -1; cluster < clusters; ++cluster) {
        stamps.push_back(stamp(colorOf(cluster), radius, std::max(cluster, 0), ratio));
    }
    std::vector<std::pair<double, int>> order; // by nearness: those at the back first
    order.reserve(places.size());
    for (int point = 0; point < m_map.size(); ++point) {
        order.emplace_back(camera.nearness(m_map.point(point)), point);
    }
    if (m_map.dimensions == 3) {
        std::ranges::sort(order);
    }
    for (const auto& [nearness, point] : order) {
        const auto& pixmap = stamps[static_cast<std::size_t>(clusterOf(point) + 1)];
        const auto half = pixmap.deviceIndependentSize() / 2;
        painter.setOpacity(0.35 + 0.65 * nearness);
        painter.drawPixmap(
            places[static_cast<std::size_t>(point)] - QPointF(half.width(), half.height()), pixmap);
    }
    painter.setOpacity(1);
}

void PointMapView::paintArrows(
    QPainter& painter, const Theme& theme, const std::vector<QPointF>& places) const {
    constexpr double Wing = 0.4; // radians between an arrow and each side of its head
    painter.setPen(QPen(theme.color(ColorRole::Second), theme.px(2)));
    for (const auto& [from, to] : m_arrows) {
        if (from >= m_map.size() || to >= m_map.size()) {
            continue;
        }
        const auto& start = places[static_cast<std::size_t>(from)];
        const auto& end = places[static_cast<std::size_t>(to)];
        painter.drawLine(start, end);
        const double angle = std::atan2(end.y() - start.y(), end.x() - start.x());
        for (const double side : {angle - Wing, angle + Wing}) {
            painter.drawLine(end, end - QPointF(std::cos(side), std::sin(side)) * theme.px(10));
        }
    }
}

void PointMapView::paintRings(
    QPainter& painter, const Theme& theme, const std::vector<QPointF>& places) const {
    const auto ring = [&](int point, ColorRole role) {
        painter.setPen(QPen(theme.color(role), theme.px(2)));
        painter.drawEllipse(places[static_cast<std::size_t>(point)], theme.px(7), theme.px(7));
    };
    for (const int point : m_hovered) {
        ring(point, ColorRole::Secondary);
    }
    if (m_selected >= 0) {
        ring(m_selected, ColorRole::Accent);
    }
}

const QStaticText& PointMapView::labelText(int point, const QFont& font) const {
    m_labelTexts.resize(static_cast<std::size_t>(m_map.size()));
    auto& text = m_labelTexts[static_cast<std::size_t>(point)];
    if (text.text().isEmpty()) {
        text.setTextFormat(Qt::PlainText);
        text.setText(m_names.value(point));
        text.prepare(QTransform(), font);
    }
    return text;
}

/// What is selected and pointed at first, then as many others as may look for room.
std::vector<int> PointMapView::labelOrder(
    const std::vector<QPointF>& places, const QRectF& area) const {
    std::vector<int> first = m_hovered;
    if (m_selected >= 0 && std::ranges::find(first, m_selected) == first.end()) {
        first.insert(first.begin(), m_selected);
    }
    auto points = first;
    for (int point = 0; point < m_map.size() && points.size() < MostLabels; ++point) {
        if (area.contains(places[static_cast<std::size_t>(point)])
            && std::ranges::find(first, point) == first.end()) {
            points.push_back(point);
        }
    }
    return points;
}

std::vector<std::pair<int, QRectF>> PointMapView::layOutLabels(
    const Theme& theme, const std::vector<QPointF>& places, const QSizeF& size) const {
    const QRectF area(QPointF(), size);
    const auto points = labelOrder(places, area);
    const QFont font = theme.font(TextSize::Caption);
    std::vector<WantedLabel> wanted;
    for (const int point : points) {
        wanted.push_back({places[static_cast<std::size_t>(point)], labelText(point, font).size()});
    }
    const auto placed = placeLabels(wanted, area, theme.px(6));
    std::vector<std::pair<int, QRectF>> labels;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (placed[i]) {
            labels.emplace_back(points[i], *placed[i]);
        }
    }
    return labels;
}

void PointMapView::paintLabels(QPainter& painter, const Theme& theme,
    const std::vector<std::pair<int, QRectF>>& labels) const {
    const QFont font = theme.font(TextSize::Caption);
    painter.setFont(font);
    const QColor behind = theme.color(ColorRole::Surface, LabelGround);
    for (const auto& [point, rect] : labels) {
        painter.fillRect(rect, behind); // so that it can be read over points
        painter.setPen(theme.color(point == m_selected ? ColorRole::AccentText : ColorRole::Text));
        painter.drawStaticText(rect.topLeft(), labelText(point, font));
    }
}

void PointMapView::paintFigure(QPainter& painter, const QSize& size) const {
    const auto theme = Theme::of(this);
    auto camera = m_camera;
    camera.setSize(size);
    const auto places = screenPlaces(camera);
    painter.setRenderHint(QPainter::Antialiasing);
    paintArrows(painter, theme, places);
    paintPoints(painter, theme, camera, places);
    paintLabels(painter, theme, layOutLabels(theme, places, size));
}

void PointMapView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const auto theme = Theme::of(this);
    if (m_map.size() == 0) {
        painter.setFont(theme.font(TextSize::Body));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(rect().marginsRemoved(QMargins() + theme.px(16)),
            Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    m_camera.setSize(size());
    const auto places = screenPlaces(m_camera);
    painter.setRenderHint(QPainter::Antialiasing);
    paintArrows(painter, theme, places);
    paintPoints(painter, theme, m_camera, places);
    paintRings(painter, theme, places);
    m_labels = layOutLabels(theme, places, size());
    paintLabels(painter, theme, m_labels);
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(ColorRole::Accent), 1));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

int PointMapView::pointAt(const QPointF& pixel) const {
    auto camera = m_camera;
    camera.setSize(size());
    int best = -1;
    double nearest = std::pow(Theme::of(this).px(Reach), 2);
    for (int point = 0; point < m_map.size(); ++point) {
        const auto away = camera.screen(m_map.point(point)) - pixel;
        const double distance = QPointF::dotProduct(away, away);
        if (distance < nearest) {
            nearest = distance;
            best = point;
        }
    }
    return best;
}

void PointMapView::wheelEvent(QWheelEvent* event) {
    m_camera.setSize(size());
    m_camera.zoomAt(event->position(), std::pow(ZoomPerStep, event->angleDelta().y() / WheelStep));
    update();
    event->accept();
}

void PointMapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_dragFrom = event->position();
        m_dragged = false;
    }
}

void PointMapView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragFrom) {
        hover(pointAt(event->position()));
        return;
    }
    const auto moved = event->position() - *m_dragFrom;
    if (!m_dragged && moved.manhattanLength() < 4) {
        return;
    }
    m_dragged = true;
    m_dragFrom = event->position();
    if (m_map.dimensions == 3 && !event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_camera.turn(moved.x() * TurnPerPixel, moved.y() * TurnPerPixel);
    } else {
        m_camera.pan(moved);
    }
    update();
}

void PointMapView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_dragFrom && !m_dragged) {
        const int point = pointAt(event->position());
        setSelected(point);
        Q_EMIT pointSelected(point);
    }
    m_dragFrom.reset();
}

void PointMapView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const int point = pointAt(event->position()); point >= 0) {
        Q_EMIT pointOpened(point);
    }
}

void PointMapView::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    hover(-1);
}

void PointMapView::hover(int point) {
    if (std::exchange(m_underPointer, point) != point) {
        setHovered({point});
        Q_EMIT pointHovered(point);
    }
}

void PointMapView::keyPressEvent(QKeyEvent* event) {
    const QPointF centre(width() / 2.0, height() / 2.0);
    m_camera.setSize(size());
    switch (event->key()) {
    case Qt::Key_Left:
        m_camera.pan({PanPerKey, 0});
        break;
    case Qt::Key_Right:
        m_camera.pan({-PanPerKey, 0});
        break;
    case Qt::Key_Up:
        m_camera.pan({0, PanPerKey});
        break;
    case Qt::Key_Down:
        m_camera.pan({0, -PanPerKey});
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_camera.zoomAt(centre, ZoomPerStep);
        break;
    case Qt::Key_Minus:
        m_camera.zoomAt(centre, 1 / ZoomPerStep);
        break;
    case Qt::Key_Home:
    case Qt::Key_0:
        showAll();
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

void PointMapView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_camera.setSize(size());
}

void PointMapView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void PointMapView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void PointMapView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event)) {
        m_labelTexts.clear();
        update();
    } else if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void PointMapView::retranslate() {
    setAccessibleName(tr("Map of words"));
    setToolTip(
        tr("The wheel zooms at the pointer, dragging moves or turns the map, Home shows all"));
}

} // namespace vitrine::widgets
