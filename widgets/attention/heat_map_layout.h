#pragma once

#include <vector>

#include <QRectF>

#include "widgets/attention/matrix_viewport.h"

namespace vitrine::widgets {

/// Where the parts of a heat map are: labels at the left and above, the legend at the right, one
/// line of text below.
struct HeatMapLayout {
    struct Metrics {
        double labelWidth = 0; ///< of the longest query label
        double labelHeight = 0; ///< room above the cells: the longest key label, drawn upwards
        double titleHeight = 0; ///< of an axis
        double legendWidth = 0;
        double footerHeight = 0;
        double gap = 0;
    };

    QRectF cells;
    QRectF queryLabels;
    QRectF keyLabels;
    QRectF queryTitle; ///< drawn upwards
    QRectF keyTitle;
    QRectF legend;
    QRectF footer;

    HeatMapLayout() = default;
    HeatMapLayout(const QSizeF& size, const Metrics& metrics);
};

/// Every how many entries of an axis one is labelled, so that labels of a height do not touch: 1,
/// 2, 5, 10, 20, 50 ...
int labelStep(double cellSize, double labelHeight);

/// The entries whose labels are drawn: those of `always` that show, and every labelStep-th that
/// none of them would cover.
std::vector<int> labelledEntries(MatrixViewport::Range visible, double cellSize, double labelHeight,
    const std::vector<int>& always);

} // namespace vitrine::widgets
