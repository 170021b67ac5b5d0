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

    /// How a curve runs.
    struct Course {
        double fallen = 0; ///< share of the way down
        double slope = 0; ///< of the way down for the whole way to the right
    };

    static constexpr double steepest = 2; ///< slope of a curve, in its middle

    LinksGeometry() = default;
    LinksGeometry(const Metrics& metrics, int queries, int keys);

    double height() const;
    QRectF label(const Place& place) const;
    /// Height of a row's middle, where its curves end.
    double middle(const Place& place) const { return label(place).center().y(); }
    double curvesLeft() const { return m_metrics.labelWidth + m_metrics.gap; }
    double curvesWidth() const { return m_metrics.width - 2 * curvesLeft(); }
    /// Of every curve, at a share of the way from the queries to the keys.
    static Course courseAt(double share);
    QPainterPath curve(int query, int key) const;
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
