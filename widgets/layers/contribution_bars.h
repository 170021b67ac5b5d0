#pragma once

#include <set>
#include <vector>

#include "engine/values/head_index.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/common/scrolled_figure.h"
#include "widgets/layers/contribution_rows.h"
#include "widgets/layers/signed_bar_geometry.h"

class QAbstractItemModel;

namespace vitrine::widgets {

class ContributionTable;
class Theme;

/// What each attention and each feed-forward block contributes to one logit, as bars to both sides
/// of zero; the last line is the logit, their sum. A click, or Return, opens an attention block to
/// its heads.
class ContributionBars : public ScrolledFigure {
    Q_OBJECT

public:
    explicit ContributionBars(QWidget* parent);

    void setContributions(const ResidualContributions& contributions);
    void clear();
    bool isEmpty() const { return m_rows.empty(); }
    /// All parts and heads, for export.
    const QAbstractItemModel* table() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    /// A row of a layer was clicked.
    void layerChosen(int layer);
    void headChosen(vitrine::HeadIndex head);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void relayout() override;
    void retranslate() override;
    void pointTo(std::optional<QPointF> place) override;
    QString tooltipAt(const QPointF& place) const override;

private:
    struct Layout {
        SignedBarGeometry geometry;
        double nameWidth = 0;
        double valueWidth = 0;
        double height = 0;
    };

    Layout layoutFor(double width) const;
    int rowAt(const QPointF& place) const;
    int lastRow() const;
    /// How far above its place the sum is drawn to be in sight; 0 or less where it is.
    double sumLift() const;
    void setCurrentRow(int row);
    void activate(int row);
    void paintRow(
        QPainter& painter, const Theme& theme, const Layout& layout, int row, double width) const;
    void paintPinnedSum(QPainter& painter, const Theme& theme) const;
    QString nameOf(const ContributionRow& row) const;
    QString tooltipOf(int row) const;

    ResidualContributions m_contributions;
    parented_ptr<ContributionTable> m_table;
    std::set<int> m_opened; ///< layers
    std::vector<ContributionRow> m_rows;
    Layout m_layout;
    int m_currentRow = -1;
    int m_hoveredRow = -1;
};

} // namespace vitrine::widgets
