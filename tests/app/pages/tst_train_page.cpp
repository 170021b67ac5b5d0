#include <QTest>

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>

#include <memory>

#include "app/application.h"
#include "app/pages/example_view.h"
#include "app/pages/recipe_panel.h"
#include "app/pages/run_curves.h"
#include "app/pages/runs_panel.h"
#include "app/pages/train_page.h"
#include "app/window/main_window.h"
#include "widgets/attention/attention_heat_map.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 60000; // ms; a busy machine may take its time

} // namespace

/// The Train lens as its user has it: real clicks, very small models.
class TestTrainPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile text(m_folder->filePath(QStringLiteral("texts.txt")));
        QVERIFY(text.open(QIODevice::WriteOnly));
        for (int line = 0; line < 40; ++line) {
            text.write("the cat sat on the mat and the dog sat by the door\n");
        }
        start();
    }

    void cleanup() {
        m_application.reset();
        m_folder.reset();
    }

    void theFirstClickTrainsATextAtHand() {
        QVERIFY(find<QPushButton>("startTraining").isEnabled());
        click("startTraining");
        QTRY_VERIFY_WITH_TIMEOUT(!curve().x.empty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>("runSamples").model()->rowCount() > 0, patience);
        QVERIFY(find<QToolButton>("trainingState").isVisible()); // in the status bar
        click("stopRun");
        QTRY_VERIFY_WITH_TIMEOUT(!runs().running(), patience);
    }

    void theEstimateIsMeasured() {
        useOwnText(1000);
        QTRY_VERIFY_WITH_TIMEOUT(panel().estimate(), patience);
        QVERIFY(panel().estimate()->tokensPerSecond > 0);
        const auto shown = find<QLabel>("estimate").text();
        QVERIFY2(shown.contains(QStringLiteral("Parameters")), qPrintable(shown));
        // Another setting is another estimate.
        find<QDoubleSpinBox>("steps").setValue(2000);
        QVERIFY(!panel().estimate());
    }

    void aRunIsPausedResumedAndStopped() {
        startOwn(1'000'000);
        QTRY_VERIFY_WITH_TIMEOUT(curve().x.size() > 2, patience);
        click("pauseRun");
        QTRY_COMPARE_WITH_TIMEOUT(run().state, RunState::Paused, patience);
        const auto steps = run().log.size();
        QTest::qWait(200);
        QCOMPARE(run().log.size(), steps); // it rests
        QCOMPARE(find<QPushButton>("pauseRun").text(), QStringLiteral("Resume"));
        click("pauseRun");
        QTRY_VERIFY_WITH_TIMEOUT(run().log.size() > steps, patience);
        click("stopRun");
        QTRY_COMPARE_WITH_TIMEOUT(run().state, RunState::Stopped, patience);
        QVERIFY(!find<QToolButton>("trainingState").isVisible());
    }

    void itGoesOnWhileOtherLensesAreUsed() {
        startOwn(1'000'000);
        QTest::keyClick(&window(), Qt::Key_1, Qt::AltModifier);
        QCOMPARE(window().currentPage(), QStringLiteral("generate"));
        const auto steps = run().log.size();
        laboratory().workspace().setText("once");
        QTRY_VERIFY_WITH_TIMEOUT(laboratory().workspace().tokens().back().scored, patience);
        QTRY_VERIFY_WITH_TIMEOUT(run().log.size() > steps + 2, patience);
        click("trainingState");
        QCOMPARE(window().currentPage(), QStringLiteral("train"));
        click("stopRun");
        QTRY_VERIFY_WITH_TIMEOUT(!runs().running(), patience);
    }

    void theProbeIsFollowedAndLookedBackAt() {
        startOwn(60);
        QTRY_COMPARE_WITH_TIMEOUT(run().state, RunState::Finished, patience);
        auto& slider = find<QSlider>("probeSlider");
        QTRY_VERIFY_WITH_TIMEOUT(slider.maximum() > 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(slider.value(), slider.maximum(), patience);
        auto& map = find<widgets::AttentionHeatMap>("probeAttention");
        QVERIFY(map.picture());
        const auto last = map.picture()->cells().values;
        slider.setFocus();
        QTest::keyClick(&slider, Qt::Key_Home);
        QCOMPARE(slider.value(), 0);
        QVERIFY(map.picture()->cells().values != last);
        const auto first = map.picture()->cells().values;
        find<QComboBox>("probeHead").setFocus();
        QTest::keyClick(&find<QComboBox>("probeHead"), Qt::Key_End);
        QVERIFY(map.picture()->cells().values != first);
    }

    void theBatchIsShownOnDemand() {
        startOwn(1'000'000);
        choose("batch");
        const auto& model = *find<ExampleView>("batchExamples").table();
        QCOMPARE(model.rowCount(), 0);
        click("showBatch");
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2, patience);
        // What the model reads at a place is what it had to find one place before.
        QVERIFY(model.columnCount() > 3);
        QCOMPARE(model.index(0, 3).data().toString(), model.index(1, 2).data().toString());
        click("stopRun");
        QTRY_VERIFY_WITH_TIMEOUT(!runs().running(), patience);
    }

    void theResultOpensInEveryLens() {
        startOwn(20);
        QTRY_COMPARE_WITH_TIMEOUT(run().state, RunState::Finished, patience);
        QVERIFY(!find<QPushButton>("compareRun").isEnabled()); // it began with no model
        click("openRun");
        QTRY_COMPARE_WITH_TIMEOUT(
            laboratory().workspace().model()->info().path, run().modelFolder(), patience);
        QCOMPARE(laboratory().workspace().model()->info().title, "cats");
        laboratory().workspace().setText("the cat");
        window().showPage(QStringLiteral("attention"));
        QTRY_VERIFY_WITH_TIMEOUT(laboratory().workspace().tokens().back().scored, patience);
    }

    void aFineTunedModelStandsBesideItsBase() {
        const auto base = laboratory().workspace().model()->info().path;
        useOwnText(8);
        auto& model = find<QComboBox>("recipeModel");
        choose(model, model.findText(QStringLiteral("The loaded model"), Qt::MatchStartsWith));
        find<QDoubleSpinBox>("steps").setValue(8);
        click("startTraining");
        QTRY_COMPARE_WITH_TIMEOUT(run().state, RunState::Finished, patience);
        choose("change");
        click("compareRun");
        QTRY_VERIFY_WITH_TIMEOUT(laboratory().workspace().secondModel(), patience);
        QCOMPARE(laboratory().workspace().secondModel()->info().path, base);
        QTRY_COMPARE_WITH_TIMEOUT(
            laboratory().workspace().model()->info().path, run().modelFolder(), patience);
    }

    void everyObjectiveHasDataAtHandInBothLanguages() {
        auto& objective = find<QComboBox>("recipeObjective");
        auto& data = find<QComboBox>("recipeText");
        for (int i = 0; i < objective.count(); ++i) {
            choose(objective, i);
            QCOMPARE(objective.currentIndex(), i);
            const auto& job = panel().recipe().job;
            QCOMPARE(static_cast<int>(job.objective), i);
            QVERIFY(std::filesystem::exists(job.training.front().file));
            QVERIFY(job.validationShare > 0);
            const auto english = job.training.front().file;
            const int chinese = data.findText(QStringLiteral("Chinese"), Qt::MatchContains);
            QVERIFY(chinese >= 0);
            choose(data, chinese);
            QCOMPARE(static_cast<int>(panel().recipe().job.objective), i);
            QVERIFY(std::filesystem::exists(panel().recipe().job.training.front().file));
            QVERIFY(panel().recipe().job.training.front().file != english);
            choose(data, data.findText(QStringLiteral("English"), Qt::MatchContains));
        }
    }

    void onlyModelsThatSuitAreOffered() {
        auto& objective = find<QComboBox>("recipeObjective");
        auto& model = find<QComboBox>("recipeModel");
        choose(objective, objective.findText(QStringLiteral("masked token")));
        QVERIFY(model.findText(QStringLiteral("A new BERT")) >= 0);
        QVERIFY(model.findText(QStringLiteral("A new GPT")) < 0);
        choose(objective, objective.findText(QStringLiteral("next token")));
        QVERIFY(model.findText(QStringLiteral("A new GPT")) >= 0);
        QVERIFY(model.findText(QStringLiteral("A new BERT")) < 0);
    }

    void theWheelScrollsPastWhatItPasses() {
        auto& model = find<QComboBox>("recipeModel");
        auto& steps = find<QDoubleSpinBox>("steps");
        const int chosen = model.currentIndex();
        const double before = steps.value();
        find<QLineEdit>("recipeName").setFocus();
        for (QWidget* field : std::initializer_list<QWidget*>{&model, &steps}) {
            QWheelEvent down(QPointF(4, 4), field->mapToGlobal(QPointF(4, 4)), {}, {0, -120},
                Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, /*inverted=*/false);
            QApplication::sendEvent(field, &down);
        }
        QCOMPARE(model.currentIndex(), chosen);
        QCOMPARE(steps.value(), before);
        steps.setFocus();
        QWheelEvent down(QPointF(4, 4), steps.mapToGlobal(QPointF(4, 4)), {}, {0, -120},
            Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, /*inverted=*/false);
        QApplication::sendEvent(&steps, &down);
        QVERIFY(steps.value() < before);
    }

    void loraIsChosenWithItsSettings() {
        auto& objective = find<QComboBox>("recipeObjective");
        choose(objective, objective.findText(QStringLiteral("classification")));
        QVERIFY(!find<QDoubleSpinBox>("lora_rank").isVisible());
        auto& tuning = find<QComboBox>("tuning");
        QVERIFY(tuning.isVisible());
        tuning.setFocus();
        QTest::keyClick(&tuning, Qt::Key_End);
        QVERIFY(find<QDoubleSpinBox>("lora_rank").isVisible());
        auto& targets = find<QComboBox>("lora_targets");
        QVERIFY(targets.count() > 1); // of a BERT
        QVERIFY(targets.itemText(0).contains(QStringLiteral("query")));
        targets.setFocus();
        targets.lineEdit()->selectAll();
        QTest::keyClicks(targets.lineEdit(), QStringLiteral("query, value"));
        const auto& tuned = panel().recipe().job.tuning;
        QCOMPARE(tuned.method, TuningMethod::Lora);
        QCOMPARE(tuned.lora.targets, (std::vector<std::string>{"query", "value"}));
    }

    void theDataAreLookedAtBeforeTheStart() {
        auto& objective = find<QComboBox>("recipeObjective");
        choose(objective, objective.findText(QStringLiteral("classification")));
        QFile file(m_folder->filePath(QStringLiteral("rows.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("text,label\nfine,good\n,good\nawful,bad\ngreat,good\ndull,bad\n");
        file.close();
        auto recipe = tinyTask(20);
        recipe.job.training = {{file.fileName().toStdString(), 1}};
        panel().setRecipe(recipe);
        click("showData");
        auto& rows = find<QTableView>("previewRows");
        QTRY_COMPARE_WITH_TIMEOUT(rows.model()->rowCount(), 4, patience);
        QCOMPARE(rows.model()->index(1, 0).data().toString(), QStringLiteral("4")); // its line
        QCOMPARE(rows.model()->index(1, 1).data().toString(), QStringLiteral("awful"));
        QCOMPARE(rows.model()->index(1, 2).data().toString(), QStringLiteral("bad"));
        QVERIFY(find<QLabel>("previewNote").text().contains(QStringLiteral("bad, good")));

        choose("what the model sees");
        auto& example = find<ExampleView>("previewExamples");
        QVERIFY(example.isVisible());
        QVERIFY(example.table()->columnCount() > 2);

        choose("problems (1)");
        auto& problems = find<QTableView>("previewProblems");
        QCOMPARE(problems.model()->rowCount(), 1);
        QCOMPARE(problems.model()->index(0, 1).data().toString(), QStringLiteral("3"));
    }

    void dataThatCannotBeReadSaySo() {
        auto recipe = tinyTask(20);
        recipe.job.training = {{m_folder->filePath(QStringLiteral("none.csv")).toStdString(), 1}};
        panel().setRecipe(recipe);
        click("showData");
        auto& note = find<QLabel>("previewNote");
        QTRY_VERIFY_WITH_TIMEOUT(note.text().contains(QStringLiteral("none.csv")), patience);
    }

    void anUnstartedRecipeSurvivesARestart() {
        auto& objective = find<QComboBox>("recipeObjective");
        choose(objective, objective.findText(QStringLiteral("tagging")));
        find<QDoubleSpinBox>("steps").setValue(77);
        auto& name = find<QLineEdit>("recipeName");
        name.selectAll();
        QTest::keyClicks(&name, QStringLiteral("names"));
        const auto before = panel().recipe();
        m_application.reset();
        start();
        QVERIFY(panel().recipe() == before);
        QCOMPARE(find<QDoubleSpinBox>("steps").value(), 77.0);
        QCOMPARE(find<QLineEdit>("recipeName").text(), QStringLiteral("names"));
        QCOMPARE(find<QComboBox>("recipeObjective").currentText(), QStringLiteral("tagging"));
    }

    void aTaskIsLearnedAndLookedAtAfterARestart() {
        panel().setRecipe(tinyTask(30));
        click("startTraining");
        QTRY_COMPARE_WITH_TIMEOUT(run().state, RunState::Finished, patience);
        QVERIFY2(run().problem.isEmpty(), qPrintable(run().problem));
        QVERIFY(run().validationLoss());
        QVERIFY(run().log.back().loss < run().log.front().loss);
        QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>("runSamples").model()->rowCount() > 0, patience);
        QVERIFY(sampleText().contains(QStringLiteral("good "))); // a label, not a continuation

        m_application.reset();
        start();
        QTRY_COMPARE_WITH_TIMEOUT(runs().runs().size(), 1U, patience);
        choose("All runs");
        auto& table = *find<QTableView>("runsTable").model();
        const auto told = table.index(0, 1).data().toString();
        QVERIFY2(told.contains(QStringLiteral("classification")), qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("LoRA")), qPrintable(told));
        choose("Watch");
        QTRY_VERIFY_WITH_TIMEOUT(!curve().x.empty(), patience);
        click("compareRun");
        QTRY_VERIFY_WITH_TIMEOUT(laboratory().workspace().secondModel(), patience);
        QCOMPARE(
            laboratory().workspace().secondModel()->info().path, run().recipe.job.model.folder);
        QTRY_COMPARE_WITH_TIMEOUT(
            laboratory().workspace().model()->info().path, run().modelFolder(), patience);
        window().showPage(QStringLiteral("attention"));
        QCOMPARE(window().currentPage(), QStringLiteral("attention"));
    }

    void runsAreComparedRepeatedRenamedAndDeleted() {
        startOwn(6);
        QTRY_COMPARE_WITH_TIMEOUT(run().state, RunState::Finished, patience);
        choose("All runs");
        click("repeatRun");
        QCOMPARE(find<QDoubleSpinBox>("steps").value(), 6.0);
        find<QDoubleSpinBox>("learning_rate").setValue(0.01);
        click("startTraining");
        QTRY_VERIFY_WITH_TIMEOUT(
            runs().runs().size() == 2 && runs().runs().front().state == RunState::Finished,
            patience);
        choose("All runs");
        auto& panel = *window().findChild<RunsPanel*>();
        QTRY_COMPARE(panel.curves().size(), 2U);
        QVERIFY(panel.curves()[0].y != panel.curves()[1].y);

        auto& list = find<QListWidget>("runList");
        QCOMPARE(list.currentRow(), 0);
        QTest::mouseClick(
            list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(1)).center());
        QCOMPARE(list.currentRow(), 1);
        QCOMPARE(window().findChild<TrainPage*>()->state().run,
            runs().runs()[1].folder.filename().string());
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Up);
        QCOMPARE(list.currentRow(), 0);

        answer([](QWidget* dialog) {
            dialog->findChild<QLineEdit*>()->setText(QStringLiteral("faster"));
            qobject_cast<QInputDialog*>(dialog)->accept();
        });
        click("renameRun");
        QCOMPARE(run().recipe.name, QStringLiteral("faster"));

        answer([](QWidget* dialog) {
            QTest::keyClick(dialog, Qt::Key_Escape); // no
        });
        click("removeRun");
        QCOMPARE(runs().runs().size(), 2U);
        answer([](QWidget* dialog) {
            QTest::mouseClick(
                qobject_cast<QMessageBox*>(dialog)->button(QMessageBox::Yes), Qt::LeftButton);
        });
        click("removeRun");
        QTRY_COMPARE_WITH_TIMEOUT(runs().runs().size(), 1U, patience);
        QCOMPARE(runs().runs().front().recipe.name, QStringLiteral("cats"));
    }

    void aRestartShowsTheRunsAndGoesOn() {
        startOwn(1'000'000);
        QTRY_VERIFY_WITH_TIMEOUT(curve().x.size() > 2, patience);
        m_application.reset();
        start();
        QCOMPARE(window().currentPage(), QStringLiteral("train"));
        QTRY_COMPARE_WITH_TIMEOUT(runs().runs().size(), 1U, patience);
        QCOMPARE(run().state, RunState::Paused);
        QTRY_VERIFY_WITH_TIMEOUT(!curve().x.empty(), patience);
        const auto steps = run().log.size();
        click("pauseRun"); // it says Resume
        QTRY_VERIFY_WITH_TIMEOUT(run().log.size() > steps, patience);
        click("stopRun");
        QTRY_VERIFY_WITH_TIMEOUT(!runs().running(), patience);
    }

    void nothingIsClippedAtTheSmallestScreen_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("Chinese") << "zh";
    }

    void nothingIsClippedAtTheSmallestScreen() {
        QFETCH(QString, language);
        if (language == QStringLiteral("zh")) {
            QTest::mouseClick(
                window().findChild<QToolButton*>(QStringLiteral("switchLanguage")), Qt::LeftButton);
        }
        window().resize(1280, 720);
        for (int view = 0; view < 3; ++view) {
            window().findChild<TrainPage*>()->showView(view);
            QCoreApplication::processEvents();
            QVERIFY2(window().minimumSizeHint().width() <= 1280, qPrintable(QString::number(view)));
            QVERIFY2(window().minimumSizeHint().height() <= 720, qPrintable(QString::number(view)));
        }
    }

