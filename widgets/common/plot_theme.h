#pragma once

#include "widgets/common/theme.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::widgets {

/// Curves in the colours and sizes of the theme.
PlotStyle plotStyle(const Theme& theme);

} // namespace vitrine::widgets
