#include <QtTest>

#include <QSignalSpy>

#include <fstream>

#include "app/workspace/run_probes.h"
#include "app/workspace/training_runs.h"
#include "engine/api/text_model.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::app;
namespace fs = std::filesystem;

namespace {

constexpr int patience = 60000; // ms; a busy machine may take its time
constexpr std::int64_t endless = 1'000'000;

} // namespace

/// Runs of a very small model, as the lens has them.
class TestTrainingRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder.emplace();
        std::string text;
        for (int line = 0; line < 20; ++line) {
            text += "the cat sat on the mat\n";
        }
        m_folder->write("texts.txt", text);
        open();
    }

    void cleanup() { m_runs.reset(); }

    void aRunTrainsToItsEnd() {
        QSignalSpy finished(m_runs.get(), &TrainingRuns::finished);
        QSignalSpy probed(m_runs.get(), &TrainingRuns::probed);
        const auto key = m_runs->start(recipe(6)).value();
        QCOMPARE(m_runs->find(key)->state, RunState::Running);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        const auto& run = *m_runs->find(key);
        QCOMPARE(run.state, RunState::Finished);
        QCOMPARE(run.log.size(), 6U);
        QVERIFY(run.validationLoss());
        QCOMPARE(run.secondsLeft().value(), 0.0);
        QVERIFY(probed.count() >= 2);
        const auto info = api::TextModel::inspect(run.modelFolder()).value();
        QCOMPARE(info.title, "cats");
    }

    void othersWaitForTheirTurn() {
        const auto first = m_runs->start(recipe(endless)).value();
        const auto second = m_runs->start(recipe(3)).value();
        QCOMPARE(m_runs->find(second)->state, RunState::Queued);
        m_runs->pause(first);
        QTRY_COMPARE_WITH_TIMEOUT(m_runs->find(first)->state, RunState::Paused, patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_runs->find(second)->state, RunState::Finished, patience);
        QCOMPARE(m_runs->find(first)->state, RunState::Paused); // until it is resumed
    }

    void aPausedRunGoesOnWhereItWas() {
        const auto key = m_runs->start(recipe(endless)).value();
        waitForStep(key, 3);
        m_runs->pause(key);
        QTRY_COMPARE_WITH_TIMEOUT(m_runs->find(key)->state, RunState::Paused, patience);
        const auto log = m_runs->find(key)->log;
        m_runs->resume(key);
        QCOMPARE(m_runs->find(key)->state, RunState::Running);
        waitForStep(key, log.back().step + 2);
        const auto& later = m_runs->find(key)->log;
        // The last line is told again where the pause came while its step was measured.
        QVERIFY(std::equal(log.begin(), log.end() - 1, later.begin()));
        QCOMPARE(later[log.size() - 1].step, log.back().step);
        QCOMPARE(later[log.size() - 1].loss, log.back().loss);
        for (std::size_t i = 1; i < later.size(); ++i) {
            QVERIFY(later[i - 1].step < later[i].step);
        }
        m_runs->stop(key);
        QTRY_COMPARE_WITH_TIMEOUT(m_runs->find(key)->state, RunState::Stopped, patience);
    }

    void theEndOfTheProgramPausesIt() {
        const auto key = m_runs->start(recipe(endless)).value();
        waitForStep(key, 3);
        m_runs.reset();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(m_runs->find(key), patience);
        QCOMPARE(m_runs->find(key)->state, RunState::Paused);
        QVERIFY(m_runs->find(key)->step() >= 3);
        QCOMPARE(m_runs->find(key)->recipe.name, QStringLiteral("cats"));
        QVERIFY(m_runs->find(key)->recipe == recipe(endless));
    }

    void aKilledRunIsThereAgain() {
        const auto key = m_runs->start(recipe(endless)).value();
        waitForStep(key, 3);
        m_runs->pause(key);
        QTRY_COMPARE_WITH_TIMEOUT(m_runs->find(key)->state, RunState::Paused, patience);
        m_runs.reset();
        // What kill -9 leaves behind: the state that was, and a line that was being written.
        auto record = readRecord(key).value();
        record.state = RunState::Running;
        QVERIFY(writeRecord(record, /*withRecipe=*/false));
        std::ofstream(key / "log.jsonl", std::ios::app) << R"({"step": 99)";
        open();
        QTRY_VERIFY_WITH_TIMEOUT(m_runs->find(key), patience);
        QCOMPARE(m_runs->find(key)->state, RunState::Paused);
        const auto step = m_runs->find(key)->step();
        m_runs->resume(key);
        waitForStep(key, step + 2);
    }

    void aRunThatCannotBeginSaysWhy() {
        auto bad = recipe(3);
        bad.job.training = {{m_folder->path() / "none.txt", 1}};
        QSignalSpy failed(m_runs.get(), &TrainingRuns::failed);
        const auto key = m_runs->start(bad).value();
        QTRY_COMPARE_WITH_TIMEOUT(m_runs->find(key)->state, RunState::Failed, patience);
        QCOMPARE(failed.count(), 1);
        QVERIFY(m_runs->find(key)->problem.contains(QStringLiteral("none.txt")));
        m_folder->write("none.txt", "the cat sat\non the mat\n");
        m_runs->resume(key);
        QTRY_COMPARE_WITH_TIMEOUT(m_runs->find(key)->state, RunState::Finished, patience);
    }

    void namesAndNotesAreKept() {
        const auto key = m_runs->start(recipe(2)).value();
        QTRY_COMPARE_WITH_TIMEOUT(m_runs->find(key)->state, RunState::Finished, patience);
        m_runs->rename(key, QStringLiteral("mats"));
        m_runs->setNotes(key, QStringLiteral("too few steps"));
        QCOMPARE(api::TextModel::inspect(key / "model").value().title, "mats");
        m_runs.reset();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(m_runs->find(key), patience);
        QCOMPARE(m_runs->find(key)->recipe.name, QStringLiteral("mats"));
        QCOMPARE(m_runs->find(key)->notes, QStringLiteral("too few steps"));
    }

    void deletingTakesAllFiles() {
        const auto key = m_runs->start(recipe(endless)).value();
        waitForStep(key, 1);
        m_runs->remove(key); // while it trains
        QTRY_VERIFY_WITH_TIMEOUT(!m_runs->find(key), patience);
        QVERIFY(!fs::exists(key));
        QVERIFY(!m_runs->running());
    }

    void aBatchIsShownWhenAskedFor() {
        QSignalSpy shown(m_runs.get(), &TrainingRuns::batchShown);
        const auto key = m_runs->start(recipe(endless)).value();
        waitForStep(key, 2);
        QCOMPARE(shown.count(), 0);
        m_runs->askBatch();
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, patience);
        const auto batch = shown.front().front().value<TrainingBatch>();
        QCOMPARE(batch.examples.size(), 4U);
    }

    void probesAreReadAsTheyCome() {
        RunProbes probes(*m_runs, nullptr);
        const auto key = m_runs->start(recipe(5)).value();
        probes.setRun(key);
        QTRY_VERIFY_WITH_TIMEOUT(
            !probes.probes().empty() && probes.probes().back().step == 5, patience);
        QCOMPARE(probes.probes().front().step, 0);
        QCOMPARE(probes.probes().back().samples.front().prompt, "the");
        probes.setRun({});
        QVERIFY(probes.probes().empty());
    }

