#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

#include "app/jobs/latest_request.h"
#include "app/session/session_state.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// Keeps the session on disk. A change is written within a second, whole or not at all, by a thread
/// of its own, so that a slow disk does not hold up the window. A failed write is reported once and
/// tried again until it succeeds.
class SessionStore : public QObject {
    Q_OBJECT
public:
    /// What a start found on disk.
    struct Opened {
        std::optional<SessionState> state; ///< nothing on the first start
        std::optional<Error> problem; ///< why the file was not used
        QString keptAs; ///< where the unused file is now
    };

    SessionStore(QString file, std::function<SessionState()> snapshot, QObject* parent);
    /// Writes what is still unsaved.
    ~SessionStore() override;

    /// session.json in the user's data folder.
    static QString defaultFile();
    /// Reads `file`. One that is damaged or too new is renamed, so that it is not overwritten.
    static Opened open(const QString& file);

    /// Something changed that snapshot() will show.
    void markChanged();
    /// Since the last successful write; −1 before the first.
    int secondsSinceSaved() const;
    bool isChanged() const { return m_changed; }

Q_SIGNALS:
    void saved();
    void failed(const vitrine::Error& error);

private:
    void save();
    void finish(const Expected<void>& result);

    QString m_file;
    std::function<SessionState()> m_snapshot;
    QTimer m_timer;
    QElapsedTimer m_sinceSaved;
    bool m_changed = false;
    bool m_failing = false;
    std::unique_ptr<JobQueue> m_queue = std::make_unique<JobQueue>();
    LatestRequest m_write{*m_queue};
};

} // namespace vitrine::app
