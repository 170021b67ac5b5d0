#pragma once

#include <QPainterPath>
#include <QRectF>

namespace vitrine::widgets {

/// Two columns of tokens, queries at the left and keys at the right, and the curves between them.
class LinksGeometry {
public:
    struct Metrics {
        double width = 0;
        double top = 0; ///< room above the first row
        double rowHeight = 0;
        double labelWidth = 0; ///< of each column
        double gap = 0; ///< between a label and its curves
    };
    enum class Side { Queries, Keys };
    struct Place {
        Side side = Side::Queries;
        int row = 0;
        bool operator==(const Place&) const = default;
    };

    LinksGeometry() = default;
    LinksGeometry(const Metrics& metrics, int queries, int keys);

    double height() const;
    QRectF label(const Place& place) const;
    /// From a query to a key: the part of the curve between two heights, so that one that leaves
    /// the view costs no more than it shows.
    QPainterPath curve(int query, int key, double top, double bottom) const;
    /// The row at a height, whether there is one or not.
    int rowAt(double y) const;
    /// The label at a point; a row of -1 where there is none.
    Place placeAt(const QPointF& point) const;

private:
    Metrics m_metrics;
    int m_queries = 0;
    int m_keys = 0;
};

} // namespace vitrine::widgets
