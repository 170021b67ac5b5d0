#include "widgets/layers/signed_bar_geometry.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

SignedBarGeometry::SignedBarGeometry(const Metrics& metrics, const std::vector<double>& values)
    : m_metrics(metrics), m_rows(static_cast<int>(values.size())) {
    m_high = 0;
    for (const double value : values) {
        m_low = std::min(m_low, value);
        m_high = std::max(m_high, value);
    }
    if (m_high - m_low <= 0)
        m_high = 1;
}

int SignedBarGeometry::rowAt(double y) const {
    const double row = std::floor((y - m_metrics.top) / m_metrics.rowHeight);
    return row >= 0 && row < m_rows ? static_cast<int>(row) : -1;
}

double SignedBarGeometry::xOf(double value) const {
    const double share = std::clamp((value - m_low) / (m_high - m_low), 0.0, 1.0);
    return m_metrics.left + share * (m_metrics.right - m_metrics.left);
}

QRectF SignedBarGeometry::bar(int row, double value, double thickness) const {
    const double from = xOf(std::min(value, 0.0));
    const double to = xOf(std::max(value, 0.0));
    return {from, rowTop(row) + (m_metrics.rowHeight - thickness) / 2, to - from, thickness};
}

} // namespace vitrine::widgets
