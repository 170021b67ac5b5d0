#include "widgets/common/matrix_image.h"

#include <cmath>

#include <QPainter>

namespace vitrine::widgets {

QImage matrixImage(
    std::span<const float> values, int columns, const ColorScale& scale, const ValueRange& range) {
    const int rows = columns > 0 ? static_cast<int>(values.size()) / columns : 0;
    QImage image(columns, rows, QImage::Format_ARGB32);
    for (int row = 0; row < rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        const auto* first = values.data() + static_cast<std::size_t>(row) * columns;
        for (int column = 0; column < columns; ++column) {
            const float value = first[column];
            line[column] = std::isnan(value) ? qRgba(0, 0, 0, 0) : scale.rgba(range.share(value));
        }
    }
    return image;
}

void drawMatrix(QPainter& painter, const QRectF& target, const QImage& cells) {
    if (cells.isNull())
        return;
    // Along each axis by itself: a long text may be narrower than its cells and yet higher.
    const QSize pixels = target.size().toSize().expandedTo({1, 1});
    const QSize kept = cells.size().boundedTo(pixels);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(target,
        kept == cells.size() ? cells
                             : cells.scaled(kept, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    painter.restore();
}

} // namespace vitrine::widgets
