#pragma once

#include <QIcon>
#include <QString>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

/// The line icon `name` of resources/icons in the theme's colours, sharp at every zoom and device
/// pixel ratio: secondary at rest, accent when checked, faint when disabled.
QIcon themedIcon(const QString& name, const Theme& theme);

/// The same in one colour, at `size` logical pixels.
QPixmap themedPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio);

} // namespace vitrine::widgets
