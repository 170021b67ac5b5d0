#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::embeddings {

/// Points of a map in nested cells, so that far ones count together (Barnes & Hut 1986; van der
/// Maaten 2014, section 4.2). Cells stand in the order of a walk, each with the place behind its
/// own, so that a search goes through them in one line.
template <int D>
class RepulsionTree {
public:
    /// `places` is [point, D].
    explicit RepulsionTree(std::span<const float> places);

    /// What repels a point under Student's t kernel q = 1 / (1 + d²): Σ q² (y − y_j), and the sum
    /// of all q but its own.
    struct Force {
        std::array<float, D> direction{};
        float weight = 0;
    };
    Force forceOn(const float* place) const;

private:
    struct Cell {
        std::array<float, D> centre{}; ///< of mass
        float points = 0;
        float reach = 0; ///< squared distance from which it counts as one; 0 for a leaf
        std::uint32_t behind = 0; ///< the cell after all those within
    };

    void build(std::span<std::uint32_t> points, std::array<float, D> corner, float side, int depth);

    std::span<const float> m_places;
    std::vector<std::uint32_t> m_points;
    std::vector<Cell> m_cells;
};

extern template class RepulsionTree<2>;
extern template class RepulsionTree<3>;

} // namespace vitrine::embeddings
