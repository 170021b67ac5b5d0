#pragma once

#include <span>

#include <QImage>

#include "widgets/common/color_scale.h"
#include "widgets/common/value_range.h"

namespace vitrine::widgets {

/// One pixel for each value of a matrix [rows, columns], row after row. NaN is transparent.
QImage matrixImage(
    std::span<const float> values, int columns, const ColorScale& scale, const ValueRange& range);

/// Paints an image of one pixel a cell into `target`: cells keep hard edges when they are enlarged
/// and are averaged when they are smaller than a pixel.
void drawMatrix(QPainter& painter, const QRectF& target, const QImage& cells);

} // namespace vitrine::widgets
