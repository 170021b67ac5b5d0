#pragma once

#include <optional>

#include <QAbstractScrollArea>

#include "engine/values/model_anatomy.h"
#include "widgets/common/figure.h"
#include "widgets/layers/block_diagram_layout.h"

namespace vitrine::widgets {

class Theme;

/// A model as a block diagram: the embeddings, one layer drawn out, and what turns the last hidden
/// state into probabilities, with shapes on the arrows and parameter counts in the boxes. A click
/// opens a box; Space and the arrow keys step from box to box, and from layer to layer.
class BlockDiagram : public QAbstractScrollArea, public Figure {
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
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    BlockDiagramLayout layoutFor(int width) const;
    void relayout();
    void retranslate();
    void select(int box);
    void chooseLayer(int layer);
    void scrollTo(int box);
    bool isInLayer(int box) const;
    const ModelPart* learned(Site part) const;
    QPoint toContent(const QPoint& viewportPosition) const;
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