private:
    void start() {
        const ApplicationPaths paths{m_folder->filePath(QStringLiteral("settings.ini")),
            m_folder->filePath(QStringLiteral("session.json")),
            VITRINE_SOURCE_DIR "/tests/app/models"};
        if (!QFile::exists(paths.settings)) {
            Settings(paths.settings).setLanguage(QStringLiteral("en"));
        }
        m_application = std::make_unique<Application>(*qApp, paths);
        m_application->start();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        QTRY_VERIFY_WITH_TIMEOUT(laboratory().workspace().model(), patience);
        QTest::keyClick(&window(), Qt::Key_7, Qt::AltModifier);
        QCOMPARE(window().currentPage(), QStringLiteral("train"));
    }

    /// A recipe for the folder's own text and a very small model.
    void useOwnText(int steps) {
        auto recipe = panel().recipe();
        recipe.name = QStringLiteral("cats");
        recipe.texts = {{"the"}, "the cat sat", 6};
        recipe.job.training = {{m_folder->filePath(QStringLiteral("texts.txt")).toStdString(), 1}};
        recipe.job.model = {.layers = 2, .heads = 2, .modelWidth = 16};
        recipe.job.options.steps = steps;
        recipe.job.options.batchSize = 2;
        recipe.job.options.blockLength = 24;
        recipe.job.options.learningRate = 1e-3;
        recipe.job.options.warmupSteps = 0;
        recipe.job.options.logEvery = 1;
        recipe.job.options.evaluateEvery = 4;
        panel().setRecipe(recipe);
    }

    RecipePanel& panel() { return *window().findChild<RecipePanel*>(); }

    /// Labels told by updates of rank 2 beside a very small BERT.
    TrainingRecipe tinyTask(int steps) {
        QFile file(m_folder->filePath(QStringLiteral("reviews.csv")));
        if (file.open(QIODevice::WriteOnly)) {
            file.write("text,label\nthe cat,good\na dog,bad\nthe cats,good\na dogs,bad\n"
                       "the the,good\na a,bad\ncat the,good\ndog a,bad\n");
        }
        TrainingRecipe recipe;
        recipe.name = QStringLiteral("reviews");
        recipe.texts = {{"the cat"}, "a dog", 6};
        recipe.job.objective = TrainingObjective::Classification;
        recipe.job.training = {{file.fileName().toStdString(), 1}};
        recipe.job.validationShare = 0.25;
        recipe.job.model.folder = VITRINE_SOURCE_DIR "/tests/engine/api/cases/masked/bert";
        recipe.job.tokenizer = {TokenizerSource::Folder, 0, 1, recipe.job.model.folder};
        recipe.job.tuning.method = TuningMethod::Lora;
        recipe.job.tuning.lora.rank = 2;
        recipe.job.options.steps = steps;
        recipe.job.options.batchSize = 4;
        recipe.job.options.blockLength = 16;
        recipe.job.options.learningRate = 2e-2;
        recipe.job.options.warmupSteps = 0;
        recipe.job.options.logEvery = 1;
        recipe.job.options.evaluateEvery = 5;
        return recipe;
    }

    /// The newest answer of the run that is watched.
    QString sampleText() {
        const auto& model = *find<QTableView>("runSamples").model();
        return model.index(model.rowCount() - 1, model.columnCount() - 1).data().toString();
    }

    void startOwn(int steps) {
        useOwnText(steps);
        click("startTraining");
        QTRY_VERIFY_WITH_TIMEOUT(!run().log.empty(), patience);
    }

    template <typename T>
    T& find(const char* name) {
        auto* found = window().findChild<T*>(QString::fromLatin1(name));
        if (!found) {
            qFatal("There is no %s.", name);
        }
        return *found;
    }

    void click(const char* name) {
        QTest::mouseClick(&find<QAbstractButton>(name), Qt::LeftButton);
    }

    /// The segment of the lens with this text.
    void choose(const char* segment) {
        for (auto* button : window().findChild<TrainPage*>()->findChildren<QToolButton*>()) {
            if (button->text() == QLatin1String(segment)) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        qFatal("There is no segment %s.", segment);
    }

    void choose(QComboBox& list, int index) {
        list.setCurrentIndex(index);
        Q_EMIT list.activated(index);
    }

    /// What is done with the dialog that the next click opens.
    void answer(const std::function<void(QWidget*)>& with) {
        QTimer::singleShot(0, qApp, [with] {
            QTRY_VERIFY(QApplication::activeModalWidget());
            with(QApplication::activeModalWidget());
        });
    }

    const widgets::Curve& curve() {
        const auto& curves = window().findChild<RunCurves*>()->curves();
        static const widgets::Curve none;
        return curves.empty() ? none : curves.front();
    }

    MainWindow& window() { return m_application->window(); }
    Laboratory& laboratory() { return m_application->laboratory(); }
    TrainingRuns& runs() { return m_application->runs(); }
    /// The newest.
    const RunRecord& run() { return runs().runs().front(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(TestTrainPage)
#include "tst_train_page.moc"
