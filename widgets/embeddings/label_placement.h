#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace vitrine::widgets {

/// A label that wants to stand beside its point.
struct WantedLabel {
    QPointF point;
    QSizeF size;
};

/// A place for each label right, left, above or below its point, so that none touches another or
/// leaves `area`; nothing for those that find none. Labels that come first choose first, and rather
/// a place that covers no other's point. `gap`: between a point and its label.
std::vector<std::optional<QRectF>> placeLabels(
    std::span<const WantedLabel> labels, const QRectF& area, double gap);

} // namespace vitrine::widgets
