#include "widgets/common/plot_theme.h"

namespace vitrine::widgets {

PlotStyle plotStyle(const Theme& theme) {
    PlotStyle style;
    style.text = theme.color(ColorRole::Secondary);
    style.line = theme.color(ColorRole::Line);
    style.selection = theme.color(ColorRole::Accent, 0.5);
    style.font = theme.font(TextSize::Rail);
    style.lineWidth = theme.px(1.5);
    return style;
}

} // namespace vitrine::widgets
