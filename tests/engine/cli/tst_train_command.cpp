#include <cmath>
#include <csignal>
#include <fstream>
#include <memory>

#include <QProcess>
#include <QTcpServer>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "tests/support/scratch_folder.h"

using namespace vitrine;

namespace {

constexpr int Timeout = 60'000; // ms; far more than any of these runs needs

/// Rounding of float32, of sums in another order.
constexpr double Tolerance = 1e-4;

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// A port of this machine that nobody listens on.
int freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// What torchrun tells one of two processes on this machine.
QProcessEnvironment placeOf(const QString& rank, int port) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RANK"), rank);
    environment.insert(QStringLiteral("WORLD_SIZE"), QStringLiteral("2"));
    environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
    environment.insert(QStringLiteral("MASTER_PORT"), QString::number(port));
    return environment;
}

} // namespace

/// `vitrine-cli train` and `evaluate` as a user runs them.
class TestTrainCommand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void trainsAndEvaluates();
    void listsRowsThatCannotBeUsed();
    void mergesAnAdapter();
    void interruptKeepsCheckpoint();
    void severalProcessesEqualALargerBatch_data();
    void severalProcessesEqualALargerBatch();
    void aLostProcessIsSaid();
    void processesThatDoNotMeetSaySo();
    void refusesPlacesThatCannotBe_data();
    void refusesPlacesThatCannotBe();
    void reportsErrorInOneLine();
    void refusesWrongUsage_data();
    void refusesWrongUsage();

private:
    void start(const QStringList& arguments);
    int finish();
    /// One of two processes that train job.json into the folder `run`.
    std::unique_ptr<QProcess> startProcess(int rank, int port, const QStringList& more = {}) const;
    std::vector<double> lossesOf(const char* run, const char* key) const;
    void writeJob(int steps) const;

    std::optional<test::ScratchFolder> m_folder;
    std::optional<QProcess> m_program;
};

void TestTrainCommand::init() {
    m_folder.emplace();
    m_folder->write("texts.txt", "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n");
    writeJob(4);
}

void TestTrainCommand::writeJob(int steps) const {
    const nlohmann::json job{
        {"data", {{"training", {{{"file", "texts.txt"}}}}}},
        {"tokenizer", {{"kind", "characters"}}},
        {"model", {{"layers", 1}, {"heads", 1}, {"width", 8}}},
        {"training",
            {{"steps", steps}, {"batch_size", 2}, {"block_length", 16}, {"warmup_steps", 1},
                {"log_every", 1}}},
    };
    m_folder->write("job.json", job.dump());
}

void TestTrainCommand::start(const QStringList& arguments) {
    m_program.emplace();
    m_program->setWorkingDirectory(text(m_folder->path()));
    m_program->start(QStringLiteral(VITRINE_CLI), arguments);
}

int TestTrainCommand::finish() {
    if (!m_program->waitForFinished(Timeout) || m_program->exitStatus() != QProcess::NormalExit) {
        return -1;
    }
    return m_program->exitCode();
}

void TestTrainCommand::trainsAndEvaluates() {
    start({QStringLiteral("train"), QStringLiteral("job.json"), QStringLiteral("--device"),
        QStringLiteral("cpu")});
    QCOMPARE(finish(), 0);
    const auto lines = m_program->readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    for (int i = 0; i < 4; ++i) {
        const auto json = nlohmann::json::parse(lines[i].toStdString());
        QCOMPARE(json.at("step").get<int>(), i + 1);
        for (const auto* key : {"loss", "learning_rate", "grad_norm", "tokens_per_s", "seconds"}) {
            QVERIFY(json.at(key).is_number());
        }
    }

    start({QStringLiteral("evaluate"), QStringLiteral("--model"), QStringLiteral("job/model"),
        QStringLiteral("--file"), QStringLiteral("texts.txt"), QStringLiteral("--json")});
    QCOMPARE(finish(), 0);
    const auto json = nlohmann::json::parse(m_program->readAllStandardOutput().toStdString());
    QCOMPARE(json.at("tokens").get<int>(), 26); // 12 characters and the end, twice
    QVERIFY(json.at("perplexity").get<double>() > 1);
}

