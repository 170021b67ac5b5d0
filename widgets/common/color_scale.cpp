#include "widgets/common/color_scale.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

namespace {

// The strongest amber that leaves text on it a contrast of 4.5:1.
constexpr double lightAmber = 0.5;
constexpr double darkAmber = 0.42;

QRgb blend(const QColor& from, const QColor& to, double share) {
    const auto mix
        = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return qRgba(mix(from.red(), to.red()), mix(from.green(), to.green()),
        mix(from.blue(), to.blue()), mix(from.alpha(), to.alpha()));
}

QGradientStops evenStops(std::initializer_list<QRgb> colors) {
    QGradientStops result;
    const auto last = static_cast<double>(colors.size() - 1);
    for (const QRgb color : colors)
        result.append({static_cast<double>(result.size()) / last, QColor::fromRgb(color)});
    return result;
}

} // namespace

ColorScale::ColorScale(const QGradientStops& stops) {
    qsizetype segment = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const double value = static_cast<double>(i) / (size - 1);
        while (segment + 2 < stops.size() && value > stops[segment + 1].first)
            ++segment;
        const auto& [start, from] = stops[segment];
        const auto& [end, to] = stops[segment + 1];
        m_table[i] = blend(from, to, (value - start) / (end - start));
    }
}

ColorScale ColorScale::sequential(const Theme& theme) {
    return ColorScale(theme.scheme() == ColorScheme::Light
            ? evenStops({0xFFFFFF, 0xD6E5FA, 0x78A8F0, 0x2F6FDE, 0x0C225C})
            : evenStops({0x1B1F25, 0x1E3A5F, 0x2F6FBE, 0x6EBED2, 0xF5F0BE}));
}

ColorScale ColorScale::difference(const Theme& theme) {
    return ColorScale({{0.0, theme.color(ColorRole::Second)},
        {0.5, theme.color(ColorRole::Surface)}, {1.0, theme.color(ColorRole::Accent)}});
}

ColorScale ColorScale::surprisal(const Theme& theme) {
    const double strongest = theme.scheme() == ColorScheme::Light ? lightAmber : darkAmber;
    return ColorScale({{0.0, theme.color(ColorRole::Warning, 0.0)},
        {1.0, theme.color(ColorRole::Warning, strongest)}});
}

ColorScale ColorScale::viridis() {
    return ColorScale(evenStops({0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80,
        0x5EC962, 0xADDC30, 0xFDE725}));
}

ColorScale ColorScale::gray(const Theme& theme) {
    return ColorScale(
        {{0.0, theme.color(ColorRole::Surface)}, {1.0, theme.color(ColorRole::Text)}});
}

QRgb ColorScale::rgba(double value) const {
    const double clamped = value > 0 ? std::min(value, 1.0) : 0.0; // NaN compares false
    return m_table[static_cast<std::size_t>(clamped * (size - 1) + 0.5)];
}

QLinearGradient ColorScale::gradient(const QRectF& rect) const {
    constexpr int stops = 16;
    QLinearGradient result(rect.topLeft(), rect.topRight());
    for (int i = 0; i <= stops; ++i)
        result.setColorAt(static_cast<double>(i) / stops, at(static_cast<double>(i) / stops));
    return result;
}

} // namespace vitrine::widgets
