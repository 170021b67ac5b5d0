#pragma once

#include <vector>

#include <QLineF>
#include <QPolygonF>
#include <QRectF>

#include "engine/values/model_anatomy.h"

namespace vitrine::widgets {

/// What flows along an arrow; the widget writes its shape.
enum class Flow { None, Stream, Heads, Scores, Hidden, Vocabulary, Summary, Pair };

struct DiagramBox {
    enum class Shape {
        Box,
        Sum, ///< a circle with a plus
        Stream, ///< the residual stream itself, flat
    };
    Site part = Site::TokenEmbedding;
    Shape shape = Shape::Box;
    QRectF rect;
};

struct DiagramArrow {
    QLineF line;
    Flow flow = Flow::None; ///< of its label
    bool labelLeft = false; ///< where the stream branches off to the right
};

/// The block diagram of a model, one layer of it drawn out, from the embeddings at the top to the
/// outputs of its heads at the bottom. Boxes stand in the order of the computation.
class BlockDiagramLayout {
public:
    struct Metrics {
        double width = 280;
        double boxHeight = 28;
        double arrow = 18; ///< between two rows
        double gap = 8; ///< between boxes side by side
        double frame = 16; ///< from the layer's frame to its boxes
        double frameTitle = 22; ///< room for the frame's title
    };

    BlockDiagramLayout() = default;
    BlockDiagramLayout(const ModelAnatomy& anatomy, const Metrics& metrics);

    const std::vector<DiagramBox>& boxes() const { return m_boxes; }
    const std::vector<DiagramArrow>& arrows() const { return m_arrows; }
    /// The residual connections: from where the stream is read to where it is added to.
    const std::vector<QPolygonF>& bypasses() const { return m_bypasses; }
    /// Around the boxes that each layer has.
    const QRectF& layerFrame() const { return m_frame; }
    double height() const { return m_y; }
    /// Index of the box at a point; −1 where there is none.
    int boxAt(const QPointF& point) const;
    /// −1 where the model has no such part.
    int indexOf(Site part) const;

private:
    void addEmbeddings(const ModelAnatomy& anatomy);
    void addLayer(const ModelAnatomy& anatomy);
    void addAttention();
    void addFeedForward();
    void addTokenHead(const ModelAnatomy& anatomy);
    void addSummary(const ModelAnatomy& anatomy);
    void addRow(const std::vector<Site>& parts, double left, double right);
    void addRow(Site part, DiagramBox::Shape shape = DiagramBox::Shape::Box);
    void addArrow(Flow flow, bool branches = false);
    void addBypass(double from);

    Metrics m_metrics;
    std::vector<DiagramBox> m_boxes;
    std::vector<DiagramArrow> m_arrows;
    std::vector<QPolygonF> m_bypasses;
    QRectF m_frame;
    double m_left = 0; ///< of the column of boxes
    double m_right = 0;
    double m_y = 0; ///< below what has been placed
};

} // namespace vitrine::widgets
