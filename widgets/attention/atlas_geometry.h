#pragma once

#include <QRectF>

namespace vitrine::widgets {

/// Where the thumbnails of a model's heads are: square, row after row, as large as there is room
/// for. Rows that do not fit are reached by scrolling.
class AtlasGeometry {
public:
    struct Metrics {
        double left = 0; ///< room for the labels of rows
        double top = 0; ///< room for the labels of columns
        double gap = 0;
        double smallest = 0; ///< side of a thumbnail; smaller only where the width asks for it
        double largest = 0;
    };

    AtlasGeometry() = default;
    AtlasGeometry(const QSizeF& room, const Metrics& metrics, int rows, int columns);

    int columns() const { return m_columns; }
    double side() const { return m_side; }
    /// Of the thumbnail at a place, counted row after row.
    QRectF rect(int place) const;
    /// The place at a point; -1 where there is none.
    int placeAt(const QPointF& point) const;
    /// With labels.
    QSizeF size() const;

private:
    Metrics m_metrics;
    int m_rows = 0;
    int m_columns = 0;
    double m_side = 1;
};

} // namespace vitrine::widgets
