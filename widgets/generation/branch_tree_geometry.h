#pragma once

#include <vector>

#include <QPainterPath>
#include <QRectF>

namespace vitrine::widgets {

/// Where the nodes of a tree are that grows from left to right: one column per depth, one row per
/// leaf, each parent in the middle of its children.
class BranchTreeGeometry {
public:
    struct Node {
        int parent = -1; ///< comes before the node
        double width = 0;
    };
    struct Metrics {
        double nodeHeight = 0;
        double columnGap = 0;
        double rowGap = 0; ///< between nodes above each other
    };
    enum class Direction { Left, Right, Up, Down };

    BranchTreeGeometry() = default;
    BranchTreeGeometry(const std::vector<Node>& nodes, const Metrics& metrics);

    int nodeCount() const { return static_cast<int>(m_rects.size()); }
    const QRectF& rect(int node) const { return m_rects[static_cast<std::size_t>(node)]; }
    const QRectF& bounds() const { return m_bounds; }
    /// The node at a point; -1 where there is none.
    int nodeAt(const QPointF& point) const;
    /// The curve from a node's parent to it; empty for a root.
    QPainterPath edge(int node) const;
    /// Left is the parent, Right the nearest child, Up and Down the next node of the same column;
    /// -1 where there is none.
    int neighbour(int node, Direction direction) const;

private:
    std::vector<double> placeColumns(const std::vector<Node>& nodes, double gap);
    void placeRows(
        const std::vector<Node>& nodes, const Metrics& metrics, const std::vector<double>& lefts);

    std::vector<int> m_parents;
    std::vector<std::vector<int>> m_children;
    std::vector<int> m_depths;
    std::vector<QRectF> m_rects;
    QRectF m_bounds;
};

} // namespace vitrine::widgets
