#pragma once

#include <vector>

#include <QWidget>

#include "widgets/common/figure.h"
#include "widgets/generation/branch_node.h"
#include "widgets/generation/branch_runs.h"
#include "widgets/generation/branch_tree_geometry.h"

class QMenu;

namespace vitrine::widgets {

class Theme;

/// Every continuation that was kept, or the tree of a beam search as it grows. Stretches without
/// branches are drawn as one node, which stands for their end. A click walks to a node; the wheel
/// zooms at the pointer, dragging pans, a double click beside the nodes shows the whole tree. Arrow
/// keys move through the nodes, Return walks, Delete asks to delete.
class ContinuationTree : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit ContinuationTree(QWidget* parent);

    /// `current` is the end of the path that is set off, or -1. The view follows it until it is
    /// panned or zoomed by hand.
    void setNodes(std::vector<BranchNode> nodes, int current);
    /// Whether branches can be compared and deleted (not so for beam search).
    void setEditable(bool editable);
    int cursorNode() const { return m_cursor; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;
    /// Where a node is in the widget.
    QRect nodeRect(int node) const;

public Q_SLOTS:
    /// Shows the whole tree; a small one somewhat larger than its natural size.
    void fit();

Q_SIGNALS:
    void nodeActivated(int node);
    /// -1 when the pointer leaves.
    void nodeHovered(int node);
    void compareRequested(int node);
    void deleteRequested(int node);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void measure();
    void follow();
    void retranslate();
    void zoomAt(const QPointF& point, double factor);
    void moveCursor(BranchTreeGeometry::Direction direction);
    void setCursorNode(int node);
    void setHovered(int node);
    void reveal(int node);
    void keepFilled();
    int nodeAt(const QPointF& point) const;
    void requestDeletion(int node);
    int runOf(int node) const;
    void fillMenu(QMenu& menu, int node);
    QString runText(int run) const;
    QString captionOf(int run) const;
    QString pathText(int node) const;
    void paintTree(QPainter& painter) const;
    void paintEdge(QPainter& painter, const Theme& theme, int run) const;
    void paintRun(QPainter& painter, const Theme& theme, int run) const;

    std::vector<BranchNode> m_nodes;
    std::vector<BranchRun> m_runs; ///< what is drawn
    std::vector<int> m_runOfNode;
    std::vector<bool> m_onPath; ///< of runs
    BranchTreeGeometry m_geometry; ///< of runs
    int m_current = -1;
    int m_cursor = -1;
    int m_hovered = -1;
    bool m_editable = true;
    bool m_following = true;
    double m_scale = 1;
    QPointF m_offset; ///< of the tree's origin, in the widget
    QPointF m_dragStart;
    QPointF m_dragOffset;
    bool m_dragging = false;
};

} // namespace vitrine::widgets
