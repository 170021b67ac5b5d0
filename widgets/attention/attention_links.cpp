#include "widgets/attention/attention_links.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/attention/link_raster.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

using Side = LinksGeometry::Side;

constexpr double rowMargin = 3;
constexpr double labelGap = 8;
constexpr double widestLabel = 150;
constexpr double faintest = 0.02; // weights below it cannot be seen
constexpr double leastOpacity = 0.06;
constexpr double thinnest = 1;
constexpr double widest = 3;
constexpr double asideOpacity = 0.3; // of the others while one token is pointed at
constexpr std::size_t mostCurves = 160; // more cannot be told apart

} // namespace

AttentionLinks::AttentionLinks(QWidget* parent) : ScrolledFigure(parent) {
    retranslate();
}

void AttentionLinks::setCells(std::shared_ptr<const AttentionCells> cells) {
    m_cells = std::move(cells);
    m_hovered.reset();
    relayout();
}

void AttentionLinks::setThreshold(double weight) {
    m_threshold = weight;
    viewport()->update();
}

void AttentionLinks::setSelectedOnly(bool only) {
    m_selectedOnly = only;
    viewport()->update();
}

void AttentionLinks::setSelection(int query, int key) {
    m_query = query;
    m_key = key;
    viewport()->update();
}

QSize AttentionLinks::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(520), theme.px(400)};
}

QSize AttentionLinks::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(240), theme.px(160)};
}

QSize AttentionLinks::figureSize() const {
    return {viewport()->width(), static_cast<int>(std::ceil(m_geometry.height()))};
}

void AttentionLinks::paintFigure(QPainter& painter, const QSize& size) const {
    if (isEmpty())
        return;
    const LinksGeometry geometry = geometryFor(size.width());
    const int rows = std::max(m_cells->rows(), m_cells->columns());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const Curve& curve : curvesBetween(0, rows)) {
        painter.setPen(QPen(curve.color, curve.width));
        painter.drawPath(geometry.curve(curve.query, curve.key));
    }
    paintLabels(painter, geometry, 0, rows);
}

void AttentionLinks::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    if (isEmpty()) {
        painter.setFont(theme.font(TextSize::Body));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap,
            tr("Write a text above: who looks at whom shows here."));
        return;
    }
    const int top = verticalScrollBar()->value();
    const int bottom = top + viewport()->height();
    painter.translate(0, -top);
    const int rows = std::max(m_cells->rows(), m_cells->columns());
    const int first = std::clamp(m_geometry.rowAt(top), 0, rows);
    const int last = std::clamp(m_geometry.rowAt(bottom) + 1, 0, rows);
    LinkRaster raster(m_geometry, top, bottom, devicePixelRatioF());
    for (const Curve& curve : curvesBetween(first, last))
        raster.draw(curve.query, curve.key, curve.width, curve.color);
    painter.drawImage(QPointF(m_geometry.curvesLeft(), top), raster.image());
    paintLabels(painter, m_geometry, first, last);
}

