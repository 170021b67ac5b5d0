#include "widgets/layers/block_diagram.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/layers/site_text.h"

namespace vitrine::widgets {

namespace {

constexpr double smallestWidth = 220;
constexpr double largestWidth = 420;
constexpr double boxPadding = 8;
constexpr double narrowBox = 80; // one of several side by side
constexpr double arrowHead = 4;
constexpr double margin = 2; // keeps outlines inside

} // namespace

BlockDiagram::BlockDiagram(QWidget* parent) : ScrolledFigure(parent) {
    retranslate();
    relayout();
}

void BlockDiagram::setAnatomy(const ModelAnatomy& anatomy) {
    const auto before = selected();
    m_anatomy = anatomy;
    m_layer = std::clamp(m_layer, 0, std::max(0, anatomy.layers - 1));
    m_hovered = -1;
    relayout();
    setSelected(before);
}

void BlockDiagram::setLayer(int layer) {
    m_layer = std::clamp(layer, 0, std::max(0, m_anatomy.layers - 1));
    viewport()->update();
}

void BlockDiagram::setSelected(std::optional<Site> part) {
    m_selected = part ? m_layout.indexOf(*part) : -1;
    if (m_selected >= 0) {
        scrollTo(m_selected);
        setAccessibleDescription(tooltipOf(m_selected));
    } else {
        retranslate();
    }
    viewport()->update();
}

std::optional<Site> BlockDiagram::selected() const {
    if (m_selected < 0)
        return std::nullopt;
    return m_layout.boxes()[static_cast<std::size_t>(m_selected)].part;
}

void BlockDiagram::step(int direction) {
    const int last = static_cast<int>(m_layout.boxes().size()) - 1;
    const int target = m_selected + direction;
    if (last < 0 || target > last || (m_selected >= 0 && target < 0))
        return;
    const bool leaves = m_selected >= 0 && isInLayer(m_selected) && !isInLayer(target);
    const int nextLayer = m_layer + direction;
    if (leaves && nextLayer >= 0 && nextLayer < m_anatomy.layers) {
        chooseLayer(nextLayer);
        select(m_layout.indexOf(direction < 0 ? Site::BlockOutput : Site::BlockInput));
        return;
    }
    select(std::max(target, 0));
}

QSize BlockDiagram::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(300), theme.px(560)};
}

QSize BlockDiagram::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(smallestWidth), theme.px(160)};
}

QSize BlockDiagram::figureSize() const {
    return {viewport()->width(), static_cast<int>(std::ceil(m_layout.height())) + 4};
}

void BlockDiagram::paintFigure(QPainter& painter, const QSize& size) const {
    const Theme theme = Theme::of(this);
    const BlockDiagramLayout layout = layoutFor(size.width());
    paintFrame(painter, theme, layout);
    paintArrows(painter, theme, layout);
    for (const auto& box : layout.boxes()) {
        if (box.shape == DiagramBox::Shape::Sum)
            paintSum(painter, theme, box);
        else
            paintBox(painter, theme, box);
    }
}

void BlockDiagram::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const int edge = theme.px(margin);
    painter.translate(edge, edge - verticalScrollBar()->value());
    const auto outline = [&](int index, const QPen& pen, const QBrush& brush) {
        if (index < 0)
            return;
        const auto& box = m_layout.boxes()[static_cast<std::size_t>(index)];
        const double radius
            = box.shape == DiagramBox::Shape::Sum ? box.rect.width() / 2 : theme.px(8);
        painter.setPen(pen);
        painter.setBrush(brush);
        painter.drawRoundedRect(box.rect, radius, radius);
    };
    paintFigure(painter, viewport()->size());
    outline(m_hovered, QPen(theme.color(ColorRole::Text), 1), Qt::NoBrush);
    outline(m_selected, QPen(theme.color(ColorRole::Accent), theme.px(2)),
        theme.color(ColorRole::Accent, 0.12));
}

void BlockDiagram::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Space:
        step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return;
    case Qt::Key_Down:
    case Qt::Key_Right:
        step(1);
        return;
    case Qt::Key_Up:
    case Qt::Key_Left:
        step(-1);
        return;
    case Qt::Key_PageDown:
        chooseLayer(m_layer + 1);
        return;
    case Qt::Key_PageUp:
        chooseLayer(m_layer - 1);
        return;
    case Qt::Key_Home:
        select(m_layout.boxes().empty() ? -1 : 0);
        return;
    case Qt::Key_End:
        select(static_cast<int>(m_layout.boxes().size()) - 1);
        return;
    case Qt::Key_Escape:
        if (m_selected >= 0) {
            select(-1);
            return;
        }
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void BlockDiagram::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        select(boxAt(placeOf(event->position())));
}

