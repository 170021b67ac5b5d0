#pragma once

#include <utility>
#include <vector>

#include "widgets/attention/attention_picture.h"
#include "widgets/attention/heat_map_layout.h"
#include "widgets/attention/matrix_viewport.h"
#include "widgets/common/theme.h"

class QPainter;

namespace vitrine::widgets {

/// How weights are coloured. Differences always take the scale of differences.
enum class ColorMap { Sequential, Viridis, Gray };

/// The scale of a picture: that of differences, or the one chosen.
ColorScale colorScaleOf(ColorMap map, bool difference, const Theme& theme);

/// The words around a heat map, in the language of the interface.
struct HeatMapWords {
    QString queries;
    QString keys;
    QString largestOfRow;
    QString footer; ///< what the pixels stand for
};

/// Paints one view of a picture with its labels, legend and marks.
class HeatMapPainter {
public:
    /// What is set off, as entries of the cells; -1 where nothing is.
    struct Marks {
        int hoveredQuery = -1;
        int hoveredKey = -1;
        int query = -1;
        int key = -1;
        std::vector<std::pair<int, int>> forced; ///< (query, key) tokens
    };

    /// Everything is the caller's and must outlive the painter. `cells` is the picture rendered for
    /// the view.
    HeatMapPainter(const Theme& theme, const AttentionPicture& picture, const HeatMapLayout& layout,
        const MatrixViewport& view);

    /// Room for labels that are as long as `labelWidth` pixels, as longestLabel() tells.
    static HeatMapLayout::Metrics metrics(const Theme& theme, double labelWidth);
    static double longestLabel(const Theme& theme, const AttentionCells& cells);
    /// The picture's cells as the view shows them.
    QImage image(const ColorScale& scale, double ratio) const;

    void paint(QPainter& painter, const QImage& image, const ColorScale& scale,
        const HeatMapWords& words, const Marks& marks) const;

private:
    void paintCells(
        QPainter& painter, const QImage& image, const ColorScale& scale, const Marks& marks) const;
    void paintNumbers(QPainter& painter, const ColorScale& scale) const;
    void paintForbidden(QPainter& painter) const;
    void paintBorders(QPainter& painter) const;
    void paintMarks(QPainter& painter, const Marks& marks) const;
    void paintBand(QPainter& painter, const QRectF& band, const QColor& color, int width) const;
    void paintQueryLabels(QPainter& painter, const Marks& marks) const;
    void paintKeyLabels(QPainter& painter, const Marks& marks) const;
    void paintKeyLabel(QPainter& painter, int key, const QString& text) const;
    void styleLabel(QPainter& painter, bool selected, bool hovered) const;
    void paintTitles(QPainter& painter, const HeatMapWords& words) const;
    void paintLegend(QPainter& painter, const ColorScale& scale, const HeatMapWords& words) const;
    const QFont& labelFont(bool selected) const { return selected ? m_selectedFont : m_labelFont; }

    const Theme& m_theme;
    const AttentionPicture& m_picture;
    const HeatMapLayout& m_layout;
    const MatrixViewport& m_view;
    // Looked up once a frame and not once a label.
    QFont m_labelFont;
    QFont m_selectedFont;
    double m_labelHeight = 0;
};

} // namespace vitrine::widgets