void AttentionLinks::keyPressEvent(QKeyEvent* event) {
    if (isEmpty() || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const int row = m_cells->queryOf(m_query);
    const int last = m_cells->rows() - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        return select({Side::Queries, std::max(row - 1, 0)});
    case Qt::Key_Down:
        return select({Side::Queries, std::min(row + 1, last)});
    case Qt::Key_Home:
        return select({Side::Queries, 0});
    case Qt::Key_End:
        return select({Side::Queries, last});
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void AttentionLinks::mouseReleaseEvent(QMouseEvent* event) {
    const auto entry = entryAt(placeOf(event->position()));
    if (event->button() == Qt::LeftButton && entry)
        select(*entry);
}

void AttentionLinks::pointTo(std::optional<QPointF> place) {
    const auto entry = place ? entryAt(*place) : std::nullopt;
    if (entry == m_hovered)
        return;
    m_hovered = entry;
    viewport()->setCursor(entry ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

QString AttentionLinks::tooltipAt(const QPointF& place) const {
    const auto entry = entryAt(place);
    return entry ? labelText(*entry) : QString();
}

LinksGeometry AttentionLinks::geometryFor(double width) const {
    const Theme theme = Theme::of(this);
    const QFontMetricsF text(theme.monoFont(TextSize::Body));
    const QFontMetricsF caption(theme.font(TextSize::Caption));
    double longest = std::max(caption.horizontalAdvance(tr("query (looks)")),
        caption.horizontalAdvance(tr("key (is looked at)")));
    for (const auto& entry : m_cells ? m_cells->queries : std::vector<AttentionEntry>())
        longest = std::max(longest, text.horizontalAdvance(entry.text));
    const LinksGeometry::Metrics metrics{.width = width,
        .top = caption.height() + theme.px(labelGap),
        .rowHeight = text.height() + 2 * theme.px(rowMargin),
        .labelWidth = std::min<double>({longest + 1, double(theme.px(widestLabel)), width / 3}),
        .gap = static_cast<double>(theme.px(labelGap))};
    return {metrics, m_cells ? m_cells->rows() : 0, m_cells ? m_cells->columns() : 0};
}

void AttentionLinks::relayout() {
    m_geometry = geometryFor(viewport()->width());
    setContentHeight(m_geometry.height(), Theme::of(this).px(24));
}

void AttentionLinks::retranslate() {
    setAccessibleName(tr("Attention as links"));
    setAccessibleDescription(
        tr("Queries at the left, keys at the right; arrow keys select a query"));
    relayout();
}

void AttentionLinks::select(const Place& place) {
    const auto row = static_cast<std::size_t>(place.row);
    const QRectF label = m_geometry.label(place);
    reveal(label.top(), label.bottom());
    if (place.side == Side::Queries) {
        setSelection(m_cells->queries[row].first, -1);
        setAccessibleDescription(labelText(place));
        Q_EMIT querySelected(m_query);
    } else {
        setSelection(-1, m_cells->keys[row].first);
        Q_EMIT keySelected(m_key);
    }
}

std::optional<AttentionLinks::Place> AttentionLinks::entryAt(const QPointF& position) const {
    const Place place = m_geometry.placeAt(position);
    return place.row >= 0 && !isEmpty() ? std::optional(place) : std::nullopt;
}

std::optional<AttentionLinks::Place> AttentionLinks::focused() const {
    if (m_hovered)
        return m_hovered;
    const int query = m_cells->queryOf(m_query);
    const int key = m_cells->keyOf(m_key);
    if (query >= 0)
        return Place{Side::Queries, query};
    return key >= 0 ? std::optional(Place{Side::Keys, key}) : std::nullopt;
}

std::vector<AttentionLinks::Link> AttentionLinks::linksBetween(int first, int last) const {
    std::vector<Link> links;
    const double least = std::max(m_threshold, faintest);
    const auto shows = [&](int row) { return row >= first && row < last; };
    for (int query = 0; query < m_cells->rows(); ++query) {
        const int from = shows(query) ? 0 : first;
        const int to = shows(query) ? m_cells->columns() : std::min(last, m_cells->columns());
        for (int key = from; key < to; ++key) {
            const float weight = m_cells->at(query, key);
            if (std::abs(weight) >= least)
                links.push_back({query, key, weight});
        }
    }
    const auto stronger = [](const Link& left, const Link& right) {
        return std::abs(left.weight) > std::abs(right.weight);
    };
    if (links.size() > mostCurves) {
        const auto end = links.begin() + static_cast<std::ptrdiff_t>(mostCurves);
        std::nth_element(links.begin(), end, links.end(), stronger);
        links.erase(end, links.end());
    }
    return links;
}

QString AttentionLinks::labelText(const Place& place) const {
    const bool query = place.side == Side::Queries;
    const auto row = static_cast<std::size_t>(place.row);
    const QString& name = query ? m_cells->queries[row].text : m_cells->keys[row].text;
    int strongest = 0;
    const auto weightOf = [&](int other) {
        return query ? m_cells->at(place.row, other) : m_cells->at(other, place.row);
    };
    const int others = query ? m_cells->columns() : m_cells->rows();
    for (int other = 1; other < others; ++other) {
        if (std::abs(weightOf(other)) > std::abs(weightOf(strongest)))
            strongest = other;
    }
    const auto& entries = query ? m_cells->keys : m_cells->queries;
    const QString& other = entries[static_cast<std::size_t>(strongest)].text;
    const QString weight = formatNumber(weightOf(strongest), 2);
    //: tokens, and a weight
    return query ? tr("%1 looks most at %2 (%3)").arg(name, other, weight)
                 : tr("%1 is looked at most by %2 (%3)").arg(name, other, weight);
}

std::vector<AttentionLinks::Curve> AttentionLinks::curvesBetween(int first, int last) const {
    const Theme theme = Theme::of(this);
    const auto place = focused();
    const auto concerns = [&](const Link& link) {
        return !place || (place->side == Side::Queries ? link.query : link.key) == place->row;
    };
    std::vector<Curve> curves;
    for (const Link& link : linksBetween(first, last)) {
        const bool own = concerns(link);
        if (!own && m_selectedOnly)
            continue;
        const double size = std::abs(link.weight);
        const double opacity
            = std::clamp<double>(size, leastOpacity, 1.0) * (own ? 1 : asideOpacity);
        const ColorRole role
            = m_cells->difference && link.weight < 0 ? ColorRole::Second : ColorRole::Accent;
        const double width = (thinnest + (widest - thinnest) * size) * theme.zoom() / 100.0;
        curves.push_back({link.query, link.key, width, theme.color(role, opacity)});
    }
    return curves;
}

void AttentionLinks::paintLabels(
    QPainter& painter, const LinksGeometry& geometry, int first, int last) const {
    const Theme theme = Theme::of(this);
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(ColorRole::Secondary));
    for (const Side side : {Side::Queries, Side::Keys}) {
        QRectF title = geometry.label({side, 0});
        title.setBottom(title.top());
        title.setTop(0);
        painter.drawText(title,
            (side == Side::Queries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter
                | Qt::TextDontClip,
            side == Side::Queries ? tr("query (looks)") : tr("key (is looked at)"));
    }
    const auto place = focused();
    const int selectedQuery = m_cells->queryOf(m_query);
    const int selectedKey = m_cells->keyOf(m_key);
    for (const Side side : {Side::Queries, Side::Keys}) {
        const auto& entries = side == Side::Queries ? m_cells->queries : m_cells->keys;
        const int selected = side == Side::Queries ? selectedQuery : selectedKey;
        for (int row = first; row < std::min(last, static_cast<int>(entries.size())); ++row) {
            const bool own = row == selected;
            painter.setFont(theme.monoFont(TextSize::Body, own ? QFont::DemiBold : QFont::Normal));
            painter.setPen(theme.color(own      ? ColorRole::AccentText
                    : place == Place{side, row} ? ColorRole::Text
                                                : ColorRole::Secondary));
            const QRectF label = geometry.label({side, row});
            painter.drawText(label,
                (side == Side::Queries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                painter.fontMetrics().elidedText(entries[static_cast<std::size_t>(row)].text,
                    Qt::ElideRight, static_cast<int>(label.width()) + 1));
        }
    }
}

} // namespace vitrine::widgets
