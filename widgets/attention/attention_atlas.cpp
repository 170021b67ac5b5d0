#include "widgets/attention/attention_atlas.h"

#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/attention/head_statistic.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double smallestSide = 18;
constexpr double largestSide = 96;
constexpr double thumbnailGap = 4;
constexpr double faintOpacity = 0.22;
constexpr double offOpacity = 0.35;

} // namespace

AttentionAtlas::AttentionAtlas(QWidget* parent) : ScrolledFigure(parent) {
    retranslate();
    relayout();
}

void AttentionAtlas::setModel(int layers, int heads, bool causal) {
    m_layers = layers;
    m_heads = heads;
    m_causal = causal;
    m_difference = false;
    m_summaries.clear();
    m_hovered.reset();
    setShown(allHeads(), /*byLayer=*/true);
}

void AttentionAtlas::addSummary(const HeadSummary& summary) {
    m_summaries[summary.index] = summary;
    m_thumbnails.erase(summary.index);
    if (m_selected == summary.index)
        describeSelection();
    viewport()->update();
}

void AttentionAtlas::setDifference(bool difference) {
    m_difference = difference;
    redraw();
}

void AttentionAtlas::setPooling(Pooling pooling) {
    m_pooling = pooling;
    redraw();
}

void AttentionAtlas::setColorMap(ColorMap map) {
    m_colorMap = map;
    redraw();
}

void AttentionAtlas::setShown(const std::vector<HeadIndex>& heads, bool byLayer) {
    m_byLayer = byLayer;
    m_places = byLayer ? allHeads() : heads;
    m_faint.clear();
    if (byLayer) {
        m_faint.insert(m_places.begin(), m_places.end());
        for (const HeadIndex& head : heads)
            m_faint.erase(head);
    }
    relayout();
}

void AttentionAtlas::setSwitchedOff(const std::set<HeadIndex>& heads) {
    m_switchedOff = heads;
    describeSelection();
    viewport()->update();
}

void AttentionAtlas::setSelected(std::optional<HeadIndex> head) {
    m_selected = head;
    describeSelection();
    viewport()->update();
}

QSize AttentionAtlas::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(360), theme.px(300)};
}

QSize AttentionAtlas::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(200), theme.px(140)};
}

QSize AttentionAtlas::figureSize() const {
    return m_geometry.size().toSize();
}

void AttentionAtlas::paintFigure(QPainter& painter, const QSize& size) const {
    paintAtlas(painter, geometryFor(size), 0, size.height());
}

QRect AttentionAtlas::headRect(const HeadIndex& head) const {
    const int place = indexOf(head);
    return place < 0
        ? QRect()
        : m_geometry.rect(place).translated(0, -verticalScrollBar()->value()).toAlignedRect();
}

void AttentionAtlas::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    if (isEmpty()) {
        painter.setFont(theme.font(TextSize::Body));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap,
            tr("Write a text above: every head of the model shows here."));
        return;
    }
    const double top = verticalScrollBar()->value();
    painter.translate(0, -top);
    paintAtlas(painter, m_geometry, top, top + viewport()->height());
    const auto outline = [&](const std::optional<HeadIndex>& head, ColorRole role, int width) {
        const int place = head ? indexOf(*head) : -1;
        if (place < 0)
            return;
        const double outside = width / 2.0;
        painter.setPen(QPen(theme.color(role), width));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_geometry.rect(place).adjusted(-outside, -outside, outside, outside));
    };
    outline(m_hovered, ColorRole::Secondary, 1);
    outline(m_selected, ColorRole::Accent, hasFocus() ? theme.px(3) : theme.px(2));
}

