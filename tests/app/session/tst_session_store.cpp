#include <QTest>

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/session/session_json.h"
#include "app/session/session_store.h"

using namespace vitrine;
using namespace vitrine::app;

class TestSessionStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_state.text = "one"; }

    void aChangeIsOnDiskWithinTwoSeconds() {
        SessionStore store(
            file(), [this] { return m_state; }, nullptr);
        QCOMPARE(store.secondsSinceSaved(), -1);
        store.markChanged();
        QTRY_VERIFY_WITH_TIMEOUT(store.secondsSinceSaved() >= 0, 2000);
        QCOMPARE(SessionStore::open(file()).state->text, std::string("one"));
    }

    void changesDuringAWriteAreWrittenToo() {
        SessionStore store(
            file(), [this] { return m_state; }, nullptr);
        QSignalSpy saved(&store, &SessionStore::saved);
        store.markChanged();
        QVERIFY(saved.wait(2000));
        m_state.text = "two";
        store.markChanged();
        QVERIFY(saved.wait(2000));
        QCOMPARE(SessionStore::open(file()).state->text, std::string("two"));
    }

    void theLastChangeIsWrittenAtTheEnd() {
        {
            SessionStore store(
                file(), [this] { return m_state; }, nullptr);
            m_state.text = "last";
            store.markChanged();
        }
        QCOMPARE(SessionStore::open(file()).state->text, std::string("last"));
    }

    void aFirstStartFindsNothingAndNoProblem() {
        const auto opened = SessionStore::open(m_folder.filePath(QStringLiteral("none.json")));
        QVERIFY(!opened.state);
        QVERIFY(!opened.problem);
    }

    void aDamagedFileIsKeptAside() {
        const auto path = m_folder.filePath(QStringLiteral("damaged.json"));
        QFile damaged(path);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\"format\": ");
        damaged.close();
        const auto opened = SessionStore::open(path);
        QVERIFY(!opened.state);
        QCOMPARE(opened.problem->code, ErrorCode::JsonInvalid);
        QVERIFY(!QFile::exists(path));
        QFile kept(opened.keptAs);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("{\"format\": "));
    }

    void aFailedWriteIsToldOnceAndTheWorkGoesOn() {
        // A file in the place of the folder: nothing can be written there, not even by root.
        QFile obstacle(m_folder.filePath(QStringLiteral("obstacle")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        obstacle.close();
        SessionStore store(
            obstacle.fileName() + QStringLiteral("/session.json"), [this] { return m_state; },
            nullptr);
        QSignalSpy failed(&store, &SessionStore::failed);
        store.markChanged();
        QVERIFY(failed.wait(3000));
        QVERIFY(store.isChanged());
        QCOMPARE(store.secondsSinceSaved(), -1);
        QVERIFY(obstacle.remove());
        QTRY_VERIFY_WITH_TIMEOUT(store.secondsSinceSaved() >= 0, 10000);
        QCOMPARE(failed.count(), 1);
    }

private:
    QString file() const { return m_folder.filePath(QStringLiteral("session.json")); }

    QTemporaryDir m_folder;
    SessionState m_state;
};

QTEST_GUILESS_MAIN(TestSessionStore)
#include "tst_session_store.moc"
