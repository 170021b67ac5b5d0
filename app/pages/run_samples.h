#pragma once

#include <QWidget>

#include <vector>

#include "engine/values/training_probe.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QComboBox;
class QLabel;
class QTableView;

namespace vitrine::widgets {
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// How a model continues the same prompt from step to step of its training.
class RunSamples : public QWidget {
    Q_OBJECT
public:
    explicit RunSamples(QWidget* parent);

    void setProbes(const std::vector<TrainingProbe>& probes);
    /// The row that is looked at.
    void setMarkedStep(std::int64_t step);
    /// Which prompt, for the card's header.
    QWidget* controls();
    const QAbstractItemModel* table() const;

Q_SIGNALS:
    void stepChosen(std::int64_t step);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showPrompts();
    void show();
    void retranslate();
    void applyTheme();

    struct Row {
        std::int64_t step;
        std::vector<ProbeSample> samples;
    };

    std::vector<Row> m_rows;
    std::int64_t m_marked = -1;
    widgets::parented_ptr<QComboBox> m_prompt;
    widgets::parented_ptr<QLabel> m_empty;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
