#include "engine/embeddings/repulsion_tree.h"

#include <algorithm>
#include <numeric>

namespace vitrine::embeddings {

namespace {

constexpr float Theta = 0.5F; // cells seen under a smaller angle count as one
constexpr int DeepestCell = 32; // where points are as good as equal

} // namespace

template <int D>
RepulsionTree<D>::RepulsionTree(std::span<const float> places)
    : m_places(places), m_points(places.size() / D) {
    std::iota(m_points.begin(), m_points.end(), 0U);
    std::array<float, D> low{};
    std::array<float, D> high{};
    for (std::size_t axis = 0; axis < D; ++axis) {
        low[axis] = places.empty() ? 0 : places[axis];
        high[axis] = low[axis];
        for (std::size_t i = axis; i < places.size(); i += D) {
            low[axis] = std::min(low[axis], places[i]);
            high[axis] = std::max(high[axis], places[i]);
        }
    }
    float side = 0;
    for (std::size_t axis = 0; axis < D; ++axis) {
        side = std::max(side, high[axis] - low[axis]);
    }
    m_cells.reserve(m_points.size() * 2);
    build(m_points, low, side, 0);
}

template <int D>
void RepulsionTree<D>::build(
    std::span<std::uint32_t> points, std::array<float, D> corner, float side, int depth) {
    if (points.empty()) {
        return;
    }
    const auto index = m_cells.size();
    m_cells.emplace_back();
    Cell cell;
    cell.points = static_cast<float>(points.size());
    for (const auto point : points) {
        for (std::size_t axis = 0; axis < D; ++axis) {
            cell.centre[axis] += m_places[point * D + axis] / cell.points;
        }
    }
    if (points.size() > 1 && depth < DeepestCell && side > 0) {
        cell.reach = side * side / (Theta * Theta);
        const float half = side / 2;
        // Halved along each axis in turn; the parts are the cells within.
        std::array<std::span<std::uint32_t>, std::size_t{1} << D> parts{points};
        for (std::size_t axis = 0; axis < D; ++axis) {
            const auto step = std::size_t{1} << axis;
            for (std::size_t part = 0; part < step; ++part) {
                const auto all = parts[part];
                const auto middle = std::partition(all.begin(), all.end(),
                    [&](auto point) { return m_places[point * D + axis] < corner[axis] + half; });
                const auto below = static_cast<std::size_t>(middle - all.begin());
                parts[part] = all.first(below);
                parts[part + step] = all.subspan(below);
            }
        }
        for (std::size_t part = 0; part < parts.size(); ++part) {
            auto within = corner;
            for (std::size_t axis = 0; axis < D; ++axis) {
                within[axis] += (part >> axis & 1U) != 0 ? half : 0;
            }
            build(parts[part], within, half, depth + 1);
        }
    }
    cell.behind = static_cast<std::uint32_t>(m_cells.size());
    m_cells[index] = cell;
}

template <int D>
typename RepulsionTree<D>::Force RepulsionTree<D>::forceOn(const float* place) const {
    Force force;
    for (std::uint32_t i = 0; i < m_cells.size();) {
        const auto& cell = m_cells[i];
        std::array<float, D> away{};
        float distance = 0;
        for (std::size_t axis = 0; axis < D; ++axis) {
            away[axis] = place[axis] - cell.centre[axis];
            distance += away[axis] * away[axis];
        }
        if (distance < cell.reach) {
            ++i;
            continue;
        }
        const float q = 1 / (1 + distance);
        force.weight += cell.points * q;
        for (std::size_t axis = 0; axis < D; ++axis) {
            force.direction[axis] += cell.points * q * q * away[axis];
        }
        i = cell.behind;
    }
    force.weight -= 1; // its own, at distance 0
    return force;
}

template class RepulsionTree<2>;
template class RepulsionTree<3>;

} // namespace vitrine::embeddings
