#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include "engine/text/atomic_file.h"

using namespace vitrine;
using text::AtomicFile;

class TestAtomicFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void appearsAtCommit();
    void leavesNothingWithoutCommit();
    void keepsOneFileWhenMoved();
    void followsTheUmask();
    void reportsWhatCannotBeWritten();

private:
    std::filesystem::path path() const {
        return (m_folder->path() + QStringLiteral("/file")).toStdString();
    }
    QByteArray content() const {
        QFile file(m_folder->path() + QStringLiteral("/file"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
    }
    QStringList files() const {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAtomicFile::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestAtomicFile::appearsAtCommit() {
    auto file = AtomicFile::create(path());
    QVERIFY(file);
    QVERIFY(file->write("new "));
    QVERIFY(file->write("text"));
    QCOMPARE(content(), QByteArray("absent"));
    QVERIFY(file->commit());
    QCOMPARE(content(), QByteArray("new text"));

    auto second = AtomicFile::create(path());
    QVERIFY(second->write("newer"));
    QCOMPARE(content(), QByteArray("new text"));
    QVERIFY(second->commit());
    QCOMPARE(content(), QByteArray("newer"));
    QCOMPARE(files(), QStringList(QStringLiteral("file")));
}

void TestAtomicFile::leavesNothingWithoutCommit() {
    {
        auto file = AtomicFile::create(path());
        QVERIFY(file->write("text"));
        QCOMPARE(files().size(), 1);
    }
    QVERIFY(files().isEmpty());
}

void TestAtomicFile::keepsOneFileWhenMoved() {
    auto first = AtomicFile::create(path()).value();
    QVERIFY(first.write("first"));
    auto second = AtomicFile::create(path()).value();
    QVERIFY(second.write("second"));
    QCOMPARE(files().size(), 2);
    first = std::move(second); // what the first had begun is dropped
    QCOMPARE(files().size(), 1);
    QVERIFY(first.commit());
    QCOMPARE(content(), QByteArray("second"));
}

void TestAtomicFile::followsTheUmask() {
    const auto before = ::umask(027);
    auto file = AtomicFile::create(path()).value();
    ::umask(before);
    QVERIFY(file.commit());
    QCOMPARE(std::filesystem::status(path()).permissions(), std::filesystem::perms(0640));
}

void TestAtomicFile::reportsWhatCannotBeWritten() {
    const auto absent = path() / "x"; // in a folder that does not exist
    const auto file = AtomicFile::create(absent);
    QVERIFY(!file);
    QCOMPARE(file.error().code, ErrorCode::FileUnwritable);
    QCOMPARE(file.error().subject, absent.string());

    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("file")));
    auto onFolder = AtomicFile::create(path()).value();
    const auto committed = onFolder.commit(); // a file cannot replace a folder
    QVERIFY(!committed);
    QCOMPARE(committed.error().code, ErrorCode::FileUnwritable);
    QVERIFY(files().isEmpty());
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
