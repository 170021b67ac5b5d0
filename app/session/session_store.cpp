#include "app/session/session_store.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <chrono>
#include <utility>

#include "app/session/session_json.h"
#include "engine/text/atomic_file.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr auto delay = 1s; ///< from a change to its writing
constexpr auto retryDelay = 5s; ///< after a failed write

Expected<void> writeWhole(const QString& path, const QByteArray& content) {
    QDir().mkpath(QFileInfo(path).path());
    auto file = text::AtomicFile::create(path.toStdString());
    if (!file) {
        return Unexpected(file.error());
    }
    return file
        ->write(std::string_view(content.constData(), static_cast<std::size_t>(content.size())))
        .and_then([&file] { return file->commit(); });
}

/// Moves an unusable file out of the way of the next save.
QString keepAside(const QString& path) {
    const auto stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const auto aside = path + QLatin1Char('.') + stamp;
    return QFile::rename(path, aside) ? aside : QString();
}

} // namespace

SessionStore::SessionStore(QString file, std::function<SessionState()> snapshot, QObject* parent)
    : QObject(parent), m_file(std::move(file)), m_snapshot(std::move(snapshot)) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SessionStore::save);
}

SessionStore::~SessionStore() {
    const bool unsaved = m_changed || m_write.isBusy();
    m_write.cancel();
    m_queue.reset(); // waits, so that an older write cannot overtake the one below
    if (unsaved) {
        // The program ends: there is no window left to hold up, nor anyone to tell of a failure.
        (void)writeWhole(m_file, session_json::write(m_snapshot()));
    }
}

QString SessionStore::defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/session.json");
}

SessionStore::Opened SessionStore::open(const QString& path) {
    QFile file(path);
    if (!file.exists()) {
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        const Error error{
            ErrorCode::FileUnreadable, path.toStdString(), {}, file.errorString().toStdString()};
        return {std::nullopt, error, keepAside(path)};
    }
    auto state = session_json::read(file.readAll(), path.toStdString());
    if (!state) {
        return {std::nullopt, state.error(), keepAside(path)};
    }
    return {std::move(*state), std::nullopt, {}};
}

void SessionStore::markChanged() {
    m_changed = true;
    if (!m_timer.isActive() && !m_write.isBusy()) {
        m_timer.start(m_failing ? retryDelay : delay);
    }
}

int SessionStore::secondsSinceSaved() const {
    return m_sinceSaved.isValid() ? static_cast<int>(m_sinceSaved.elapsed() / 1000) : -1;
}

void SessionStore::save() {
    m_changed = false;
    m_write.request(
        [file = m_file, state = m_snapshot()](
            const std::stop_token&) { return writeWhole(file, session_json::write(state)); },
        [this](const Expected<void>& result) { finish(result); });
}

void SessionStore::finish(const Expected<void>& result) {
    const bool wasFailing = std::exchange(m_failing, !result);
    if (result) {
        m_sinceSaved.start();
        Q_EMIT saved();
    } else {
        m_changed = true;
        if (!wasFailing) {
            Q_EMIT failed(result.error());
        }
    }
    if (m_changed) {
        markChanged();
    }
}

} // namespace vitrine::app
