#pragma once

#include <QFrame>
#include <QTimer>

#include <optional>

#include "widgets/common/parented_ptr.h"

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QToolButton;

namespace vitrine::app {

/// What is going on: the running job with its progress and a way to stop it, speed, memory, and
/// when the work was last saved.
class StatusStrip : public QFrame {
    Q_OBJECT
public:
    enum class Job { None, Loading, Generating, Sampling };

    explicit StatusStrip(QWidget* parent);

    void setJob(Job job);
    /// From 0 to 1; nothing where it is not known.
    void setProgress(std::optional<double> fraction);
    /// A model that is being fetched, with its progress; empty where none is.
    void setDownload(const QString& text);
    void setTokensPerSecond(double speed);
    /// Seconds since the last save; −1 before the first.
    void setSaved(int secondsAgo);
    /// What trains in the background; empty for nothing.
    void setTraining(const QString& state);

Q_SIGNALS:
    void trainingAsked(); ///< to be looked at
    void stopAsked();
    void downloadChosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void applyTheme();
    void showMemory();

    Job m_job = Job::None;
    double m_speed = 0;
    int m_saved = -1;
    widgets::parented_ptr<QHBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_dot;
    widgets::parented_ptr<QLabel> m_state;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QToolButton> m_stop;
    widgets::parented_ptr<QToolButton> m_download;
    widgets::parented_ptr<QLabel> m_speedText;
    widgets::parented_ptr<QLabel> m_memory;
    widgets::parented_ptr<QToolButton> m_training;
    widgets::parented_ptr<QLabel> m_savedText;
    QTimer m_memoryTimer;
};

} // namespace vitrine::app
