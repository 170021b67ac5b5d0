#pragma once

#include <QWidget>

#include <filesystem>
#include <vector>

#include "app/workspace/training_runs.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/plot/curve_plot.h"

class QLabel;
class QPushButton;
class QSplitter;
class QTableView;

namespace vitrine::widgets {
class Card;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// All runs as a table and, of those that are chosen, the losses on one chart.
class RunsPanel : public QWidget, public widgets::Figure {
    Q_OBJECT
public:
    RunsPanel(TrainingRuns& runs, QWidget* parent);

    void setRun(const std::filesystem::path& run);
    const std::vector<widgets::Curve>& curves() const { return m_curves; }
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void runChosen(const std::filesystem::path& run);
    /// To be changed and started anew.
    void repeatAsked(const vitrine::app::TrainingRecipe& recipe);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectButtons();
    void fill();
    void draw();
    void choose();
    std::vector<int> chosen() const;
    const RunRecord* current() const;
    void rename();
    void note();
    void remove();
    void retranslate();
    void applyTheme();

    TrainingRuns& m_runs;
    std::filesystem::path m_run;
    bool m_filling = false; ///< the selection that changes is not the user's
    std::vector<widgets::Curve> m_curves;
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<widgets::Card> m_tableCard;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
    widgets::parented_ptr<QLabel> m_empty;
    widgets::parented_ptr<QPushButton> m_repeat;
    widgets::parented_ptr<QPushButton> m_rename;
    widgets::parented_ptr<QPushButton> m_note;
    widgets::parented_ptr<QPushButton> m_remove;
    widgets::parented_ptr<widgets::Card> m_chartCard;
    widgets::parented_ptr<widgets::CurvePlot> m_plot;
};

} // namespace vitrine::app
