#include "widgets/tokens/chip_layout.h"

#include <algorithm>
#include <cstdlib>

namespace vitrine::widgets {

ChipLayout::ChipLayout(
    const Metrics& metrics, const std::vector<int>& widths, const std::vector<bool>& breaks) {
    m_chips.reserve(widths.size());
    int x = 0;
    int y = 0;
    const auto newLine = [&] {
        x = 0;
        y += metrics.height + metrics.lineGap;
        ++m_lines;
    };
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (x > 0 && x + widths[i] > metrics.width)
            newLine();
        m_chips.emplace_back(x, y, widths[i], metrics.height);
        x += widths[i] + metrics.gap;
        if (i < breaks.size() && breaks[i] && i + 1 < widths.size())
            newLine();
    }
    m_height = m_chips.empty() ? 0 : y + metrics.height;
}

int ChipLayout::at(const QPoint& point) const {
    for (int i = firstBelow(point.y()); i < static_cast<int>(m_chips.size()); ++i) {
        const QRect& chip = m_chips[static_cast<std::size_t>(i)];
        if (chip.contains(point))
            return i;
        if (chip.top() > point.y())
            break;
    }
    return -1;
}

int ChipLayout::verticalNeighbour(int chip, int direction) const {
    const QRect& from = m_chips[static_cast<std::size_t>(chip)];
    const int step = direction > 0 ? 1 : -1;
    int best = chip;
    int lineTop = from.top();
    for (int i = chip + step; i >= 0 && i < static_cast<int>(m_chips.size()); i += step) {
        const QRect& candidate = m_chips[static_cast<std::size_t>(i)];
        if (candidate.top() == from.top())
            continue;
        if (best != chip && candidate.top() != lineTop)
            break;
        const auto distance
            = [&](const QRect& rect) { return std::abs(rect.center().x() - from.center().x()); };
        if (best == chip || distance(candidate) < distance(m_chips[static_cast<std::size_t>(best)]))
            best = i;
        lineTop = candidate.top();
    }
    return best;
}

int ChipLayout::firstBelow(int top) const {
    const auto chip = std::ranges::lower_bound(
        m_chips, top, {}, [](const QRect& rect) { return rect.bottom(); });
    return static_cast<int>(chip - m_chips.begin());
}

} // namespace vitrine::widgets
