#include "widgets/attention/attention_picture.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

namespace vitrine::widgets {

namespace {

constexpr std::uint8_t lastStep = 252; // even, so that no difference has a step of its own
constexpr std::uint8_t middleStep = lastStep / 2;
constexpr std::uint8_t causalStep = 254;
constexpr std::uint8_t forbiddenStep = 255;

bool isMasked(std::uint8_t step) {
    return step > lastStep;
}

std::uint8_t stepOf(double place) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(place, 0.0, 1.0) * lastStep));
}

/// Index of the block of the matrix at each pixel of a line.
std::vector<int> blocksOf(
    double start, double cellSize, int blockCells, int blocks, int pixels, double ratio) {
    std::vector<int> result(static_cast<std::size_t>(pixels));
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const double cell = ((pixel + 0.5) / ratio - start) / cellSize;
        const int block = static_cast<int>(std::floor(cell / blockCells));
        result[static_cast<std::size_t>(pixel)] = std::clamp(block, 0, blocks - 1);
    }
    return result;
}

} // namespace

AttentionPicture::AttentionPicture(
    std::shared_ptr<const AttentionCells> cells, const PictureOptions& options)
    : m_cells(std::move(cells)), m_options(options) {
    const std::size_t columns = m_cells->keys.size();
    for (std::size_t row = 0; row < m_cells->queries.size(); ++row) {
        float largest = 0;
        for (std::size_t i = row * columns; i < (row + 1) * columns; ++i)
            largest = std::max(largest, std::abs(m_cells->values[i]));
        m_largestOfRow.push_back(largest);
        m_largest = std::max<double>(m_largest, largest);
    }
    m_levels.push_back(firstLevel());
    while (std::max(m_levels.back().rows, m_levels.back().columns) > 1)
        m_levels.push_back(pool(m_levels.back()));
}

double AttentionPicture::placeOf(int query, int key) const {
    const double largest = m_options.scale == WeightScale::PerRow
        ? m_largestOfRow[static_cast<std::size_t>(query)]
        : m_largest;
    return static_cast<double>(step(m_cells->at(query, key), largest)) / lastStep;
}

AttentionPicture::Palette AttentionPicture::palette(
    const ColorScale& scale, const QColor& causal, const QColor& forbidden) {
    Palette result{};
    for (std::size_t i = 0; i <= lastStep; ++i)
        result[i] = scale.at(static_cast<double>(i) / lastStep).rgb();
    result[causalStep] = causal.rgb();
    result[forbiddenStep] = forbidden.rgb();
    return result;
}

int AttentionPicture::pooled(double cellSize) const {
    int level = 0;
    while (level + 1 < static_cast<int>(m_levels.size()) && cellSize * (1 << level) < 1)
        ++level;
    return 1 << level;
}

QImage AttentionPicture::render(
    const MatrixViewport& view, const Palette& palette, double ratio) const {
    const QRectF area = view.covered();
    QImage image((area.size() * ratio).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(ratio);
    const int block = pooled(view.cellSize() * ratio);
    const Level& level
        = m_levels[static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(block)))];
    const auto columns = blocksOf(
        view.left(0) - area.left(), view.cellSize(), block, level.columns, image.width(), ratio);
    const auto rows = blocksOf(
        view.top(0) - area.top(), view.cellSize(), block, level.rows, image.height(), ratio);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const int row = rows[static_cast<std::size_t>(y)];
        if (y > 0 && rows[static_cast<std::size_t>(y - 1)] == row) {
            std::memcpy(line, image.constScanLine(y - 1), columns.size() * sizeof(QRgb));
            continue;
        }
        const std::uint8_t* steps = level.steps.data()
            + static_cast<std::size_t>(row) * static_cast<std::size_t>(level.columns);
        for (std::size_t x = 0; x < columns.size(); ++x)
            line[x] = palette[steps[columns[x]]];
    }
    return image;
}

AttentionPicture::Level AttentionPicture::firstLevel() const {
    const AttentionCells& cells = *m_cells;
    Level level{cells.rows(), cells.columns(), {}};
    level.steps.reserve(cells.values.size());
    for (int row = 0; row < cells.rows(); ++row) {
        const double largest = m_options.scale == WeightScale::PerRow
            ? m_largestOfRow[static_cast<std::size_t>(row)]
            : m_largest;
        const int lastSeen = cells.queries[static_cast<std::size_t>(row)].last;
        for (int column = 0; column < cells.columns(); ++column) {
            const bool later
                = cells.causal && cells.keys[static_cast<std::size_t>(column)].first > lastSeen;
            level.steps.push_back(later ? causalStep : step(cells.at(row, column), largest));
        }
    }
    for (const auto& [row, column] : cells.forbidden) {
        if (cells.visibility(row, column) == AttentionCells::Visibility::Forbidden)
            level.steps[static_cast<std::size_t>(row) * cells.keys.size()
                + static_cast<std::size_t>(column)]
                = forbiddenStep;
    }
    return level;
}

AttentionPicture::Level AttentionPicture::pool(const Level& finer) const {
    Level level{(finer.rows + 1) / 2, (finer.columns + 1) / 2, {}};
    level.steps.reserve(
        static_cast<std::size_t>(level.rows) * static_cast<std::size_t>(level.columns));
    const auto at = [&](int row, int column) {
        const auto place = static_cast<std::size_t>(std::min(row, finer.rows - 1))
                * static_cast<std::size_t>(finer.columns)
            + static_cast<std::size_t>(std::min(column, finer.columns - 1));
        return finer.steps[place];
    };
    for (int row = 0; row < finer.rows; row += 2) {
        for (int column = 0; column < finer.columns; column += 2) {
            std::uint8_t strongest = at(row, column);
            for (const auto other :
                {at(row, column + 1), at(row + 1, column), at(row + 1, column + 1)}) {
                if (stronger(other, strongest))
                    strongest = other;
            }
            level.steps.push_back(strongest);
        }
    }
    return level;
}

std::uint8_t AttentionPicture::step(double value, double largest) const {
    const bool difference = m_cells->difference;
    if (largest == 0 || std::abs(value) < m_options.threshold)
        return difference ? middleStep : 0;
    if (difference)
        return stepOf(0.5 + 0.5 * value / largest);
    if (m_options.scale != WeightScale::Logarithmic)
        return stepOf(value / largest);
    if (value <= smallestLogWeight)
        return 0;
    return stepOf(std::log(value / smallestLogWeight) / std::log(largest / smallestLogWeight));
}

bool AttentionPicture::stronger(std::uint8_t left, std::uint8_t right) const {
    if (isMasked(left) || isMasked(right))
        return !isMasked(left);
    if (!m_cells->difference)
        return left > right;
    return std::abs(left - middleStep) > std::abs(right - middleStep);
}

} // namespace vitrine::widgets