void TestTrainCommand::listsRowsThatCannotBeUsed() {
    m_folder->write("rows.csv", "text,label\n明月,1\n白日,0\n,1\n");
    m_folder->write("job.json", R"({"objective": "classification",
        "data": {"training": [{"file": "rows.csv"}]}, "tokenizer": {"kind": "word-piece"},
        "model": {"layers": 1, "heads": 1, "width": 8},
        "training": {"steps": 2, "batch_size": 2, "block_length": 16}})");
    start({QStringLiteral("train"), QStringLiteral("job.json")});
    QCOMPARE(finish(), 0);
    QVERIFY(m_program->readAllStandardError().contains("rows.csv, line 4: no text: text\n"));
}

void TestTrainCommand::mergesAnAdapter() {
    const auto cases
        = std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/engine/api/cases/masked/bert";
    m_folder->write("rows.csv", "text,label\n春花,1\n秋月,0\n");
    m_folder->write("job.json",
        R"({"objective": "classification",
        "data": {"training": [{"file": "rows.csv"}]}, "model": {"folder": ")"
            + cases.string() + R"("}, "tuning": {"method": "lora", "rank": 2},
        "training": {"steps": 2, "batch_size": 2, "block_length": 16}})");
    start({QStringLiteral("train"), QStringLiteral("job.json")});
    QCOMPARE(finish(), 0);
    start({QStringLiteral("convert"), QStringLiteral("--model"), text(cases),
        QStringLiteral("--merge"), QStringLiteral("job/model/adapter"), QStringLiteral("--out"),
        QStringLiteral("merged")});
    QCOMPARE(finish(), 0);
    QVERIFY(std::filesystem::exists(m_folder->path() / "merged/model.safetensors"));
    QVERIFY(std::filesystem::exists(m_folder->path() / "merged/tokenizer.json"));
}

