#pragma once

#include <array>
#include <utility>
#include <vector>

#include <QColor>
#include <QImage>

#include "widgets/attention/links_geometry.h"

namespace vitrine::widgets {

/// Draws hundreds of links in the time in which QPainter draws some dozens. All curves run to the
/// right and have the same course, so each is a short vertical span in every column of pixels, at
/// a height that is looked up.
class LinkRaster {
public:
    /// What the page of links shows between two heights; `ratio` is the device's pixels per pixel.
    LinkRaster(const LinksGeometry& geometry, double top, double bottom, double ratio);
    LinkRaster(const LinkRaster&) = delete;
    LinkRaster& operator=(const LinkRaster&) = delete;

    /// Over what was drawn before; `width` in pixels.
    void draw(int query, int key, double width, const QColor& color);

    /// Transparent where there is no link. Its place on the page is that of the curves and `top`.
    const QImage& image() const { return m_image; }

private:
    /// What a curve covers of a column: it is full up to `reach` from its middle, less by half an
    /// `edge`, over which it fades: as much as the curve falls within the column.
    struct Span {
        float middle;
        float reach;
        float edge;
    };

    /// The first column in which a curve may show, and the first after the last.
    std::pair<int, int> columnsInView(double from, double fall, double half) const;
    void drawSpan(int column, const Span& span);

    LinksGeometry m_geometry;
    double m_top;
    double m_ratio;
    std::vector<LinksGeometry::Course> m_course; ///< in the middle of each column
    QImage m_image;
    std::array<QRgb, 257> m_shades{}; ///< of the link's colour, in 256ths
    QRgb* m_pixels = nullptr; ///< the image's
    qsizetype m_stride = 0; ///< pixels from a row to the next
};

} // namespace vitrine::widgets
