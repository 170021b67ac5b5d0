#include "widgets/embeddings/label_placement.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::widgets {

namespace {

/// Rectangles by the squares that they touch, so that only those nearby are compared.
class Occupied {
public:
    Occupied(const QRectF& area, double side)
        : m_area(area), m_side(side),
          m_columns(static_cast<int>(std::ceil(area.width() / side)) + 1),
          m_rows(static_cast<int>(std::ceil(area.height() / side)) + 1),
          m_cells(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows)) { }

    bool isFree(const QRectF& rect) const {
        bool free = true;
        forEachCell(rect, [&](std::size_t cell) {
            free = free && std::ranges::none_of(m_cells[cell], [&rect](const QRectF& taken) {
                return taken.intersects(rect);
            });
        });
        return free;
    }
    void take(const QRectF& rect) {
        forEachCell(rect, [&](std::size_t cell) { m_cells[cell].push_back(rect); });
    }

private:
    template <typename Visit>
    void forEachCell(const QRectF& rect, const Visit& visit) const {
        const auto column = [this](double x) {
            return std::clamp(static_cast<int>((x - m_area.left()) / m_side), 0, m_columns - 1);
        };
        const auto row = [this](double y) {
            return std::clamp(static_cast<int>((y - m_area.top()) / m_side), 0, m_rows - 1);
        };
        for (int y = row(rect.top()); y <= row(rect.bottom()); ++y) {
            for (int x = column(rect.left()); x <= column(rect.right()); ++x) {
                visit(static_cast<std::size_t>(y) * static_cast<std::size_t>(m_columns)
                    + static_cast<std::size_t>(x));
            }
        }
    }

    QRectF m_area;
    double m_side;
    int m_columns;
    int m_rows;
    std::vector<std::vector<QRectF>> m_cells;
};

QRectF around(const QPointF& point, double reach) {
    return {point.x() - reach, point.y() - reach, 2 * reach, 2 * reach};
}

std::array<QRectF, 4> placesOf(const WantedLabel& label, double gap) {
    const auto& [point, size] = label;
    const double up = point.y() - size.height() / 2;
    const double left = point.x() - size.width() / 2;
    return {QRectF(QPointF(point.x() + gap, up), size),
        QRectF(QPointF(point.x() - gap - size.width(), up), size),
        QRectF(QPointF(left, point.y() - gap - size.height()), size),
        QRectF(QPointF(left, point.y() + gap), size)};
}

} // namespace

std::vector<std::optional<QRectF>> placeLabels(
    std::span<const WantedLabel> labels, const QRectF& area, double gap) {
    std::vector<std::optional<QRectF>> placed(labels.size());
    if (labels.empty() || area.isEmpty()) {
        return placed;
    }
    const double side = std::max(labels.front().size.height() * 2, 8.0);
    Occupied occupied(area, side);
    Occupied points(area, side);
    for (const auto& label : labels) {
        points.take(around(label.point, gap / 2));
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!area.contains(labels[i].point)) {
            continue;
        }
        std::optional<QRectF> best;
        for (const auto& place : placesOf(labels[i], gap)) {
            const bool fits = area.contains(place) && occupied.isFree(place);
            if (fits && points.isFree(place)) {
                best = place;
                break;
            }
            best = best || !fits ? best : place;
        }
        if (best) {
            occupied.take(*best);
            placed[i] = best;
        }
    }
    return placed;
}

} // namespace vitrine::widgets
