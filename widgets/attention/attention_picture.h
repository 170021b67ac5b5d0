#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include <QImage>
#include <QRgb>

#include "widgets/attention/attention_cells.h"
#include "widgets/attention/matrix_viewport.h"
#include "widgets/common/color_scale.h"

namespace vitrine::widgets {

enum class WeightScale {
    Linear, ///< from 0 to the largest weight of the map
    PerRow, ///< from 0 to the largest weight of the row
    Logarithmic, ///< from smallestLogWeight to the largest weight of the map
};

struct PictureOptions {
    WeightScale scale = WeightScale::Linear;
    double threshold = 0; ///< smaller weights are drawn as none; 0 is off
    bool operator==(const PictureOptions&) const = default;
};

/// Cells as steps of a colour scale, one byte each, ready to be drawn at any size: where cells are
/// smaller than a pixel, pooled steps (the strongest of n × n cells) are drawn instead.
/// Immutable, and made without widgets, so that a large one can be made in the background.
class AttentionPicture {
public:
    /// Weights below it are drawn as none on the logarithmic scale.
    static constexpr double smallestLogWeight = 1e-4;
    /// Colours of every step and of the two kinds of masked cells.
    using Palette = std::array<QRgb, 256>;

    AttentionPicture(std::shared_ptr<const AttentionCells> cells, const PictureOptions& options);

    const AttentionCells& cells() const { return *m_cells; }
    const PictureOptions& options() const { return m_options; }
    /// The weight, or the size of a difference, that has the scale's last colour.
    double largest() const { return m_largest; }
    /// Place of a cell's value on the colour scale, from 0 to 1.
    double placeOf(int query, int key) const;
    /// Of the picture's own scale: that of differences or that of weights.
    static Palette palette(const ColorScale& scale, const QColor& causal, const QColor& forbidden);

    /// Cells on a side that are drawn as one where a cell takes `cellSize` pixels: 1, 2, 4 ...
    int pooled(double cellSize) const;
    /// Paints what the viewport shows of the matrix; `ratio` is the device's pixels per pixel. The
    /// image covers view.covered().
    QImage render(const MatrixViewport& view, const Palette& palette, double ratio) const;

private:
    /// Steps of blocks of 2^k × 2^k cells, row after row.
    struct Level {
        int rows = 0;
        int columns = 0;
        std::vector<std::uint8_t> steps;
    };

    Level firstLevel() const;
    Level pool(const Level& finer) const;
    std::uint8_t step(double value, double largest) const;
    bool stronger(std::uint8_t left, std::uint8_t right) const;

    std::shared_ptr<const AttentionCells> m_cells;
    PictureOptions m_options;
    double m_largest = 0;
    std::vector<float> m_largestOfRow; ///< for the scale by row
    std::vector<Level> m_levels;
};

} // namespace vitrine::widgets
