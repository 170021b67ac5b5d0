#include "widgets/attention/links_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace vitrine::widgets {

namespace {

using Cubic = std::array<QPointF, 4>;

/// The halves of a Bézier curve cut at t (de Casteljau).
std::pair<Cubic, Cubic> cut(const Cubic& curve, double t) {
    const auto mix = [t](const QPointF& a, const QPointF& b) { return a + (b - a) * t; };
    const QPointF ab = mix(curve[0], curve[1]);
    const QPointF bc = mix(curve[1], curve[2]);
    const QPointF cd = mix(curve[2], curve[3]);
    const QPointF abc = mix(ab, bc);
    const QPointF bcd = mix(bc, cd);
    const QPointF middle = mix(abc, bcd);
    return {{curve[0], ab, abc, middle}, {middle, bcd, cd, curve[3]}};
}

Cubic between(const Cubic& curve, double first, double last) {
    const Cubic head = cut(curve, last).first;
    return last > 0 ? cut(head, first / last).second : head;
}

/// Where a curve is at the height y: its height goes from `from` to `to` as 3t² − 2t³.
double parameterAt(double y, double from, double to) {
    const double share = to == from ? (y < from ? 0 : 1) : (y - from) / (to - from);
    double low = 0;
    double high = 1;
    constexpr int halvings = 24;
    for (int i = 0; i < halvings; ++i) {
        const double t = (low + high) / 2;
        (t * t * (3 - 2 * t) < share ? low : high) = t;
    }
    return share <= 0 ? 0 : share >= 1 ? 1 : low;
}

} // namespace

LinksGeometry::LinksGeometry(const Metrics& metrics, int queries, int keys)
    : m_metrics(metrics), m_queries(queries), m_keys(keys) {
}

double LinksGeometry::height() const {
    return m_metrics.top + std::max(m_queries, m_keys) * m_metrics.rowHeight;
}

QRectF LinksGeometry::label(const Place& place) const {
    const double left = place.side == Side::Queries ? 0 : m_metrics.width - m_metrics.labelWidth;
    return {left, m_metrics.top + place.row * m_metrics.rowHeight, m_metrics.labelWidth,
        m_metrics.rowHeight};
}

QPainterPath LinksGeometry::curve(int query, int key, double top, double bottom) const {
    const double left = m_metrics.labelWidth + m_metrics.gap;
    const double right = m_metrics.width - left;
    const double from = label({Side::Queries, query}).center().y();
    const double to = label({Side::Keys, key}).center().y();
    const double middle = (left + right) / 2;
    const Cubic whole{QPointF(left, from), {middle, from}, {middle, to}, {right, to}};
    const double entry = parameterAt(from <= to ? top : bottom, from, to);
    const double exit = parameterAt(from <= to ? bottom : top, from, to);
    const Cubic shown = between(whole, entry, exit);
    QPainterPath path(shown[0]);
    path.cubicTo(shown[1], shown[2], shown[3]);
    return path;
}

int LinksGeometry::rowAt(double y) const {
    return static_cast<int>(std::floor((y - m_metrics.top) / m_metrics.rowHeight));
}

LinksGeometry::Place LinksGeometry::placeAt(const QPointF& point) const {
    const Side side = point.x() < m_metrics.width / 2 ? Side::Queries : Side::Keys;
    const int row = rowAt(point.y());
    const int rows = side == Side::Queries ? m_queries : m_keys;
    const bool there = row >= 0 && row < rows && label({side, row}).contains(point);
    return {side, there ? row : -1};
}

} // namespace vitrine::widgets
