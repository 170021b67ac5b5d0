#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include <QImage>

#include "engine/values/head_summary.h"
#include "widgets/attention/atlas_geometry.h"
#include "widgets/attention/heat_map_painter.h"
#include "widgets/common/scrolled_figure.h"

namespace vitrine::widgets {

class Theme;

/// All heads of a model as thumbnails, one row a layer, or in an order given; they appear as their
/// summaries come. Each has its own scale, from none to its largest weight. A click or an arrow key
/// selects a head, Space switches it off and on.
class AttentionAtlas : public ScrolledFigure {
    Q_OBJECT

public:
    /// What a pixel of a thumbnail is of the weights it stands for.
    enum class Pooling { Largest, Mean };

    explicit AttentionAtlas(QWidget* parent);

    /// Forgets all summaries.
    void setModel(int layers, int heads, bool causal);
    void addSummary(const HeadSummary& summary);
    /// Summaries hold differences from now on, from −1 to 1.
    void setDifference(bool difference);
    void setPooling(Pooling pooling);
    void setColorMap(ColorMap map);
    /// These heads, in this order. In the order of the layers, each keeps its place and those that
    /// are left out are faint.
    void setShown(const std::vector<HeadIndex>& heads, bool byLayer);
    void setSwitchedOff(const std::set<HeadIndex>& heads);
    /// Emits nothing.
    void setSelected(std::optional<HeadIndex> head);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;
    /// Where a head is in the viewport; empty where it is not shown.
    QRect headRect(const HeadIndex& head) const;

Q_SIGNALS:
    void headSelected(const vitrine::HeadIndex& head);
    void headSwitched(const vitrine::HeadIndex& head);
    void headMenuRequested(const vitrine::HeadIndex& head, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void relayout() override;
    void retranslate() override;
    void pointTo(std::optional<QPointF> place) override;
    QString tooltipAt(const QPointF& place) const override;
    bool isEmpty() const { return m_layers == 0 || m_heads == 0; }
    std::vector<HeadIndex> allHeads() const;
    AtlasGeometry geometryFor(const QSizeF& room) const;
    void redraw();
    void describeSelection();
    QImage thumbnail(const HeadSummary& summary) const;
    std::optional<HeadIndex> headAt(const QPointF& position) const;
    int indexOf(const HeadIndex& head) const;
    void selectPlace(int place);
    void moveSelection(int places);
    QString headText(const HeadIndex& head) const;
    void paintAtlas(
        QPainter& painter, const AtlasGeometry& geometry, double top, double bottom) const;
    void paintHead(
        QPainter& painter, const Theme& theme, const QRectF& rect, const HeadIndex& head) const;
    void paintLabels(QPainter& painter, const Theme& theme, const AtlasGeometry& geometry) const;

    int m_layers = 0;
    int m_heads = 0;
    bool m_causal = false;
    bool m_difference = false;
    Pooling m_pooling = Pooling::Largest;
    ColorMap m_colorMap = ColorMap::Sequential;
    std::map<HeadIndex, HeadSummary> m_summaries;
    mutable std::map<HeadIndex, QImage> m_thumbnails; ///< drawn when they are first seen
    std::vector<HeadIndex> m_places; ///< the head at each place
    std::set<HeadIndex> m_faint;
    bool m_byLayer = true;
    std::set<HeadIndex> m_switchedOff;
    std::optional<HeadIndex> m_selected;
    std::optional<HeadIndex> m_hovered;
    AtlasGeometry m_geometry;
};

} // namespace vitrine::widgets
