#pragma once

#include <optional>

#include "engine/values/model_anatomy.h"
#include "widgets/common/scrolled_figure.h"
#include "widgets/layers/block_diagram_layout.h"

namespace vitrine::widgets {

class Theme;

/// A model as a block diagram: the embeddings, one layer drawn out, and what turns the last hidden
/// state into probabilities, with shapes on the arrows and parameter counts in the boxes. A click
/// opens a box; Space and the arrow keys step from box to box, and from layer to layer.
class BlockDiagram : public ScrolledFigure {
    Q_OBJECT

public:
    explicit BlockDiagram(QWidget* parent);

    void setAnatomy(const ModelAnatomy& anatomy);
    /// The layer drawn out, from 0.
    void setLayer(int layer);
    int layer() const { return m_layer; }
    /// Does not emit partSelected.
    void setSelected(std::optional<Site> part);
    std::optional<Site> selected() const;

    /// The next box, or the previous one; beyond the layer's last the same of the next layer.
    void step(int direction);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    /// Unset by Escape.
    void partSelected(std::optional<vitrine::Site> part);
    void layerChosen(int layer);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void relayout() override;
    void retranslate() override;
    void pointTo(std::optional<QPointF> place) override;
    QString tooltipAt(const QPointF& place) const override;
    BlockDiagramLayout layoutFor(int width) const;
    int boxAt(const QPointF& place) const;
    void select(int box);
    void chooseLayer(int layer);
    void scrollTo(int box);
    bool isInLayer(int box) const;
    const ModelPart* learned(Site part) const;
    QString tooltipOf(int box) const;

    void paintFrame(QPainter& painter, const Theme& theme, const BlockDiagramLayout& layout) const;
    void paintArrows(QPainter& painter, const Theme& theme, const BlockDiagramLayout& layout) const;
    void paintBox(QPainter& painter, const Theme& theme, const DiagramBox& box) const;
    void paintSum(QPainter& painter, const Theme& theme, const DiagramBox& box) const;

    ModelAnatomy m_anatomy;
    BlockDiagramLayout m_layout;
    int m_layer = 0;
    int m_selected = -1;
    int m_hovered = -1;
};

} // namespace vitrine::widgets