void TestTrainCommand::interruptKeepsCheckpoint() {
    writeJob(100'000);
    start({QStringLiteral("train"), QStringLiteral("job.json"), QStringLiteral("--out"),
        QStringLiteral("run")});
    QVERIFY(m_program->waitForReadyRead(Timeout)); // it trains
    ::kill(static_cast<pid_t>(m_program->processId()), SIGINT);
    QCOMPARE(finish(), 130);
    const auto done = m_program->readAllStandardOutput().count('\n');
    QVERIFY(done > 0);

    start({QStringLiteral("train"), QStringLiteral("--resume"), QStringLiteral("run")});
    QVERIFY(m_program->waitForReadyRead(Timeout));
    ::kill(static_cast<pid_t>(m_program->processId()), SIGINT);
    QCOMPARE(finish(), 130);
    const auto first = m_program->readAllStandardOutput().split('\n').first();
    QCOMPARE(nlohmann::json::parse(first.toStdString()).at("step").get<qint64>(), done + 1);
}

std::unique_ptr<QProcess> TestTrainCommand::startProcess(
    int rank, int port, const QStringList& more) const {
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(text(m_folder->path()));
    process->setProcessEnvironment(placeOf(QString::number(rank), port));
    process->start(QStringLiteral(VITRINE_CLI),
        QStringList{QStringLiteral("train"), QStringLiteral("job.json"), QStringLiteral("--out"),
            QStringLiteral("run"), QStringLiteral("--device"), QStringLiteral("cpu"),
            QStringLiteral("--threads"), QStringLiteral("1")}
            + more);
    return process;
}

std::vector<double> TestTrainCommand::lossesOf(const char* run, const char* key) const {
    std::ifstream log(m_folder->path() / run / "log.jsonl");
    std::vector<double> losses;
    for (std::string line; std::getline(log, line);) {
        const auto json = nlohmann::json::parse(line);
        if (json.contains(key)) {
            losses.push_back(json.at(key).get<double>());
        }
    }
    return losses;
}

void TestTrainCommand::severalProcessesEqualALargerBatch_data() {
    QTest::addColumn<QByteArray>("objective");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("rows");
    QTest::newRow("next token") << QByteArray("next-token") << QByteArray("rows.txt")
                                << QByteArray("床前明月光，疑是地上霜。\n举头望\n低头思故乡。\n"
                                              "春眠不觉晓\n处处闻啼鸟。\n夜来\n");
    QTest::newRow("masked token") << QByteArray("masked-token") << QByteArray("rows.txt")
                                  << QByteArray("床前明月光。疑是地上霜。\n举头望明月。低头。\n"
                                                "春眠不觉晓。处处闻啼鸟。\n夜来。花落。\n");
    QTest::newRow("classification")
        << QByteArray("classification") << QByteArray("rows.csv")
        << QByteArray("text,label\n明月,1\n白日依山,0\n光,1\n日,0\n月,1\n山依,0\n");
    QTest::newRow("tagging") << QByteArray("tagging") << QByteArray("rows.conll")
                             << QByteArray("明 B-X\n月 I-X\n\n光 O\n\n地 O\n上 B-X\n山 O\n\n"
                                           "日 O\n月 B-X\n");
}

void TestTrainCommand::severalProcessesEqualALargerBatch() {
    QFETCH(QByteArray, objective);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, rows);
    m_folder->write(file.constData(), rows.toStdString());
    nlohmann::json job{
        {"objective", objective.toStdString()},
        {"data",
            {{"training", {{{"file", file.toStdString()}}}},
                {"validation", {{{"file", file.toStdString()}}}}}},
        {"tokenizer", {{"kind", objective == "next-token" ? "characters" : "word-piece"}}},
        {"model", {{"layers", 1}, {"heads", 2}, {"width", 16}}},
        {"training",
            {{"steps", 12}, {"batch_size", 4}, {"block_length", 16}, {"warmup_steps", 1},
                {"learning_rate", 1e-2}, {"log_every", 1}, {"evaluate_every", 4},
                {"accumulation", 2}}},
    };
    m_folder->write("job.json", job.dump());
    start({QStringLiteral("train"), QStringLiteral("job.json"), QStringLiteral("--out"),
        QStringLiteral("alone"), QStringLiteral("--device"), QStringLiteral("cpu")});
    QCOMPARE(finish(), 0);

    job["training"]["batch_size"] = 2; // of each process
    m_folder->write("job.json", job.dump());
    const int port = freePort();
    const auto first = startProcess(0, port);
    const auto second = startProcess(1, port);
    for (auto* process : {first.get(), second.get()}) {
        QVERIFY(process->waitForFinished(Timeout));
        QVERIFY2(process->exitCode() == 0, process->readAllStandardError().constData());
    }
    QVERIFY(second->readAllStandardOutput().isEmpty()); // the first one tells
    for (const auto* key : {"loss", "grad_norm", "validation_loss"}) {
        const auto alone = lossesOf("alone", key);
        const auto together = lossesOf("run", key);
        QCOMPARE(together.size(), alone.size());
        QVERIFY(!alone.empty());
        for (std::size_t i = 0; i < alone.size(); ++i) {
            QVERIFY2(std::abs(together[i] - alone[i]) < Tolerance,
                qPrintable(QStringLiteral("%1 %2: %3, %4")
                               .arg(QLatin1String(key))
                               .arg(i)
                               .arg(together[i])
                               .arg(alone[i])));
        }
    }
    QVERIFY(std::filesystem::exists(m_folder->path() / "run/model/model.safetensors"));
}

