#pragma once

#include <QWidget>

#include <filesystem>
#include <memory>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/workspace/task_solver.h"
#include "engine/api/task_batch.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace vitrine::widgets {
class Card;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// A table of texts, each answered by the model at hand, and the results as CSV.
class TaskBatchPanel : public QWidget {
    Q_OBJECT
public:
    TaskBatchPanel(TaskSolver& solver, QWidget* parent);

    void answer(const std::filesystem::path& file);
    void save(const std::filesystem::path& file);
    bool isRunning() const { return m_request.isBusy(); }
    const api::AnsweredTable& answered() const { return m_answered; }

Q_SIGNALS:
    void saved(const QString& path);
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void clear();
    void show();
    QString note() const;
    void fill();
    void retranslate();
    void applyTheme();

    TaskSolver& m_solver;
    JobQueue m_queue; ///< a file takes longer than a text
    LatestRequest m_request{m_queue};
    std::unique_ptr<FrameRelay<double>> m_relay;
    QString m_file; ///< its name
    api::AnsweredTable m_answered;
    widgets::parented_ptr<QPushButton> m_open;
    widgets::parented_ptr<QPushButton> m_save;
    widgets::parented_ptr<QPushButton> m_stop;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::Card> m_card;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
