#include "hub_server.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>
#include <utility>

namespace vitrine::test {

namespace {

using namespace std::chrono_literals;

constexpr int Patience = 10'000; // milliseconds

bool isWeights(const QString& name) {
    return name.endsWith(QStringLiteral(".safetensors")) || name.endsWith(QStringLiteral(".bin"));
}

void send(QTcpSocket& socket, const QByteArray& head, const QByteArray& content = {}) {
    socket.write("HTTP/1.1 " + head + "Connection: close\r\n\r\n" + content);
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(Patience)) { }
}

} // namespace

HubServer::HubServer(QHash<QString, QByteArray> files)
    : m_files(std::move(files)), m_thread([this] { serve(); }) {
    while (m_port == 0) {
        std::this_thread::sleep_for(1ms);
    }
}

HubServer::~HubServer() {
    m_closing = true;
    m_thread.join();
}

std::string HubServer::endpoint() const {
    return "http://127.0.0.1:" + std::to_string(m_port);
}

void HubServer::setFaults(const Faults& faults) {
    const std::lock_guard lock(m_mutex);
    m_faults = faults;
}

QByteArrayList HubServer::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

QByteArray HubServer::etagOf(const QString& name, const QByteArray& content) {
    if (isWeights(name)) {
        return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    }
    const auto blob = "blob " + QByteArray::number(content.size()) + '\0' + content;
    return QCryptographicHash::hash(blob, QCryptographicHash::Sha1).toHex();
}

void HubServer::serve() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    m_port = server.serverPort();
    while (!m_closing) {
        if (!server.waitForNewConnection(/*msec=*/20)) {
            continue;
        }
        const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        QByteArray request;
        while (!request.contains("\r\n\r\n") && socket->waitForReadyRead(Patience)) {
            request += socket->readAll();
        }
        answer(*socket, request);
        socket->disconnectFromHost();
        if (socket->state() != QAbstractSocket::UnconnectedState) {
            socket->waitForDisconnected(Patience);
        }
    }
}

void HubServer::answer(QTcpSocket& socket, const QByteArray& request) {
    static const QRegularExpression line(QStringLiteral("^(\\w+) (\\S+)"));
    static const QRegularExpression range(
        QStringLiteral("\r\nRange: bytes=(\\d+)-"), QRegularExpression::CaseInsensitiveOption);
    const auto text = QString::fromLatin1(request);
    const auto first = line.match(text);
    const auto path = first.captured(2);
    const auto offset = range.match(text).captured(1).toLongLong();
    {
        const std::lock_guard lock(m_mutex);
        m_requests.append(first.captured().toLatin1() + ' ' + QByteArray::number(offset));
    }
    static const QRegularExpression file(
        QStringLiteral("^(/org/tiny/resolve/\\w+|/content)/(.+)$"));
    const auto match = file.match(path);
    const auto found = m_files.constFind(match.captured(2));
    if (found == m_files.constEnd()) {
        send(socket, "404 Not Found\r\nContent-Length: 0\r\n");
    } else if (first.captured(1) == QStringLiteral("HEAD")) {
        describe(socket, found.key(), *found);
    } else if (isWeights(found.key()) && match.captured(1) != QStringLiteral("/content")) {
        send(socket,
            "302 Found\r\nContent-Length: 0\r\nLocation: /content/" + found.key().toLatin1()
                + "\r\n");
    } else {
        sendContent(socket, found.key(), *found, offset);
    }
}

void HubServer::describe(QTcpSocket& socket, const QString& name, const QByteArray& content) {
    const std::lock_guard lock(m_mutex);
    const auto etag = m_faults.etag.isEmpty() ? etagOf(name, content) : m_faults.etag;
    const auto size = QByteArray::number(content.size());
    const auto commit = "X-Repo-Commit: " + HubServer::commit() + "\r\n";
    if (isWeights(name)) {
        send(socket,
            "302 Found\r\nContent-Length: 0\r\nLocation: /content/" + name.toLatin1()
                + "\r\nETag: \"of-the-redirect\"\r\nX-Linked-ETag: \"" + etag
                + "\"\r\nX-Linked-Size: " + size + "\r\n" + commit);
    } else {
        send(socket,
            "200 OK\r\nContent-Length: " + size + "\r\nETag: W/\"" + etag + "\"\r\n" + commit);
    }
}

void HubServer::sendContent(
    QTcpSocket& socket, const QString& name, QByteArray content, qint64 offset) {
    Faults faults;
    bool cuts = false;
    {
        const std::lock_guard lock(m_mutex);
        faults = m_faults;
        cuts = isWeights(name) && m_faults.cuts-- > 0;
    }
    if (faults.corrupts && isWeights(name)) {
        content.back() = static_cast<char>(content.back() ^ 1);
    }
    const bool partial = offset > 0 && faults.ranges;
    const auto rest = (partial ? content.mid(offset) : content) + faults.surplus;
    const auto head = QByteArray(partial ? "206 Partial Content" : "200 OK")
        + "\r\nContent-Length: " + QByteArray::number(rest.size()) + "\r\n";
    if (isWeights(name) && faults.stallsAfter >= 0) {
        send(socket, head, rest.left(faults.stallsAfter));
        stall(socket);
    } else {
        send(socket, head, cuts ? rest.left(faults.cutAfter) : rest);
    }
}

/// Until the other side has had enough, or the test is over.
void HubServer::stall(QTcpSocket& socket) const {
    while (!m_closing && socket.state() == QAbstractSocket::ConnectedState) {
        socket.waitForDisconnected(/*msecs=*/20);
    }
}

} // namespace vitrine::test
