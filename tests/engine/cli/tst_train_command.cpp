#include <csignal>

#include <QProcess>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "tests/support/scratch_folder.h"

using namespace vitrine;

namespace {

constexpr int Timeout = 60'000; // ms; far more than any of these runs needs

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
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
    void reportsErrorInOneLine();
    void refusesWrongUsage_data();
    void refusesWrongUsage();

private:
    void start(const QStringList& arguments);
    int finish();
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
