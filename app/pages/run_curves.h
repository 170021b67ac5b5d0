#pragma once

#include <QWidget>

#include "app/workspace/run_record.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/plot/curve_plot.h"

class QAbstractItemModel;
class QLabel;

namespace vitrine::widgets {
class NumberTable;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

/// What a run has logged, as curves over its steps.
class RunCurves : public QWidget, public widgets::Figure {
    Q_OBJECT
public:
    enum Quantity { Loss, Rate, Gradient, Speed };

    explicit RunCurves(QWidget* parent);

    /// The same run with more steps keeps the place that the user has zoomed to.
    void setRun(const RunRecord* run);
    /// A line at the step that is looked at; −1 for none.
    void setMarkedStep(std::int64_t step);
    Quantity quantity() const;
    void setQuantity(int quantity);
    bool isLogarithmic() const;
    void setLogarithmic(bool logarithmic);
    /// What is drawn and how, for the card's header.
    QWidget* controls() { return m_controls; }
    const std::vector<widgets::Curve>& curves() const { return m_curves; }
    const QAbstractItemModel* table() const;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void viewChanged();
    void stepChosen(std::int64_t step);

protected:
    void changeEvent(QEvent* event) override;

private:
    std::vector<widgets::Curve> lossCurves() const;
    widgets::Curve curveOf(const QString& name, double TrainingProgress::*member) const;
    void draw(bool sameRun);
    void fillTable();
    void retranslate();
    void applyTheme();

    std::filesystem::path m_run;
    std::vector<TrainingProgress> m_log;
    std::vector<widgets::Curve> m_curves; ///< as they are drawn
    widgets::parented_ptr<QWidget> m_controls;
    widgets::parented_ptr<widgets::SegmentedControl> m_quantity;
    widgets::parented_ptr<widgets::SegmentedControl> m_scale;
    widgets::parented_ptr<QLabel> m_empty;
    widgets::parented_ptr<widgets::CurvePlot> m_plot;
    widgets::parented_ptr<widgets::NumberTable> m_table;
};

} // namespace vitrine::app
