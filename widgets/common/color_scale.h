#pragma once

#include <array>

#include <QColor>
#include <QLinearGradient>
#include <QRectF>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

/// A map from [0, 1] to colours, looked up in a table of 256. Transparent colours (surprisal) are
/// meant to be painted over the surface.
class ColorScale {
public:
    /// One hue that starts at the surface colour, so that zero disappears into the page.
    static ColorScale sequential(const Theme& theme);
    /// Second ↔ surface ↔ accent; 0.5 is no difference.
    static ColorScale difference(const Theme& theme);
    /// Amber with rising opacity.
    static ColorScale surprisal(const Theme& theme);
    /// Viridis (van der Walt & Smith 2015), at nine of its colours.
    static ColorScale viridis();
    static ColorScale gray(const Theme& theme);

    /// `value` outside [0, 1] is clamped; NaN is the colour of 0.
    QColor at(double value) const { return QColor::fromRgba(rgba(value)); }
    /// The same for the pixels of an image.
    QRgb rgba(double value) const;
    /// For a legend: the scale along `rect` from left to right.
    QLinearGradient gradient(const QRectF& rect) const;

private:
    static constexpr std::size_t size = 256;
    explicit ColorScale(const QGradientStops& stops);

    std::array<QRgb, size> m_table{};
};

/// Surprisal in bits that has the full colour; see ColorScale::surprisal.
constexpr double fullSurprisalBits = 8.0;

} // namespace vitrine::widgets
