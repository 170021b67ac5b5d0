#pragma once

#include <QWidget>

#include "engine/values/training_batch.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QLabel;
class QPushButton;
class QSpinBox;
class QTableView;

namespace vitrine::widgets {
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// What one step of a run was given: of one example at a time, what the model read at each place
/// and what it had to find.
class BatchPanel : public QWidget {
    Q_OBJECT
public:
    explicit BatchPanel(QWidget* parent);

    void setBatch(const TrainingBatch& batch);
    void clear();
    /// Whether a batch can be asked for.
    void setAskable(bool askable);
    const TrainingBatch& batch() const { return m_batch; }
    const QAbstractItemModel* table() const;

Q_SIGNALS:
    void asked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    void retranslate();

    TrainingBatch m_batch;
    widgets::parented_ptr<QPushButton> m_ask;
    widgets::parented_ptr<QLabel> m_exampleName;
    widgets::parented_ptr<QSpinBox> m_example;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
