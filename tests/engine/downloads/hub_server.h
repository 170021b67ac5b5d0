#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QString>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>

class QTcpSocket;

namespace vitrine::test {

/// A Hugging Face Hub on this machine's loopback, with one repository. It answers as the Hub does:
/// small files at once, weights (.safetensors, .bin) by a redirect that names size and checksum.
class HubServer {
public:
    /// How it misbehaves.
    struct Faults {
        int cuts = 0; ///< so many contents end early
        int cutAfter = 0; ///< after so many bytes
        bool ranges = true; ///< false: it always sends all
        bool corrupts = false; ///< the last byte of weights is another one
        int stallsAfter = -1; ///< sends nothing more after so many bytes; −1: never
        QByteArray etag{}; ///< instead of the right one
        QByteArray surplus{}; ///< follows every content
    };

    explicit HubServer(QHash<QString, QByteArray> files);
    ~HubServer();

    std::string endpoint() const;
    void setFaults(const Faults& faults);
    /// "GET /org/tiny/resolve/main/config.json 17" with where its range begins; 0 without a range.
    QByteArrayList requests() const;

    static QByteArray commit() { return QByteArray(40, 'c'); }
    static QByteArray etagOf(const QString& name, const QByteArray& content);

private:
    void serve();
    void answer(QTcpSocket& socket, const QByteArray& request);
    void describe(QTcpSocket& socket, const QString& name, const QByteArray& content);
    void sendContent(QTcpSocket& socket, const QString& name, QByteArray content, qint64 offset);
    void stall(QTcpSocket& socket) const;

    QHash<QString, QByteArray> m_files;
    mutable std::mutex m_mutex; ///< of what follows
    Faults m_faults;
    QByteArrayList m_requests;
    std::atomic<int> m_port = 0;
    std::atomic<bool> m_closing = false;
    std::thread m_thread;
};

} // namespace vitrine::test
