#include "widgets/generation/bar_geometry.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

namespace {

constexpr int fewestDecades = 2;
constexpr int mostDecades = 12;

double largest(const std::vector<double>& values) {
    const auto found = std::ranges::max_element(values);
    return found == values.end() || *found <= 0 ? 1.0 : *found;
}

int decadesDownTo(const std::vector<double>& probabilities) {
    int decades = fewestDecades;
    for (const double probability : probabilities) {
        if (probability > 0)
            decades = std::max(decades, static_cast<int>(std::ceil(-std::log10(probability))));
    }
    return std::min(decades, mostDecades);
}

} // namespace

BarGeometry::BarGeometry(
    BarScale scale, const Metrics& metrics, const std::vector<double>& probabilities)
    : m_scale(scale), m_metrics(metrics),
      m_maximum(scale == BarScale::Linear ? largest(probabilities) : 1.0),
      m_decades(decadesDownTo(probabilities)) {
    double sum = 0;
    for (const double probability : probabilities) {
        m_starts.push_back(sum);
        sum += probability;
    }
}

double BarGeometry::rowTop(int row) const {
    return m_metrics.top + row * m_metrics.rowHeight;
}

int BarGeometry::rowAt(double y) const {
    const double row = std::floor((y - m_metrics.top) / m_metrics.rowHeight);
    return row >= 0 && row < rowCount() ? static_cast<int>(row) : -1;
}

double BarGeometry::xOf(double probability) const {
    double share = probability / m_maximum;
    if (m_scale == BarScale::Logarithmic)
        share = probability > 0 ? 1.0 + std::log10(probability) / m_decades : 0.0;
    return m_metrics.left + std::clamp(share, 0.0, 1.0) * (m_metrics.right - m_metrics.left);
}

QRectF BarGeometry::bar(int row, double probability, double thickness) const {
    const double above
        = m_scale == BarScale::Cumulative ? m_starts[static_cast<std::size_t>(row)] : 0.0;
    const double left = m_scale == BarScale::Cumulative ? xOf(above) : m_metrics.left;
    const double y = rowTop(row) + (m_metrics.rowHeight - thickness) / 2;
    return {left, y, xOf(above + probability) - left, thickness};
}

double BarGeometry::minimum() const {
    return m_scale == BarScale::Logarithmic ? std::pow(10.0, -m_decades) : 0.0;
}

} // namespace vitrine::widgets
