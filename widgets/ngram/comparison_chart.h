#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "widgets/common/figure.h"
#include "widgets/ngram/comparison_geometry.h"
#include "widgets/ngram/model_series.h"

namespace vitrine::widgets {

/// One candidate for the next place under every model.
struct ComparedCandidate {
    QString text;
    std::vector<double> probabilities; ///< by model; NaN where a model has no such unit
};

/// The same candidates under several models, as grouped bars on one axis. A click or the arrow keys
/// select a bar.
class ComparisonChart : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit ComparisonChart(QWidget* parent);

    /// Selected is what was selected, as far as it is still there.
    void setComparison(std::vector<ModelSeries> series, std::vector<ComparedCandidate> candidates);
    void setLogarithmic(bool logarithmic);
    /// What stands there while there is nothing to show.
    void setPlaceholder(const QString& text);
    void setSelected(std::optional<BarPlace> place);
    std::optional<BarPlace> selected() const { return m_selected; }

    QSize sizeHint() const override;
    QSize figureSize() const override { return size(); }
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void barSelected(vitrine::widgets::BarPlace place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    ComparisonGeometry geometryFor(const QSize& size) const;
    double probabilityAt(BarPlace place) const;
    void choose(BarPlace place);
    void paintAxis(QPainter& painter, const ComparisonGeometry& geometry) const;
    void paintBars(QPainter& painter, const ComparisonGeometry& geometry) const;
    void paintNames(QPainter& painter, const ComparisonGeometry& geometry) const;
    double paintLegend(QPainter* painter, double width) const;
    void paintMark(QPainter& painter, const ComparisonGeometry& geometry) const;
    void retranslate();

    std::vector<ModelSeries> m_series;
    std::vector<ComparedCandidate> m_candidates;
    bool m_logarithmic = false;
    QString m_placeholder;
    std::optional<BarPlace> m_selected;
    std::optional<BarPlace> m_hovered;
};

} // namespace vitrine::widgets
