#include "engine/embeddings/pca.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <Eigen/Eigenvalues>

#include "engine/embeddings/parallel.h"
#include "engine/embeddings/vector_kernels.h"

namespace vitrine::embeddings {

namespace {

constexpr std::size_t Strip = 1024; // of a dot product, so that the rows of a block stay in cache

struct Matrix {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<float> values; ///< row-major
};

/// The points less their mean.
Matrix centred(std::span<const float> points, std::size_t width) {
    Matrix matrix{points.size() / width, width, {points.begin(), points.end()}};
    std::vector<double> mean(width);
    for (std::size_t i = 0; i < points.size(); ++i) {
        mean[i % width] += points[i];
    }
    for (auto& value : mean) {
        value /= static_cast<double>(matrix.rows);
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        matrix.values[i] -= static_cast<float>(mean[i % width]);
    }
    return matrix;
}

/// Columns as rows, cut into strips of one length, the last filled up with zeros: [strip, column,
/// place in strip].
std::vector<float> strips(const Matrix& x) {
    const auto count = (x.rows + Strip - 1) / Strip;
    std::vector<float> result(count * x.columns * Strip);
    for (std::size_t row = 0; row < x.rows; ++row) {
        float* strip = result.data() + row / Strip * x.columns * Strip + row % Strip;
        for (std::size_t column = 0; column < x.columns; ++column) {
            strip[column * Strip] = x.values[row * x.columns + column];
        }
    }
    return result;
}

/// Xᵀ X [column, column], its upper triangle.
Eigen::MatrixXd columnProducts(const Matrix& x, int threads) {
    constexpr std::size_t Block = 32; // columns against columns
    const auto transposed = strips(x);
    const auto side = x.columns;
    const auto blocks = (side + Block - 1) / Block;
    Eigen::MatrixXd sums
        = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(side), static_cast<Eigen::Index>(side));
    forEachPart(static_cast<int>(blocks * blocks), threads, [&](int part) {
        const auto i = static_cast<std::size_t>(part) / blocks * Block;
        const auto j = static_cast<std::size_t>(part) % blocks * Block;
        if (j < i) {
            return;
        }
        const auto height = std::min(Block, side - i);
        const auto width = std::min(Block, side - j);
        float products[Block * Block];
        for (const float* strip = transposed.data(); strip < transposed.data() + transposed.size();
             strip += side * Strip) {
            kernels::dotTable(
                strip + i * Strip, height, strip + j * Strip, width, Strip, products, Block);
            for (std::size_t r = 0; r < height; ++r) {
                for (std::size_t c = 0; c < width; ++c) {
                    sums(static_cast<Eigen::Index>(j + c), static_cast<Eigen::Index>(i + r))
                        += products[r * Block + c];
                }
            }
        }
    });
    return sums;
}

/// X Xᵀ [row, row], its lower triangle.
Eigen::MatrixXd rowProducts(const Matrix& x) {
    const auto side = static_cast<Eigen::Index>(x.rows);
    Eigen::MatrixXd sums(side, side);
    for (Eigen::Index i = 0; i < side; ++i) {
        for (Eigen::Index j = 0; j <= i; ++j) {
            sums(i, j) = kernels::dot(x.values.data() + static_cast<std::size_t>(i) * x.columns,
                x.values.data() + static_cast<std::size_t>(j) * x.columns, x.columns);
        }
    }
    return sums;
}

/// Axes [axis][width] of unit length, the strongest first.
using Axes = std::vector<std::vector<float>>;

std::vector<float> unit(std::vector<double> axis) {
    double norm = 0;
    for (const double value : axis) {
        norm += value * value;
    }
    norm = norm > 0 ? std::sqrt(norm) : 1;
    std::vector<float> result(axis.size());
    std::ranges::transform(
        axis, result.begin(), [norm](double value) { return static_cast<float>(value / norm); });
    return result;
}

/// An eigenvector of the points' inner products as an axis of the space: Xᵀ u.
std::vector<double> axisOf(const Matrix& x, const Eigen::VectorXd& weights) {
    std::vector<double> axis(x.columns);
    for (std::size_t row = 0; row < x.rows; ++row) {
        for (std::size_t column = 0; column < x.columns; ++column) {
            axis[column]
                += weights(static_cast<Eigen::Index>(row)) * x.values[row * x.columns + column];
        }
    }
    return axis;
}

/// The sign that makes an axis definite: its largest component is positive.
void orient(std::vector<float>& axis) {
    const auto largest
        = std::ranges::max_element(axis, {}, [](float value) { return std::fabs(value); });
    if (largest != axis.end() && *largest < 0) {
        std::ranges::transform(axis, axis.begin(), std::negate<>());
    }
}

Axes strongestAxes(const Matrix& x, int count, int threads, std::vector<double>& explained) {
    const bool wide = x.rows < x.columns;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(
        wide ? rowProducts(x) : columnProducts(x, threads));
    const auto& values = solver.eigenvalues(); // ascending
    const double total = values.cwiseMax(0).sum();
    Axes axes;
    for (int i = 0; i < count; ++i) {
        const auto index = values.size() - 1 - i;
        std::vector<double> axis(x.columns);
        if (index >= 0 && values(index) > 0) {
            const Eigen::VectorXd vector = solver.eigenvectors().col(index);
            axis = wide ? axisOf(x, vector) : std::vector<double>(vector.begin(), vector.end());
        }
        axes.push_back(unit(std::move(axis)));
        orient(axes.back());
        explained.push_back(index >= 0 && total > 0 ? std::max(values(index), 0.0) / total : 0);
    }
    return axes;
}

/// Turns axes around that run against the places of before.
void followBefore(PointMap& map, const std::vector<float>& before) {
    if (before.size() != map.coordinates.size()) {
        return;
    }
    const auto width = static_cast<std::size_t>(map.dimensions);
    for (std::size_t axis = 0; axis < width; ++axis) {
        double agreement = 0;
        for (std::size_t i = axis; i < before.size(); i += width) {
            agreement += std::isnan(before[i]) ? 0 : before[i] * map.coordinates[i];
        }
        for (std::size_t i = axis; agreement < 0 && i < before.size(); i += width) {
            map.coordinates[i] = -map.coordinates[i];
        }
    }
}

} // namespace

Expected<PointMap> principalComponents(
    std::span<const float> points, int width, const MapOptions& options) {
    if (points.empty() || width < 1 || options.dimensions < 1) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "points",
            std::to_string(points.size()) + " × " + std::to_string(width),
            "A map needs points and a dimension."});
    }
    const auto x = centred(points, static_cast<std::size_t>(width));
    PointMap map;
    map.dimensions = options.dimensions;
    const auto axes = strongestAxes(x, options.dimensions, options.threads, map.explained);
    map.coordinates.reserve(x.rows * axes.size());
    for (std::size_t row = 0; row < x.rows; ++row) {
        for (const auto& axis : axes) {
            map.coordinates.push_back(
                kernels::dot(x.values.data() + row * x.columns, axis.data(), x.columns));
        }
    }
    followBefore(map, options.before);
    return map;
}

} // namespace vitrine::embeddings
