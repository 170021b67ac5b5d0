#pragma once

#include <QWidget>

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/workspace/task_report.h"
#include "app/workspace/task_solver.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSplitter;
class QTableView;

namespace vitrine::widgets {
class Card;
class MatrixView;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// Measures the model at hand on a labelled file: scores by class, a confusion matrix whose cells
/// choose examples, and every example, the worst first.
class TaskEvaluationPanel : public QWidget {
    Q_OBJECT
public:
    TaskEvaluationPanel(TaskSolver& solver, QWidget* parent);

    void evaluate(const std::filesystem::path& file);
    bool isRunning() const { return m_request.isBusy(); }
    const TaskReport& report() const { return m_report; }

Q_SIGNALS:
    /// To be looked at by itself; the question is empty where the task asks none.
    void exampleChosen(const QString& text, const QString& question);
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void choose();
    void chooseSample();
    void clear();
    void take(Expected<TaskReport> report);
    void show();
    void showSummary();
    void showScores();
    void showMatrix();
    void showExamples();
    void showProblems();
    void chooseCell(int expected, int answered);
    void retranslate();
    void applyTheme();

    TaskSolver& m_solver;
    JobQueue m_queue; ///< a file takes longer than a text
    LatestRequest m_request{m_queue};
    std::unique_ptr<FrameRelay<double>> m_relay;
    QString m_file; ///< its name
    TaskReport m_report;
    std::optional<std::pair<int, int>> m_cell; ///< whose examples are shown; all when unset
    std::vector<std::size_t> m_shown; ///< places of the examples shown
    widgets::parented_ptr<QPushButton> m_open;
    widgets::parented_ptr<QPushButton> m_sample;
    widgets::parented_ptr<QPushButton> m_stop;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QLabel> m_summary;
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<QSplitter> m_upper;
    widgets::parented_ptr<widgets::Card> m_scoreCard;
    widgets::parented_ptr<QTableView> m_scoreView;
    widgets::parented_ptr<widgets::TextTable> m_scores;
    widgets::parented_ptr<widgets::Card> m_matrixCard;
    widgets::parented_ptr<widgets::MatrixView> m_matrix;
    widgets::parented_ptr<widgets::TextTable> m_counts;
    widgets::parented_ptr<widgets::Card> m_exampleCard;
    widgets::parented_ptr<QPushButton> m_all;
    widgets::parented_ptr<QTableView> m_exampleView;
    widgets::parented_ptr<widgets::TextTable> m_examples;
    widgets::parented_ptr<QListWidget> m_problems;
};

} // namespace vitrine::app
