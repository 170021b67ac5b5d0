#pragma once

#include <QWidget>

#include "engine/values/training_batch.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QLabel;
class QSpinBox;
class QTableView;

namespace vitrine::widgets {
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// Examples as a model is given them, one at a time: what it reads at each place, in which segment,
/// and what it has to find or to tell there.
class ExampleView : public QWidget {
    Q_OBJECT
public:
    explicit ExampleView(QWidget* parent);

    void setBatch(const TrainingBatch& batch);
    const TrainingBatch& batch() const { return m_batch; }
    const QAbstractItemModel* table() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    QString noteOf(const std::vector<BatchPosition>& example) const;
    void retranslate();

    TrainingBatch m_batch;
    widgets::parented_ptr<QLabel> m_exampleName;
    widgets::parented_ptr<QSpinBox> m_example;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
