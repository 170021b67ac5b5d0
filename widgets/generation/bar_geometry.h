#pragma once

#include <vector>

#include <QRectF>

namespace vitrine::widgets {

enum class BarScale { Linear, Logarithmic, Cumulative };

/// Where probabilities and rows of a bar chart are, in pixels. Bars grow from left to right.
class BarGeometry {
public:
    struct Metrics {
        double left = 0; ///< where probability 0 (or the smallest, on a logarithmic scale) is
        double right = 0;
        double top = 0; ///< of the first row
        double rowHeight = 0;
    };

    BarGeometry() = default;
    /// `probabilities` are those of the rows, top down: they set the scale's end, and the steps of
    /// the cumulative one.
    BarGeometry(BarScale scale, const Metrics& metrics, const std::vector<double>& probabilities);

    int rowCount() const { return static_cast<int>(m_starts.size()); }
    double rowTop(int row) const;
    /// The row at a height; -1 outside.
    int rowAt(double y) const;
    /// The horizontal place of a probability; of a sum of them on the cumulative scale.
    double xOf(double probability) const;
    /// The bar of a probability in a row, `thickness` high in the row's middle. On the cumulative
    /// scale it starts where the rows above it end.
    QRectF bar(int row, double probability, double thickness) const;
    /// The probability at the right end.
    double maximum() const { return m_maximum; }
    /// The probability at the left end: 0 but on the logarithmic scale.
    double minimum() const;

private:
    BarScale m_scale = BarScale::Linear;
    Metrics m_metrics;
    std::vector<double> m_starts; ///< sum of the probabilities above each row
    double m_maximum = 1;
    int m_decades = 1; ///< powers of ten below 1 that the logarithmic scale shows
};

} // namespace vitrine::widgets