void BlockDiagram::focusInEvent(QFocusEvent* event) {
    ScrolledFigure::focusInEvent(event);
    if (m_selected < 0 && !m_layout.boxes().empty() && event->reason() == Qt::TabFocusReason)
        select(0);
}

void BlockDiagram::pointTo(std::optional<QPointF> place) {
    const int box = place ? boxAt(*place) : -1;
    if (std::exchange(m_hovered, box) != box) {
        viewport()->setCursor(box >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        viewport()->update();
    }
}

QString BlockDiagram::tooltipAt(const QPointF& place) const {
    const int box = boxAt(place);
    return box >= 0 ? tooltipOf(box) : QString();
}

BlockDiagramLayout BlockDiagram::layoutFor(int width) const {
    const Theme theme = Theme::of(this);
    const QFontMetricsF body(theme.font(TextSize::Body));
    const QFontMetricsF small(theme.monoFont(TextSize::Rail));
    BlockDiagramLayout::Metrics metrics;
    metrics.width = std::min<double>(width - 2 * theme.px(margin), theme.px(largestWidth));
    metrics.boxHeight = std::max<double>(theme.px(metrics.boxHeight), body.height() + 6);
    metrics.arrow = std::max<double>(theme.px(metrics.arrow), small.height() + 2);
    metrics.gap = theme.px(metrics.gap);
    metrics.frame = theme.px(metrics.frame);
    metrics.frameTitle = theme.px(metrics.frameTitle);
    return {m_anatomy, metrics};
}

void BlockDiagram::relayout() {
    m_layout = layoutFor(viewport()->width());
    setContentHeight(figureSize().height(), Theme::of(this).px(24));
}

void BlockDiagram::retranslate() {
    setAccessibleName(tr("Block diagram"));
    setAccessibleDescription(tr("The parts of the model in the order of the computation; Space and "
                                "the arrow keys step through them, Page Up and Page Down change "
                                "the layer"));
    viewport()->update();
}

int BlockDiagram::boxAt(const QPointF& place) const {
    const int edge = Theme::of(this).px(margin);
    return m_layout.boxAt(place - QPointF(edge, edge));
}

void BlockDiagram::select(int box) {
    const auto before = m_selected;
    const auto& boxes = m_layout.boxes();
    setSelected(box >= 0 ? std::optional(boxes[static_cast<std::size_t>(box)].part) : std::nullopt);
    if (m_selected != before)
        Q_EMIT partSelected(selected());
}

void BlockDiagram::chooseLayer(int layer) {
    if (layer < 0 || layer >= m_anatomy.layers || layer == m_layer)
        return;
    setLayer(layer);
    Q_EMIT layerChosen(layer);
}

void BlockDiagram::scrollTo(int box) {
    const QRectF rect = m_layout.boxes()[static_cast<std::size_t>(box)].rect;
    const int room = Theme::of(this).px(32);
    reveal(rect.top() - room, rect.bottom() + room);
}

bool BlockDiagram::isInLayer(int box) const {
    return m_layout.layerFrame().contains(
        m_layout.boxes()[static_cast<std::size_t>(box)].rect.center());
}

const ModelPart* BlockDiagram::learned(Site part) const {
    const auto* outside = m_anatomy.find(part, -1);
    return outside ? outside : m_anatomy.find(part, m_layer);
}

QString BlockDiagram::tooltipOf(int box) const {
    const auto& part = m_layout.boxes()[static_cast<std::size_t>(box)].part;
    QStringList lines{partName(part, m_anatomy) + QStringLiteral(" — ") + partTip(part, m_anatomy)};
    if (const auto* parts = learned(part)) {
        lines += parametersText(*parts);
        lines += tr("%1 parameters").arg(formatCount(parts->count()));
    }
    return lines.join(QLatin1Char('\n'));
}

void BlockDiagram::paintFrame(
    QPainter& painter, const Theme& theme, const BlockDiagramLayout& layout) const {
    const QRectF frame = layout.layerFrame();
    if (frame.isEmpty())
        return;
    painter.setPen(QPen(theme.color(ColorRole::Line), 1));
    painter.setBrush(theme.color(ColorRole::Background));
    painter.drawRoundedRect(frame, theme.px(10), theme.px(10));
    const double side = theme.px(10);
    const QRectF title(
        frame.left() + side, frame.top() + theme.px(3), frame.width() - 2 * side, theme.px(18));
    painter.setFont(theme.font(TextSize::Caption, QFont::DemiBold));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
        //: layers are counted from 0: "Layer 2 of 0–11"
        tr("Layer %1 of 0–%2").arg(m_layer).arg(m_anatomy.layers - 1));
    std::int64_t parameters = 0;
    for (const auto& part : m_anatomy.parts)
        parameters += part.layer == m_layer ? part.count() : 0;
    painter.setFont(theme.monoFont(TextSize::Rail));
    painter.drawText(
        title, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, formatCount(parameters));
}

