#pragma once

#include <QWidget>

#include "engine/values/head_index.h"
#include "engine/values/training_job.h"
#include "engine/values/training_probe.h"
#include "widgets/common/figure_row.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QSplitter;

namespace vitrine::widgets {
class AttentionHeatMap;
class ProbabilityBars;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// What a model made of the probe sentence at one step: one head's attention over it, and what it
/// expected next.
class ProbePanel : public QWidget {
    Q_OBJECT
public:
    explicit ProbePanel(QWidget* parent);

    /// Of the run, which decides what is expected of the model.
    void setObjective(TrainingObjective objective);
    /// Null for none.
    void setProbe(const TrainingProbe* probe);
    HeadIndex head() const { return m_head; }
    void setHead(const HeadIndex& head);

    const widgets::Figure* figure() const { return &m_figure; }
    const QAbstractItemModel* table() const;

Q_SIGNALS:
    void headChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void showHeads();
    void showAttention();
    void showExpected();
    void retranslate();
    void applyTheme();

    TrainingProbe m_probe;
    QString expectedText() const;

    TrainingObjective m_objective = TrainingObjective::NextToken;
    HeadIndex m_head;
    widgets::FigureRow m_figure;
    widgets::parented_ptr<QSplitter> m_columns;
    widgets::parented_ptr<QWidget> m_left;
    widgets::parented_ptr<QLabel> m_headName;
    widgets::parented_ptr<QComboBox> m_heads;
    widgets::parented_ptr<widgets::AttentionHeatMap> m_map;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<QWidget> m_right;
    widgets::parented_ptr<QLabel> m_expected;
    widgets::parented_ptr<widgets::ProbabilityBars> m_bars;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