void TestTrainCommand::aLostProcessIsSaid() {
    writeJob(1'000'000);
    const int port = freePort();
    const auto first = startProcess(0, port);
    const auto second = startProcess(1, port);
    QVERIFY(first->waitForReadyRead(Timeout)); // they train
    second->kill();
    QVERIFY(second->waitForFinished(Timeout));
    QVERIFY(first->waitForFinished(Timeout));
    QCOMPARE(first->exitCode(), 1);
    const auto said = first->readAllStandardError();
    QVERIFY2(said.contains("Process 1 of 2 has lost another one"), said.constData());
    QVERIFY(said.contains("--resume"));
    QCOMPARE(said.count('\n'), 2); // after the line that says what is trained
}

void TestTrainCommand::processesThatDoNotMeetSaySo() {
    const int port = freePort();
    const auto alone = startProcess(
        0, port, {QStringLiteral("--peer-timeout"), QStringLiteral("2")}); // nobody else comes
    QVERIFY(alone->waitForFinished(Timeout));
    QCOMPARE(alone->exitCode(), 1);
    const auto said = alone->readAllStandardError();
    QVERIFY2(said.contains("does not find the others"), said.constData());
    QCOMPARE(said.count('\n'), 1);
    QVERIFY(said.contains("127.0.0.1:" + QByteArray::number(port)));
    QVERIFY(!std::filesystem::exists(m_folder->path() / "run/job.json")); // nothing has begun
}

void TestTrainCommand::refusesPlacesThatCannotBe_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("rank too high") << QStringLiteral("RANK") << QStringLiteral("2");
    QTest::newRow("no rank") << QStringLiteral("RANK") << QString();
    QTest::newRow("no number") << QStringLiteral("WORLD_SIZE") << QStringLiteral("two");
    QTest::newRow("no port") << QStringLiteral("MASTER_PORT") << QString();
    QTest::newRow("no address") << QStringLiteral("MASTER_ADDR") << QString();
}

void TestTrainCommand::refusesPlacesThatCannotBe() {
    QFETCH(QString, name);
    QFETCH(QString, value);
    auto environment = placeOf(QStringLiteral("1"), 29500);
    environment.insert(name, value);
    m_program.emplace();
    m_program->setWorkingDirectory(text(m_folder->path()));
    m_program->setProcessEnvironment(environment);
    m_program->start(
        QStringLiteral(VITRINE_CLI), {QStringLiteral("train"), QStringLiteral("job.json")});
    QCOMPARE(finish(), 1);
    const auto error = m_program->readAllStandardError();
    QCOMPARE(error.count('\n'), 1);
    QVERIFY2(error.contains(name.toUtf8()), error.constData());
}

void TestTrainCommand::reportsErrorInOneLine() {
    m_folder->write("job.json", "{\"data\": 1}");
    start({QStringLiteral("train"), QStringLiteral("job.json")});
    QCOMPARE(finish(), 1);
    QVERIFY(m_program->readAllStandardOutput().isEmpty());
    const auto error = m_program->readAllStandardError();
    QCOMPARE(error.count('\n'), 1);
    QVERIFY(error.contains("job.json"));
    QVERIFY(error.contains("/data"));
}

void TestTrainCommand::refusesWrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing to train") << QStringList{QStringLiteral("train")};
    QTest::newRow("both") << QStringList{QStringLiteral("train"), QStringLiteral("job.json"),
        QStringLiteral("--resume"), QStringLiteral("run")};
    QTest::newRow("unknown device") << QStringList{QStringLiteral("train"),
        QStringLiteral("job.json"), QStringLiteral("--device"), QStringLiteral("abacus")};
    QTest::newRow("no file to evaluate")
        << QStringList{QStringLiteral("evaluate"), QStringLiteral("--model"), QStringLiteral("x")};
}

void TestTrainCommand::refusesWrongUsage() {
    QFETCH(QStringList, arguments);
    start(arguments);
    QCOMPARE(finish(), 2);
}

QTEST_GUILESS_MAIN(TestTrainCommand)
#include "tst_train_command.moc"
