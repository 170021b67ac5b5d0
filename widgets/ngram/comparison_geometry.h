#pragma once

#include <optional>

#include <QRectF>

namespace vitrine::widgets {

/// A bar of the chart: a candidate's probability under one model.
struct BarPlace {
    int candidate = 0;
    int model = 0;
    bool operator==(const BarPlace&) const = default;
};

/// Where the grouped bars of a comparison stand: one group for each candidate, in it one bar for
/// each model. Knows no widget.
struct ComparisonGeometry {
    QRectF plot; ///< inside the axes
    int candidates = 0;
    int models = 0;
    bool logarithmic = false;
    double highest = 1; ///< probability at the top
    double lowest = 1e-6; ///< at the bottom of a logarithmic axis

    QRectF group(int candidate) const;
    /// Empty for a probability that is not known (NaN).
    QRectF bar(BarPlace place, double probability) const;
    /// 0 at the bottom, 1 at the top; kept inside.
    double height(double probability) const;
    /// The bar whose column a point is in, whatever its height.
    std::optional<BarPlace> at(const QPointF& point) const;
};

} // namespace vitrine::widgets
