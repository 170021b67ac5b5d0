#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QColor>

#include "widgets/attention/attention_cells.h"
#include "widgets/attention/links_geometry.h"
#include "widgets/common/scrolled_figure.h"

namespace vitrine::widgets {

class Theme;

/// One head as curves from the queries at the left to the keys at the right, as opaque as their
/// weights. A click or the arrow keys select a query, a click at the right a key; the curves of the
/// pointed-at token are set off.
/// Positions in functions and signals are tokens; of a merged word, its first.
class AttentionLinks : public ScrolledFigure {
    Q_OBJECT

public:
    explicit AttentionLinks(QWidget* parent);

    /// May be null.
    void setCells(std::shared_ptr<const AttentionCells> cells);
    /// Smaller weights have no curve.
    void setThreshold(double weight);
    /// Curves of the selected token only, or of all.
    void setSelectedOnly(bool only);
    /// The selected token of each side, or -1. Emits nothing.
    void setSelection(int query, int key);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void querySelected(int query);
    void keySelected(int key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    using Place = LinksGeometry::Place;

    struct Link {
        int query = 0;
        int key = 0;
        float weight = 0; ///< or its difference
    };

    /// How a link is drawn.
    struct Curve {
        int query = 0;
        int key = 0;
        double width = 0;
        QColor color;
    };

    void relayout() override;
    void retranslate() override;
    void pointTo(std::optional<QPointF> place) override;
    QString tooltipAt(const QPointF& place) const override;
    bool isEmpty() const { return !m_cells || m_cells->queries.empty(); }
    LinksGeometry geometryFor(double width) const;
    void select(const Place& place);
    std::optional<Place> entryAt(const QPointF& position) const;
    std::optional<Place> focused() const;
    std::vector<Link> linksBetween(int first, int last) const;
    QString labelText(const Place& place) const;
    std::vector<Curve> curvesBetween(int first, int last) const;
    void paintLabels(QPainter& painter, const LinksGeometry& geometry, int first, int last) const;

    std::shared_ptr<const AttentionCells> m_cells;
    double m_threshold = 0;
    bool m_selectedOnly = false;
    int m_query = -1; ///< token
    int m_key = -1; ///< token
    std::optional<Place> m_hovered; ///< an entry
    LinksGeometry m_geometry;
};

} // namespace vitrine::widgets
