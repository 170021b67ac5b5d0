#pragma once

#include <QStringList>
#include <QWidget>

#include "engine/values/residual_norms.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"

class QHBoxLayout;
class QVBoxLayout;

namespace vitrine::widgets {

class CurvePlot;
class SegmentedControl;

/// How long the residual stream is, and what attention and feed-forward add to it: for one token by
/// layer, or for one layer over the text.
class ResidualNormsPlot : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit ResidualNormsPlot(QWidget* parent);

    void setNorms(const ResidualNorms& norms);
    void clear();
    /// Neither emits.
    void setPosition(int position);
    void setLayer(int layer);

    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void layerChosen(int layer);
    void tokenChosen(int position);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum View { ByLayer, OverText };

    void refresh();
    void choose(double place);
    int firstPlace() const;
    void retranslate();
    void applyTheme();
    std::vector<double> values(const std::vector<float>& norms, int layers) const;

    ResidualNorms m_norms;
    int m_position = 0;
    int m_layer = 0;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<SegmentedControl> m_view;
    parented_ptr<CurvePlot> m_plot;
};

} // namespace vitrine::widgets
