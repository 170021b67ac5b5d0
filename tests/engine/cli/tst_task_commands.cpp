#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000; // milliseconds, for a loaded machine

QString model(const QString& name) {
    return QStringLiteral(VITRINE_SOURCE_DIR "/tests/engine/api/cases/task_model/") + name;
}

/// The first line of what another program answered, as make_task_fixtures.py has kept it.
QJsonObject expectedOf(const QString& name, const QString& list) {
    QFile file(model(name) + "/expected.json"_L1);
    return file.open(QIODevice::ReadOnly)
        ? QJsonDocument::fromJson(file.readAll()).object()[list].toArray()[0].toObject()
        : QJsonObject();
}

struct Run {
    int code = 0;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Run run(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(QStringLiteral(VITRINE_CLI), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(Patience)) {
        return {-1, {}, "it did not end"};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString pathText(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

/// `vitrine-cli classify`, `tag` and `answer` as a user runs them.
class TestTaskCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void classifies();
    void tags();
    void answers();
    void attributes();
    void readsStandardInput();
    void answersATable();
    void measuresOnALabelledFile();
    void saysWhatItCannotDo_data();
    void saysWhatItCannotDo();
    void refusesWrongUsage_data();
    void refusesWrongUsage();

private:
    test::ScratchFolder m_folder;
};

void TestTaskCommands::classifies() {
    const auto expected = expectedOf("classification"_L1, "texts"_L1);
    const auto text = expected["text"_L1].toString();
    const QStringList command{
        "classify"_L1, "--model"_L1, model("classification"_L1), "--text"_L1, text};
    const auto json = run(command + QStringList{"--json"_L1});
    QCOMPARE(json.code, 0);
    const auto labels = json.json()["labels"_L1].toArray();
    const auto wanted = expected["labels"_L1].toArray();
    QCOMPARE(labels.size(), wanted.size());
    for (qsizetype i = 0; i < labels.size(); ++i) {
        QCOMPARE(labels[i].toObject()["label"_L1], wanted[i].toObject()["label"_L1]);
        QVERIFY(std::abs(labels[i].toObject()["probability"_L1].toDouble()
                    - wanted[i].toObject()["score"_L1].toDouble())
            < 1e-4);
    }
    const auto plain = run(command);
    QCOMPARE(plain.out.count('\n'), labels.size());
    QVERIFY(plain.out.contains(wanted[0].toObject()["label"_L1].toString().toUtf8()));
}

void TestTaskCommands::tags() {
    const auto expected = expectedOf("tagging"_L1, "texts"_L1);
    const auto result = run({"tag"_L1, "--model"_L1, model("tagging"_L1), "--json"_L1, "--text"_L1,
        expected["text"_L1].toString()});
    QCOMPARE(result.code, 0);
    const auto entities = result.json()["entities"_L1].toArray();
    const auto wanted = expected["spans"_L1].toArray();
    QCOMPARE(entities.size(), wanted.size());
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        QCOMPARE(entities[i].toObject()["entity"_L1], wanted[i].toObject()["entity"_L1]);
        QCOMPARE(entities[i].toObject()["start"_L1], wanted[i].toObject()["range"_L1].toArray()[0]);
    }
    QVERIFY(!result.json()["words"_L1].toArray().isEmpty());
}

void TestTaskCommands::answers() {
    const auto expected = expectedOf("answering"_L1, "questions"_L1);
    const auto context = expected["context"_L1].toString();
    const auto result
        = run({"answer"_L1, "--model"_L1, model("answering"_L1), "--json"_L1, "--top"_L1, "2"_L1,
            "--question"_L1, expected["question"_L1].toString(), "--text"_L1, context});
    QCOMPARE(result.code, 0);
    const auto found = result.json()["answers"_L1].toArray();
    QCOMPARE(found.size(), 2);
    const auto wanted = expected["spans"_L1].toArray()[0].toObject();
    QCOMPARE(found[0].toObject()["start"_L1], wanted["range"_L1].toArray()[0]);
    QVERIFY(std::abs(found[0].toObject()["start_probability"_L1].toDouble()
                - wanted["start"_L1].toDouble())
        < 1e-4);
    QVERIFY(context.contains(found[0].toObject()["text"_L1].toString()));
}

void TestTaskCommands::attributes() {
    const auto result = run({"classify"_L1, "--model"_L1, model("classification"_L1), "--json"_L1,
        "--attribute"_L1, "good"_L1, "--text"_L1, "The cat sat."_L1});
    QCOMPARE(result.code, 0);
    QFile file(QStringLiteral(
        VITRINE_SOURCE_DIR "/tests/engine/api/cases/attribution/classification.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto wanted = QJsonDocument::fromJson(file.readAll())[0]["contributions"_L1].toArray();
    const auto tokens = result.json()["tokens"_L1].toArray();
    QCOMPARE(tokens.size(), wanted.size());
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        QVERIFY(std::abs(tokens[i].toObject()["contribution"_L1].toDouble() - wanted[i].toDouble())
            < 1e-4);
    }
}

void TestTaskCommands::readsStandardInput() {
    const QStringList command{"classify"_L1, "--model"_L1, model("classification"_L1), "--json"_L1};
    const auto piped = run(command + QStringList{"--file"_L1, "-"_L1}, "a cat");
    const auto given = run(command + QStringList{"--text"_L1, "a cat"_L1});
    QCOMPARE(piped.code, 0);
    QCOMPARE(piped.out, given.out);
}

void TestTaskCommands::answersATable() {
    const auto table = m_folder.write("in.csv", "sentence,n\na cat,1\n,2\n");
    const auto out = pathText(m_folder.path() / "out.csv");
    const QStringList command{"classify"_L1, "--model"_L1, model("classification"_L1),
        "--text-column"_L1, "sentence"_L1, "--batch"_L1, pathText(table)};
    const auto written = run(command + QStringList{"--out"_L1, out});
    QCOMPARE(written.code, 0);
    QVERIFY(written.out.isEmpty());
    QVERIFY(written.err.contains("line 3"));
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto csv = file.readAll();
    QVERIFY(csv.startsWith("sentence,n,predicted,probability,p(bad)"));
    QCOMPARE(csv.count("\r\n"), 3);
    QCOMPARE(run(command).out, csv);
}

void TestTaskCommands::measuresOnALabelledFile() {
    const auto file = m_folder.write("labelled.csv", "text,label\na cat,good\nthe cat,bad\n");
    const auto result = run({"classify"_L1, "--model"_L1, model("classification"_L1), "--json"_L1,
        "--labelled"_L1, pathText(file)});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.json()["examples"_L1].toInt(), 2);
    QCOMPARE(result.json()["confusion"_L1].toArray().size(), 3);
    QVERIFY(result.json()["macro"_L1].isObject());
    const auto plain = run(
        {"classify"_L1, "--model"_L1, model("classification"_L1), "--labelled"_L1, pathText(file)});
    QVERIFY(plain.out.contains("accuracy"));
    QVERIFY(plain.out.contains("macro"));
}

void TestTaskCommands::saysWhatItCannotDo_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("another task") << QStringList{"tag"_L1, "--model"_L1, model("classification"_L1),
        "--text"_L1, "a"_L1} << QByteArray("another task");
    QTest::newRow("no task") << QStringList{"classify"_L1, "--model"_L1,
        QStringLiteral(VITRINE_SOURCE_DIR "/tests/engine/api/cases/masked/bert"), "--text"_L1,
        "a"_L1} << QByteArray("not trained for a task");
    QTest::newRow("no text") << QStringList{"classify"_L1, "--model"_L1, model("classification"_L1),
        "--text"_L1, " "_L1} << QByteArray("no text");
    QTest::newRow("no question") << QStringList{"answer"_L1, "--model"_L1, model("answering"_L1),
        "--text"_L1, "a"_L1} << QByteArray("no text");
    QTest::newRow("no such file") << QStringList{"tag"_L1, "--model"_L1, model("tagging"_L1),
        "--labelled"_L1, "/no/such/file.conll"_L1}
                                  << QByteArray("/no/such/file.conll");
}

void TestTaskCommands::saysWhatItCannotDo() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, names);
    const auto failed = run(arguments);
    QCOMPARE(failed.code, 1);
    QVERIFY(failed.out.isEmpty());
    QCOMPARE(failed.err.count('\n'), 1);
    QVERIFY2(failed.err.contains(names), failed.err.constData());
}

void TestTaskCommands::refusesWrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no model") << QStringList{"classify"_L1, "--text"_L1, "a"_L1};
    QTest::newRow("no text") << QStringList{"tag"_L1, "--model"_L1, model("tagging"_L1)};
    QTest::newRow("text and batch") << QStringList{
        "tag"_L1, "--model"_L1, model("tagging"_L1), "--text"_L1, "a"_L1, "--batch"_L1, "b.csv"_L1};
    QTest::newRow("out without batch") << QStringList{
        "tag"_L1, "--model"_L1, model("tagging"_L1), "--text"_L1, "a"_L1, "--out"_L1, "b.csv"_L1};
}

void TestTaskCommands::refusesWrongUsage() {
    QFETCH(QStringList, arguments);
    QCOMPARE(run(arguments).code, 2);
}

QTEST_GUILESS_MAIN(TestTaskCommands)
#include "tst_task_commands.moc"
