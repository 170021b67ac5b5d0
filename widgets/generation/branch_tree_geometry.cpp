#include "widgets/generation/branch_tree_geometry.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace vitrine::widgets {

BranchTreeGeometry::BranchTreeGeometry(const std::vector<Node>& nodes, const Metrics& metrics)
    : m_children(nodes.size()), m_depths(nodes.size(), 0), m_rects(nodes.size()) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const int parent = nodes[i].parent;
        m_parents.push_back(parent);
        if (parent < 0)
            continue;
        m_children[static_cast<std::size_t>(parent)].push_back(static_cast<int>(i));
        m_depths[i] = m_depths[static_cast<std::size_t>(parent)] + 1;
    }
    placeRows(nodes, metrics, placeColumns(nodes, metrics.columnGap));
    for (const QRectF& rect : m_rects)
        m_bounds |= rect;
}

int BranchTreeGeometry::nodeAt(const QPointF& point) const {
    const auto found
        = std::ranges::find_if(m_rects, [&](const QRectF& rect) { return rect.contains(point); });
    return found == m_rects.end() ? -1 : static_cast<int>(found - m_rects.begin());
}

QPainterPath BranchTreeGeometry::edge(int node) const {
    const int parent = m_parents[static_cast<std::size_t>(node)];
    if (parent < 0)
        return {};
    const QPointF from(rect(parent).right(), rect(parent).center().y());
    const QPointF to(rect(node).left(), rect(node).center().y());
    const double bend = (to.x() - from.x()) / 2;
    QPainterPath path(from);
    path.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
    return path;
}

int BranchTreeGeometry::neighbour(int node, Direction direction) const {
    const double y = rect(node).center().y();
    const auto nearest = [&](const auto& candidates, const auto& accepted) {
        int best = -1;
        double distance = 0;
        for (const int candidate : candidates) {
            const double offset = rect(candidate).center().y() - y;
            if (accepted(candidate, offset) && (best < 0 || std::abs(offset) < distance)) {
                best = candidate;
                distance = std::abs(offset);
            }
        }
        return best;
    };
    const auto index = static_cast<std::size_t>(node);
    if (direction == Direction::Left)
        return m_parents[index];
    if (direction == Direction::Right)
        return nearest(m_children[index], [](int, double) { return true; });
    const double sign = direction == Direction::Down ? 1.0 : -1.0;
    return nearest(std::views::iota(0, nodeCount()), [&](int candidate, double offset) {
        return offset * sign > 0
            && m_depths[static_cast<std::size_t>(candidate)] == m_depths[index];
    });
}

std::vector<double> BranchTreeGeometry::placeColumns(const std::vector<Node>& nodes, double gap) {
    std::vector<double> widths;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto depth = static_cast<std::size_t>(m_depths[i]);
        widths.resize(std::max(widths.size(), depth + 1), 0.0);
        if (!m_children[i].empty()) // a leaf has its row for itself, however wide it is
            widths[depth] = std::max(widths[depth], nodes[i].width);
    }
    std::vector<double> lefts;
    double left = 0;
    for (const double width : widths) {
        lefts.push_back(left);
        left += width + gap;
    }
    return lefts;
}

void BranchTreeGeometry::placeRows(
    const std::vector<Node>& nodes, const Metrics& metrics, const std::vector<double>& lefts) {
    // Leaves take rows in the order of a walk through the tree. The walk keeps its own stack: a
    // continuation is as deep as it is long.
    std::vector<int> walk;
    std::vector<int> pending;
    for (int i = nodeCount() - 1; i >= 0; --i) {
        if (m_parents[static_cast<std::size_t>(i)] < 0)
            pending.push_back(i);
    }
    while (!pending.empty()) {
        const int node = pending.back();
        pending.pop_back();
        walk.push_back(node);
        for (const int child : std::views::reverse(m_children[static_cast<std::size_t>(node)]))
            pending.push_back(child);
    }
    double top = 0;
    for (const int node : walk) {
        const auto index = static_cast<std::size_t>(node);
        const double left = lefts[static_cast<std::size_t>(m_depths[index])];
        m_rects[index] = QRectF(left, top, nodes[index].width, metrics.nodeHeight);
        if (m_children[index].empty())
            top += metrics.nodeHeight + metrics.rowGap;
    }
    for (const int node : std::views::reverse(walk)) { // children before their parents
        const auto& children = m_children[static_cast<std::size_t>(node)];
        if (!children.empty())
            m_rects[static_cast<std::size_t>(node)].moveTop(
                (rect(children.front()).top() + rect(children.back()).top()) / 2);
    }
}

} // namespace vitrine::widgets
