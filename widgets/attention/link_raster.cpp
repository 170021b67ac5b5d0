#include "widgets/attention/link_raster.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

namespace {

constexpr float whole = 256;

/// `share` of 256 of a colour, two channels at a time.
QRgb scaled(QRgb color, quint32 share) {
    constexpr quint32 everySecond = 0x00ff00ff;
    const quint32 even = ((color & everySecond) * share >> 8) & everySecond;
    const quint32 odd = (((color >> 8) & everySecond) * share) & ~everySecond;
    return even | odd;
}

/// `source` over `below`, both premultiplied.
QRgb over(QRgb source, QRgb below) {
    return source + scaled(below, 256 - static_cast<quint32>(qAlpha(source)));
}

} // namespace

LinkRaster::LinkRaster(const LinksGeometry& geometry, double top, double bottom, double ratio)
    : m_geometry(geometry), m_top(top), m_ratio(ratio),
      m_image((QSizeF(geometry.curvesWidth(), bottom - top) * ratio).toSize(),
          QImage::Format_ARGB32_Premultiplied) {
    m_image.fill(Qt::transparent);
    m_image.setDevicePixelRatio(ratio);
    m_pixels = reinterpret_cast<QRgb*>(m_image.bits());
    m_stride = m_image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    for (int column = 0; column < m_image.width(); ++column)
        m_course.push_back(LinksGeometry::courseAt((column + 0.5) / m_image.width()));
}

void LinkRaster::draw(int query, int key, double width, const QColor& color) {
    const double from
        = (m_geometry.middle({LinksGeometry::Side::Queries, query}) - m_top) * m_ratio;
    const double fall
        = (m_geometry.middle({LinksGeometry::Side::Keys, key}) - m_top) * m_ratio - from;
    const double half = width * m_ratio / 2;
    const QRgb ink = qPremultiply(color.rgba());
    for (std::size_t share = 0; share < m_shades.size(); ++share)
        m_shades[share] = scaled(ink, static_cast<quint32>(share));
    const auto [first, last] = columnsInView(from, fall, half);
    for (int column = first; column < last; ++column) {
        const auto& course = m_course[static_cast<std::size_t>(column)];
        const auto slope = std::abs(fall) * course.slope / m_image.width();
        drawSpan(column,
            {.middle = static_cast<float>(from + fall * course.fallen),
                .reach = static_cast<float>(half * std::sqrt(1 + slope * slope)),
                .edge = static_cast<float>(std::max(1.0, slope))});
    }
}

std::pair<int, int> LinkRaster::columnsInView(double from, double fall, double half) const {
    const double steepest = std::abs(fall) * LinksGeometry::steepest / m_image.width();
    const double margin = half * std::sqrt(1 + steepest * steepest) + std::max(1.0, steepest);
    const double above = -margin - from;
    const double below = m_image.height() + margin - from;
    if (fall == 0)
        return {0, above < 0 && below > 0 ? m_image.width() : 0};
    const auto [entry, exit] = std::minmax({above / fall, below / fall});
    const auto columnAt = [this](double fallen) {
        const auto place
            = std::ranges::lower_bound(m_course, fallen, {}, &LinksGeometry::Course::fallen);
        return static_cast<int>(place - m_course.begin());
    };
    return {columnAt(entry), columnAt(exit)};
}

void LinkRaster::drawSpan(int column, const Span& span) {
    const float outer = span.reach + span.edge / 2;
    const int first = std::max(0, static_cast<int>(span.middle - outer));
    const int last = std::min(m_image.height() - 1, static_cast<int>(span.middle + outer));
    const float fading = whole / span.edge; // of a row to the next
    QRgb* pixel = m_pixels + first * m_stride + column;
    for (int row = first; row <= last; ++row, pixel += m_stride) {
        const float distance = std::abs(static_cast<float>(row) + 0.5F - span.middle);
        const auto share = static_cast<int>((outer - distance) * fading);
        *pixel = over(m_shades[static_cast<std::size_t>(std::clamp(share, 0, 256))], *pixel);
    }
}

} // namespace vitrine::widgets
