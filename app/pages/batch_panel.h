#pragma once

#include <QWidget>

#include "engine/values/training_batch.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QLabel;
class QPushButton;

namespace vitrine::app {

class ExampleView;

/// What one step of a run was given, when it is asked for.
class BatchPanel : public QWidget {
    Q_OBJECT
public:
    explicit BatchPanel(QWidget* parent);

    void setBatch(const TrainingBatch& batch);
    void clear();
    /// Whether a batch can be asked for.
    void setAskable(bool askable);
    const QAbstractItemModel* table() const;

Q_SIGNALS:
    void asked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    widgets::parented_ptr<QPushButton> m_ask;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<ExampleView> m_examples;
};

} // namespace vitrine::app