void AttentionAtlas::keyPressEvent(QKeyEvent* event) {
    if (isEmpty() || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        return moveSelection(-1);
    case Qt::Key_Right:
        return moveSelection(1);
    case Qt::Key_Up:
        return moveSelection(-m_geometry.columns());
    case Qt::Key_Down:
        return moveSelection(m_geometry.columns());
    case Qt::Key_Home:
        return selectPlace(0);
    case Qt::Key_End:
        return selectPlace(static_cast<int>(m_places.size()) - 1);
    case Qt::Key_Space:
        if (m_selected)
            Q_EMIT headSwitched(*m_selected);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void AttentionAtlas::mouseReleaseEvent(QMouseEvent* event) {
    const auto head = headAt(placeOf(event->position()));
    if (event->button() == Qt::LeftButton && head)
        selectPlace(indexOf(*head));
}

void AttentionAtlas::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto head = byKey ? m_selected : headAt(placeOf(event->pos()));
    if (!head)
        return;
    selectPlace(indexOf(*head));
    Q_EMIT headMenuRequested(
        *head, byKey ? viewport()->mapToGlobal(headRect(*head).bottomLeft()) : event->globalPos());
}

void AttentionAtlas::pointTo(std::optional<QPointF> place) {
    const auto head = place ? headAt(*place) : std::nullopt;
    if (head == m_hovered)
        return;
    m_hovered = head;
    viewport()->setCursor(head ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

QString AttentionAtlas::tooltipAt(const QPointF& place) const {
    const auto head = headAt(place);
    return head ? headText(*head) : QString();
}

std::vector<HeadIndex> AttentionAtlas::allHeads() const {
    std::vector<HeadIndex> heads;
    for (int layer = 0; layer < m_layers; ++layer) {
        for (int head = 0; head < m_heads; ++head)
            heads.push_back({layer, head});
    }
    return heads;
}

AtlasGeometry AttentionAtlas::geometryFor(const QSizeF& room) const {
    const Theme theme = Theme::of(this);
    const QFontMetricsF caption(theme.font(TextSize::Rail));
    const AtlasGeometry::Metrics metrics{
        .left = std::ceil(caption.horizontalAdvance(QStringLiteral("00"))) + theme.px(thumbnailGap),
        .top = std::ceil(caption.height()) + theme.px(thumbnailGap),
        .gap = static_cast<double>(theme.px(thumbnailGap)),
        .smallest = static_cast<double>(theme.px(smallestSide)),
        .largest = static_cast<double>(theme.px(largestSide))};
    return {room, metrics, m_layers, m_heads};
}

void AttentionAtlas::relayout() {
    m_geometry = geometryFor(viewport()->size());
    m_thumbnails.clear();
    setContentHeight(
        isEmpty() ? 0 : m_geometry.size().height(), static_cast<int>(m_geometry.side()));
}

void AttentionAtlas::redraw() {
    m_thumbnails.clear();
    viewport()->update();
}

void AttentionAtlas::retranslate() {
    setAccessibleName(tr("All heads"));
    describeSelection();
    viewport()->update();
}

void AttentionAtlas::describeSelection() {
    setAccessibleDescription(m_selected
            ? headText(*m_selected)
            : tr("One picture a head, one row a layer; arrow keys select, Space switches off"));
}

QImage AttentionAtlas::thumbnail(const HeadSummary& summary) const {
    const Theme theme = Theme::of(this);
    const auto scale = colorScaleOf(m_colorMap, m_difference, theme);
    const auto& values = m_pooling == Pooling::Largest ? summary.largest : summary.mean;
    float largest = 0;
    for (const float value : values)
        largest = std::max(largest, std::abs(value));
    const QRgb masked = theme.color(ColorRole::Raised).rgb();
    QImage image(summary.size, summary.size, QImage::Format_RGB32);
    for (int row = 0; row < summary.size; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < summary.size; ++column) {
            const auto index = static_cast<std::size_t>(row * summary.size + column);
            const double share = largest > 0 ? values[index] / largest : 0;
            const double place = m_difference ? 0.5 + 0.5 * share : share;
            line[column] = m_causal && column > row ? masked : scale.at(place).rgb();
        }
    }
    // As large as it is drawn, so that a frame only copies it.
    const auto side = static_cast<int>(std::lround(m_geometry.side() * devicePixelRatioF()));
    return image.scaled(side, side);
}

std::optional<HeadIndex> AttentionAtlas::headAt(const QPointF& position) const {
    const int place = m_geometry.placeAt(position);
    return place >= 0 && place < static_cast<int>(m_places.size())
        ? std::optional(m_places[static_cast<std::size_t>(place)])
        : std::nullopt;
}

int AttentionAtlas::indexOf(const HeadIndex& head) const {
    const auto found = std::ranges::find(m_places, head);
    return found == m_places.end() ? -1 : static_cast<int>(found - m_places.begin());
}

void AttentionAtlas::selectPlace(int place) {
    if (place < 0 || place >= static_cast<int>(m_places.size()))
        return;
    setSelected(m_places[static_cast<std::size_t>(place)]);
    const QRectF rect = m_geometry.rect(place);
    reveal(rect.top(), rect.bottom());
    Q_EMIT headSelected(*m_selected);
}

void AttentionAtlas::moveSelection(int places) {
    const int place = m_selected ? indexOf(*m_selected) : -1;
    selectPlace(place < 0 ? 0 : place + places);
}

QString AttentionAtlas::headText(const HeadIndex& head) const {
    QStringList lines{tr("Layer %1, head %2").arg(head.layer).arg(head.head)};
    const auto found = m_summaries.find(head);
    if (found != m_summaries.end()) {
        for (const HeadStatistic which : allHeadStatistics) {
            //: a statistic and its value
            lines << tr("%1: %2").arg(
                statisticName(which), statisticText(found->second.statistics, which));
        }
    }
    if (m_switchedOff.contains(head))
        lines << tr("switched off");
    return lines.join(QLatin1Char('\n'));
}

void AttentionAtlas::paintAtlas(
    QPainter& painter, const AtlasGeometry& geometry, double top, double bottom) const {
    const Theme theme = Theme::of(this);
    paintLabels(painter, theme, geometry);
    for (int place = 0; place < static_cast<int>(m_places.size()); ++place) {
        const QRectF rect = geometry.rect(place);
        if (rect.bottom() >= top && rect.top() <= bottom)
            paintHead(painter, theme, rect, m_places[static_cast<std::size_t>(place)]);
    }
}

void AttentionAtlas::paintHead(
    QPainter& painter, const Theme& theme, const QRectF& rect, const HeadIndex& head) const {
    const auto summary = m_summaries.find(head);
    if (summary == m_summaries.end() || summary->second.size == 0) {
        painter.fillRect(rect, theme.color(ColorRole::Raised));
        return;
    }
    auto drawn = m_thumbnails.find(head);
    if (drawn == m_thumbnails.end())
        drawn = m_thumbnails.emplace(head, thumbnail(summary->second)).first;
    const bool off = m_switchedOff.contains(head);
    painter.setOpacity(m_faint.contains(head) ? faintOpacity : off ? offOpacity : 1);
    painter.drawImage(rect, drawn->second);
    painter.setOpacity(1);
    painter.setPen(theme.color(ColorRole::Line));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5));
    if (off) {
        painter.setPen(QPen(theme.color(ColorRole::Second), theme.px(2)));
        painter.drawLine(rect.topLeft(), rect.bottomRight());
        painter.drawLine(rect.topRight(), rect.bottomLeft());
    }
}

void AttentionAtlas::paintLabels(
    QPainter& painter, const Theme& theme, const AtlasGeometry& geometry) const {
    if (!m_byLayer)
        return;
    painter.setFont(theme.font(TextSize::Rail));
    painter.setPen(theme.color(ColorRole::Secondary));
    const double height = QFontMetricsF(painter.font()).height();
    const int step = labelStep(geometry.side(), height);
    for (int head = 0; head < m_heads; head += step) {
        const QRectF rect = geometry.rect(head);
        painter.drawText(QRectF(rect.left(), 0, rect.width(), rect.top()),
            Qt::AlignCenter | Qt::TextDontClip, QString::number(head));
    }
    for (int layer = 0; layer < m_layers; layer += step) {
        const QRectF rect = geometry.rect(layer * m_heads);
        painter.drawText(QRectF(0, rect.top(), rect.left() - theme.px(thumbnailGap), rect.height()),
            Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, QString::number(layer));
    }
}

} // namespace vitrine::widgets