void BlockDiagram::paintArrows(
    QPainter& painter, const Theme& theme, const BlockDiagramLayout& layout) const {
    const double head = theme.px(arrowHead);
    const QPen line(theme.color(ColorRole::Faint), 1);
    const auto drawHead = [&](const QPointF& tip, const QPointF& back, const QPointF& aside) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(ColorRole::Faint));
        painter.drawPolygon(QPolygonF({tip, tip + back + aside, tip + back - aside}));
    };
    painter.setFont(theme.monoFont(TextSize::Rail));
    for (const auto& arrow : layout.arrows()) {
        painter.setPen(line);
        painter.drawLine(arrow.line);
        drawHead(arrow.line.p2(), {0, -head * 1.4}, {head, 0});
        painter.setPen(theme.color(ColorRole::Secondary));
        const double gap = theme.px(8);
        const double room = theme.px(120);
        const QRectF right(arrow.line.x1() + gap, arrow.line.y1(), room, arrow.line.length());
        painter.drawText(arrow.labelLeft ? right.translated(-room - 2 * gap, 0) : right,
            (arrow.labelLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter
                | Qt::TextDontClip,
            flowText(arrow.flow, m_anatomy));
    }
    for (const auto& bypass : layout.bypasses()) {
        painter.setPen(line);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(bypass);
        drawHead(bypass.last(), {head * 1.4, 0}, {0, head});
    }
}

void BlockDiagram::paintBox(QPainter& painter, const Theme& theme, const DiagramBox& box) const {
    const bool stream = box.shape == DiagramBox::Shape::Stream;
    painter.setPen(QPen(theme.color(ColorRole::Line), 1, stream ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(stream ? theme.color(ColorRole::Background) : theme.color(ColorRole::Surface));
    painter.drawRoundedRect(box.rect, theme.px(8), theme.px(8));
    const bool narrow = box.rect.width() < theme.px(narrowBox);
    const double padding = theme.px(narrow ? boxPadding / 4 : boxPadding);
    const QRectF inner = box.rect.adjusted(padding, 0, -padding, 0);
    const QString name = partName(box.part, m_anatomy);
    const ModelPart* parts = learned(box.part);
    const QString count = parts && parts->count() > 0 ? formatCount(parts->count()) : QString();
    const QFont numberFont = theme.monoFont(TextSize::Rail);
    const double countWidth = QFontMetricsF(numberFont).horizontalAdvance(count);
    const QFont nameFont = theme.font(TextSize::Body);
    const QFontMetricsF nameMetrics(nameFont);
    const double room = inner.width() - countWidth - padding;
    const bool both = nameMetrics.horizontalAdvance(name) <= room;
    painter.setFont(nameFont);
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(inner, (both ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter,
        nameMetrics.elidedText(name, Qt::ElideRight, inner.width()));
    if (!both) // the tooltip has it
        return;
    painter.setFont(numberFont);
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, count);
}

void BlockDiagram::paintSum(QPainter& painter, const Theme& theme, const DiagramBox& box) const {
    painter.setPen(QPen(theme.color(ColorRole::Faint), 1));
    painter.setBrush(theme.color(ColorRole::Surface));
    painter.drawEllipse(box.rect);
    const QPointF center = box.rect.center();
    const double arm = box.rect.width() * 0.25;
    painter.setPen(QPen(theme.color(ColorRole::Text), theme.px(1)));
    painter.drawLine(center - QPointF(arm, 0), center + QPointF(arm, 0));
    painter.drawLine(center - QPointF(0, arm), center + QPointF(0, arm));
}

} // namespace vitrine::widgets
