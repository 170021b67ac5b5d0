#pragma once

#include <QWidget>

#include "engine/values/output_change.h"
#include "widgets/common/figure.h"

namespace vitrine::widgets {

/// What an intervention does to the candidates of one position: two bars each, before and after,
/// and the divergence of the two distributions.
class OutputChangeBars : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit OutputChangeBars(QWidget* parent);

    void setChange(const OutputChange& change);
    /// Says how to make one.
    void clear();

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int rowHeight() const;
    QString divergenceText() const;
    QString hint() const;
    void describe();
    void paintRow(QPainter& painter, const QRectF& row, const ChangedCandidate& candidate,
        double largest) const;

    OutputChange m_change;
};

} // namespace vitrine::widgets
