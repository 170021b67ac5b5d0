#pragma once

#include <QWidget>

#include "app/downloads/stored_model.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace vitrine::app {

/// What can be done with a model of the catalogue: fetch it, pause, go on, cancel; and how far it
/// is.
class FetchPanel : public QWidget {
    Q_OBJECT
public:
    explicit FetchPanel(QWidget* parent);

    void setModel(const StoredModel& model);

Q_SIGNALS:
    void fetchAsked();
    void pauseAsked();
    void cancelAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showState();
    void retranslate();

    StoredModel m_model;
    widgets::parented_ptr<QLabel> m_state;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QPushButton> m_fetch;
    widgets::parented_ptr<QPushButton> m_pause;
    widgets::parented_ptr<QPushButton> m_cancel;
};

} // namespace vitrine::app
