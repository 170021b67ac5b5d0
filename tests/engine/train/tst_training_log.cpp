#include <fstream>
#include <sstream>

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/train/training_log.h"

using namespace vitrine;

class TestTrainingLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesOneObjectPerStep();
    void dropsStepsThatAreRepeated();
    void reportsUnwritableFolder();
    void readsWhatItWrote();
    void readsNoBrokenLog_data();
    void readsNoBrokenLog();

private:
    static TrainingProgress progress(std::int64_t step);
    std::string file() const {
        return m_folder.filePath(QStringLiteral("log.jsonl")).toStdString();
    }
    std::vector<nlohmann::json> lines() const;

    QTemporaryDir m_folder;
};

TrainingProgress TestTrainingLog::progress(std::int64_t step) {
    TrainingProgress progress;
    progress.step = step;
    progress.steps = 9;
    progress.loss = 2.5;
    progress.learningRate = 1e-3;
    progress.gradientNorm = 0.75;
    progress.tokensPerSecond = 1000;
    progress.seconds = 12.5;
    return progress;
}

std::vector<nlohmann::json> TestTrainingLog::lines() const {
    std::vector<nlohmann::json> lines;
    std::ifstream stream(file());
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(nlohmann::json::parse(line));
    }
    return lines;
}

void TestTrainingLog::writesOneObjectPerStep() {
    auto log = train::TrainingLog::open(file(), 0);
    QVERIFY(log);
    auto evaluated = progress(2);
    evaluated.validationLoss = 3.0;
    QVERIFY(log->append(progress(1)));
    QVERIFY(log->append(evaluated));
    const auto written = lines();
    QCOMPARE(written.size(), 2U);
    const nlohmann::json first{{"step", 1}, {"steps", 9}, {"loss", 2.5}, {"learning_rate", 1e-3},
        {"grad_norm", 0.75}, {"tokens_per_s", 1000.0}, {"seconds", 12.5}};
    QVERIFY(written[0] == first);
    QCOMPARE(written[1].at("validation_loss").get<double>(), 3.0);
}

void TestTrainingLog::dropsStepsThatAreRepeated() {
    {
        std::ofstream stream(file());
        for (const int step : {1, 2, 3, 4}) {
            stream << train::toJson(progress(step)) << '\n';
        }
        stream << "{\"step\": 2, \"cut sho"; // the last line of a run that was killed
    }
    auto log = train::TrainingLog::open(file(), 2);
    QVERIFY(log);
    QVERIFY(log->append(progress(3)));
    const auto written = lines();
    QCOMPARE(written.size(), 3U);
    QCOMPARE(written[2].at("step").get<int>(), 3);
}

void TestTrainingLog::reportsUnwritableFolder() {
    const auto missing = m_folder.filePath(QStringLiteral("none/log.jsonl")).toStdString();
    auto log = train::TrainingLog::open(missing, 0);
    QVERIFY(log);
    const auto written = log->append(progress(1));
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::FileUnwritable);
    QCOMPARE(written.error().subject, missing);
}

void TestTrainingLog::readsWhatItWrote() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("log.jsonl")).toStdString();
    auto second = progress(2);
    second.validationLoss = 3.25;
    auto log = train::TrainingLog::open(path, 0).value();
    QVERIFY(log.append(progress(1)));
    QVERIFY(log.append(second));
    std::ofstream(path, std::ios::app) << R"({"step":3,"lo)"; // still being written
    const std::vector<TrainingProgress> expected{progress(1), second};
    QCOMPARE(train::readTrainingLog(path).value(), expected);
}

void TestTrainingLog::readsNoBrokenLog_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("{\"step\":1,\"loss\":2}\nstep 2\n");
    QTest::newRow("no loss") << QByteArray("{\"step\":1,\"loss\":2}\n{\"step\":2}\n");
    QTest::newRow("no object") << QByteArray("{\"step\":1,\"loss\":2}\n[2]\n");
    QTest::newRow("text for a number")
        << QByteArray("{\"step\":1,\"loss\":2}\n{\"step\":\"2\",\"loss\":1}\n");
}

void TestTrainingLog::readsNoBrokenLog() {
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("log.jsonl")).toStdString();
    std::ofstream(path) << text.toStdString();
    const auto error = train::readTrainingLog(path).error();
    QCOMPARE(error.code, ErrorCode::JsonInvalid);
    QCOMPARE(error.place, std::string("line 2"));
    QCOMPARE(train::readTrainingLog(path + "x").error().code, ErrorCode::FileMissing);
}

QTEST_GUILESS_MAIN(TestTrainingLog)
#include "tst_training_log.moc"