private:
    void open() { m_runs = std::make_unique<TrainingRuns>(m_folder->path() / "runs", nullptr); }

    TrainingRecipe recipe(std::int64_t steps) const {
        TrainingRecipe recipe;
        recipe.name = QStringLiteral("cats");
        recipe.texts = {{"the"}, "the cat", 4};
        recipe.job.training = {{m_folder->path() / "texts.txt", 1}};
        recipe.job.validationShare = 0.2;
        recipe.job.model = {.layers = 1, .heads = 2, .modelWidth = 8};
        recipe.job.options.steps = steps;
        recipe.job.options.batchSize = 4;
        recipe.job.options.blockLength = 12;
        recipe.job.options.logEvery = 1;
        recipe.job.options.evaluateEvery = 2;
        recipe.job.options.evaluationBatches = 1;
        recipe.job.options.checkpointEvery = 50;
        return recipe;
    }

    void waitForStep(const fs::path& key, std::int64_t step) {
        QTRY_VERIFY_WITH_TIMEOUT(m_runs->find(key)->step() >= step, patience);
    }

    std::optional<test::ScratchFolder> m_folder;
    std::unique_ptr<TrainingRuns> m_runs;
};

QTEST_GUILESS_MAIN(TestTrainingRuns)
#include "tst_training_runs.moc"
