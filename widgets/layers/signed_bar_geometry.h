#pragma once

#include <vector>

#include <QRectF>

namespace vitrine::widgets {

/// Where bars to both sides of zero are, in pixels. The scale fits the values and keeps zero in
/// sight.
class SignedBarGeometry {
public:
    struct Metrics {
        double left = 0; ///< of the room for bars
        double right = 0;
        double top = 0; ///< of the first row
        double rowHeight = 0;
    };

    SignedBarGeometry() = default;
    SignedBarGeometry(const Metrics& metrics, const std::vector<double>& values);

    int rowCount() const { return m_rows; }
    double rowTop(int row) const { return m_metrics.top + row * m_metrics.rowHeight; }
    /// −1 outside.
    int rowAt(double y) const;
    double xOf(double value) const;
    /// From zero to the value, `thickness` high in the row's middle.
    QRectF bar(int row, double value, double thickness) const;

private:
    Metrics m_metrics;
    int m_rows = 0;
    double m_low = 0; ///< value at the left end; at most 0
    double m_high = 1; ///< value at the right end; at least 0
};

} // namespace vitrine::widgets
