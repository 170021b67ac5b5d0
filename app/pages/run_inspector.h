#pragma once

#include <QWidget>

#include <filesystem>

#include "app/workspace/training_runs.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace vitrine::app {

/// The run that is looked at: how far it is, its numbers, and what can be done with it; below, the
/// other runs to choose from.
class RunInspector : public QWidget {
    Q_OBJECT
public:
    RunInspector(TrainingRuns& runs, QWidget* parent);

    void setRun(const std::filesystem::path& run);

Q_SIGNALS:
    void runChosen(const std::filesystem::path& run);
    void openAsked(const std::filesystem::path& run);
    void compareAsked(const std::filesystem::path& run);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void pauseOrResume();
    void fillList();
    void showList();
    void selectInList();
    void show();
    QString numbers(const RunRecord& run) const;
    void retranslate();
    void applyTheme();

    TrainingRuns& m_runs;
    std::filesystem::path m_run;
    widgets::parented_ptr<QLabel> m_name;
    widgets::parented_ptr<QLabel> m_kind;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QLabel> m_state;
    widgets::parented_ptr<QPushButton> m_pause;
    widgets::parented_ptr<QPushButton> m_stop;
    widgets::parented_ptr<QPushButton> m_open;
    widgets::parented_ptr<QPushButton> m_compare;
    widgets::parented_ptr<QLabel> m_numbers;
    widgets::parented_ptr<QLabel> m_listName;
    widgets::parented_ptr<QListWidget> m_list;
};

} // namespace vitrine::app
