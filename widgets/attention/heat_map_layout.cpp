#include "widgets/attention/heat_map_layout.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

HeatMapLayout::HeatMapLayout(const QSizeF& size, const Metrics& metrics) {
    // Whole pixels: the image of the cells is copied there as it is.
    const double left = std::ceil(metrics.titleHeight + metrics.labelWidth + 2 * metrics.gap);
    const double top = std::ceil(metrics.titleHeight + metrics.labelHeight + 2 * metrics.gap);
    const double width = std::max(size.width() - left - metrics.legendWidth - metrics.gap, 0.0);
    const double height = std::max(size.height() - top - metrics.footerHeight - metrics.gap, 0.0);
    cells = {left, top, width, height};
    queryTitle = {0, top, metrics.titleHeight, height};
    keyTitle = {left, 0, width, metrics.titleHeight};
    queryLabels = {metrics.titleHeight + metrics.gap, top, metrics.labelWidth, height};
    keyLabels = {left, metrics.titleHeight + metrics.gap, width, metrics.labelHeight};
    legend = {left + width + metrics.gap, top, metrics.legendWidth, height};
    footer = {left, top + height + metrics.gap, width, metrics.footerHeight};
}

int labelStep(double cellSize, double labelHeight) {
    int decade = 1;
    while (true) {
        for (const int factor : {1, 2, 5}) {
            if (factor * decade * cellSize >= labelHeight)
                return factor * decade;
        }
        decade *= 10;
    }
}

std::vector<int> labelledEntries(MatrixViewport::Range visible, double cellSize, double labelHeight,
    const std::vector<int>& always) {
    std::vector<int> result;
    for (const int entry : always) {
        if (entry >= visible.first && entry < visible.last)
            result.push_back(entry);
    }
    const int step = labelStep(cellSize, labelHeight);
    const auto covered = [&, fixed = result.size()](int entry) {
        return std::any_of(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(fixed),
            [&](int other) { return std::abs(entry - other) * cellSize < labelHeight; });
    };
    for (int entry = (visible.first + step - 1) / step * step; entry < visible.last;
         entry += step) {
        if (!covered(entry))
            result.push_back(entry);
    }
    return result;
}

} // namespace vitrine::widgets
