#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <QStaticText>
#include <QStringList>
#include <QWidget>

#include "engine/values/point_map.h"
#include "widgets/common/figure.h"
#include "widgets/embeddings/map_camera.h"

namespace vitrine::widgets {

class Theme;

/// Words as points of a map: the wheel zooms at the pointer, dragging moves the map, or turns one
/// of three dimensions (with Shift it moves), a click selects. Labels never touch one another;
/// those without room show when there is some. Clusters differ in colour and in shape.
class PointMapView : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit PointMapView(QWidget* parent);

    /// The first names have the first right to a label. The view stays where it is while the number
    /// of points and dimensions does; it shows all of another map.
    void setMap(PointMap map, const QStringList& names);
    /// A cluster for each point, from 0; empty for none.
    void setClusters(std::vector<int> clusters);
    /// From point to point.
    void setArrows(std::vector<std::pair<int, int>> arrows);
    /// −1 for none.
    void setSelected(int point);
    int selected() const { return m_selected; }
    /// Points that are pointed at, here or elsewhere: ringed and labelled.
    void setHovered(std::vector<int> points);
    const std::vector<int>& hovered() const { return m_hovered; }
    const PointMap& map() const { return m_map; }
    /// Says what to do while there is no point.
    void setEmptyText(const QString& text);
    void showAll();
    /// Where a point shows, in pixels.
    QPointF screenPlace(int point) const;
    /// Labels that show now, as the last paint placed them: point and rectangle.
    const std::vector<std::pair<int, QRectF>>& labels() const { return m_labels; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override { return size(); }
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    /// The pointer is at a point, or has left (−1).
    void pointHovered(int point);
    void pointSelected(int point);
    void pointOpened(int point);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int pointAt(const QPointF& pixel) const;
    void hover(int point);
    int clusterOf(int point) const;
    std::vector<QPointF> screenPlaces(const MapCamera& camera) const;
    void paintPoints(QPainter& painter, const Theme& theme, const MapCamera& camera,
        const std::vector<QPointF>& places) const;
    void paintRings(
        QPainter& painter, const Theme& theme, const std::vector<QPointF>& places) const;
    const QStaticText& labelText(int point, const QFont& font) const;
    std::vector<int> labelOrder(const std::vector<QPointF>& places, const QRectF& area) const;
    void paintArrows(
        QPainter& painter, const Theme& theme, const std::vector<QPointF>& places) const;
    std::vector<std::pair<int, QRectF>> layOutLabels(
        const Theme& theme, const std::vector<QPointF>& places, const QSizeF& size) const;
    void paintLabels(QPainter& painter, const Theme& theme,
        const std::vector<std::pair<int, QRectF>>& labels) const;
    void retranslate();

    PointMap m_map;
    QStringList m_names;
    std::vector<int> m_clusters;
    std::vector<std::pair<int, int>> m_arrows;
    MapCamera m_camera;
    QString m_emptyText;
    std::vector<std::pair<int, QRectF>> m_labels;
    mutable std::vector<QStaticText> m_labelTexts; ///< by point, each laid out when first needed
    std::optional<QPointF> m_dragFrom;
    bool m_dragged = false;
    int m_selected = -1;
    int m_underPointer = -1;
    std::vector<int> m_hovered;
};

} // namespace vitrine::widgets
