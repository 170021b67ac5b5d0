#pragma once

#include <QWidget>

#include <filesystem>
#include <vector>

#include "app/workspace/task_offers.h"
#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace vitrine::app {

/// Says which head the model at hand lacks for a task, and offers models that have it.
class MissingHeadCard : public widgets::Card {
    Q_OBJECT
public:
    explicit MissingHeadCard(QWidget* parent);

    /// `model` is the one at hand, `able` those that can do the task.
    void setTask(LensTask task, const QString& model, std::vector<OfferedModel> able);

Q_SIGNALS:
    void openAsked(const std::filesystem::path& model);
    void trainAsked();
    void fetchAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refill();
    QString lack() const;

    LensTask m_task = LensTask::Classification;
    QString m_model;
    std::vector<OfferedModel> m_able;
    widgets::parented_ptr<QLabel> m_text;
    widgets::parented_ptr<QWidget> m_offers;
    widgets::parented_ptr<QPushButton> m_train;
    widgets::parented_ptr<QPushButton> m_fetch;
};

} // namespace vitrine::app
