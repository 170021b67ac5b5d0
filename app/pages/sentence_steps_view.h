#pragma once

#include <QWidget>

#include <vector>

#include "app/workspace/model_comparison.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {
class CurvePlot;
class SegmentedControl;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// A sentence step by step: the surprisal of every model along it, or the chain rule of one as a
/// table with the running product.
class SentenceStepsView : public QWidget, public widgets::Figure {
    Q_OBJECT
public:
    explicit SentenceStepsView(QWidget* parent);

    void setSteps(std::vector<ComparedModel> models, SentenceComparison steps);
    const SentenceComparison& steps() const { return m_steps; }
    const QAbstractItemModel* table() const;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    /// A unit under a model was chosen.
    void unitChosen(int model, int unit);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void fill();
    void fillCurves();
    void fillTable();
    void point(double place);
    void choose(int unit);
    int model() const;
    QString wholeSentence() const;
    void retranslate();
    void applyTheme();

    std::vector<ComparedModel> m_models;
    SentenceComparison m_steps;
    widgets::parented_ptr<widgets::SegmentedControl> m_kind;
    widgets::parented_ptr<QComboBox> m_model;
    widgets::parented_ptr<QStackedWidget> m_pages;
    widgets::parented_ptr<widgets::CurvePlot> m_plot;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
    widgets::parented_ptr<QLabel> m_note;
};

} // namespace vitrine::app
