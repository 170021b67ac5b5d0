#include "widgets/ngram/comparison_geometry.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

namespace {

constexpr double groupShare = 0.8; // of the room between two candidates

} // namespace

QRectF ComparisonGeometry::group(int candidate) const {
    const double step = plot.width() / std::max(1, candidates);
    const double margin = step * (1 - groupShare) / 2;
    return {plot.left() + candidate * step + margin, plot.top(), step * groupShare, plot.height()};
}

double ComparisonGeometry::height(double probability) const {
    const double share = logarithmic
        ? std::log(std::max(probability, lowest) / lowest) / std::log(highest / lowest)
        : probability / highest;
    return std::clamp(share, 0.0, 1.0);
}

QRectF ComparisonGeometry::bar(BarPlace place, double probability) const {
    if (std::isnan(probability) || models == 0)
        return {};
    const auto room = group(place.candidate);
    const double width = room.width() / models;
    const double top = height(probability) * plot.height();
    return {room.left() + place.model * width, plot.bottom() - top, width, top};
}

std::optional<BarPlace> ComparisonGeometry::at(const QPointF& point) const {
    if (!plot.contains(point) || candidates == 0 || models == 0)
        return std::nullopt;
    const double step = plot.width() / candidates;
    const int candidate
        = std::min(candidates - 1, static_cast<int>((point.x() - plot.left()) / step));
    const auto room = group(candidate);
    const int model = static_cast<int>((point.x() - room.left()) * models / room.width());
    if (point.x() < room.left() || model >= models)
        return std::nullopt;
    return BarPlace{candidate, model};
}

} // namespace vitrine::widgets
