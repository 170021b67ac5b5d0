#pragma once

#include <vector>

#include <QRect>

namespace vitrine::widgets {

/// Where chips of given widths go when they fill lines from left to right.
class ChipLayout {
public:
    struct Metrics {
        int width = 0; ///< of the lines; a wider chip has a line of its own
        int height = 0; ///< of a chip
        int gap = 0; ///< between chips
        int lineGap = 0;
    };

    ChipLayout() = default;
    /// `breaks[i]` starts a new line after chip i (a line end in the text); may be empty.
    ChipLayout(const Metrics& metrics, const std::vector<int>& widths,
        const std::vector<bool>& breaks = {});

    const std::vector<QRect>& chips() const { return m_chips; }
    int height() const { return m_height; }
    int lineCount() const { return m_chips.empty() ? 0 : m_lines; }
    /// The chip at a point; -1 where there is none.
    int at(const QPoint& point) const;
    /// The chip nearest below (+1) or above (-1) a chip; itself on the last and first line.
    int verticalNeighbour(int chip, int direction) const;
    /// First chip whose bottom is at or below `top`.
    int firstBelow(int top) const;

private:
    std::vector<QRect> m_chips;
    int m_height = 0;
    int m_lines = 1;
};

} // namespace vitrine::widgets
