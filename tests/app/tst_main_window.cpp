#include <QTest>

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include <memory>

#include "app/application.h"
#include "app/pages/generate_page.h"
#include "app/session/session_json.h"
#include "app/window/command_registry.h"
#include "app/window/main_window.h"
#include "widgets/common/message_bar.h"
#include "widgets/generation/continuation_tree.h"
#include "widgets/generation/probability_bars.h"
#include "widgets/tokens/token_strip.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time to load a model

} // namespace

/// The window as its user has it: real keys and mouse events, small models with random weights.
class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        start();
    }

    void cleanup() {
        m_application.reset();
        m_folder.reset();
    }

    void theFirstStartShowsAnExample() {
        QVERIFY(!strip().text().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(bars().figureSize().height() > 0, patience);
        QCOMPARE(window().currentPage(), QStringLiteral("generate"));
    }

    void typingUpdatesTokensAndDistribution() {
        QSignalSpy predicted(&laboratory().predictor(), &Predictor::predicted);
        type(QStringLiteral(" and so"));
        QVERIFY(QString::fromStdString(workspace().text()).endsWith(QStringLiteral(" and so")));
        QTRY_VERIFY_WITH_TIMEOUT(predicted.count() > 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(
            predicted.last().at(0).toInt(), workspace().tokenCount(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(strip().tokens().back().scored, patience);
    }

    void generatingGrowsTheTextAndStopEndsIt() {
        const int before = workspace().tokenCount();
        auto options = workspace().options();
        options.maxNewTokens = 100000;
        options.stopAtEndOfText = false;
        workspace().setOptions(options);
        workspace().setText("a"); // room before the context is full
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(laboratory().generator().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(workspace().tokenCount() > 1, patience);
        QTest::keyClick(&window(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!laboratory().generator().isRunning(), patience);
        QVERIFY(before > 0);
        QCOMPARE(workspace().tree().node(workspace().path().back()).origin, TokenOrigin::Generated);
    }

    void aSeedRepeatsExactly() {
        workspace().setText("once");
        const int prompt = workspace().tree().current();
        const auto first = generated();
        workspace().walkTo(prompt);
        QCOMPARE(generated(), first);
        // The same tokens are the same branch, not a second one.
        QCOMPARE(workspace().tree().leaves().size(), std::size_t(1));
    }

    void clickingACandidateBranches() {
        workspace().setText("once");
        const int prompt = workspace().tree().current();
        waitForPrediction();
        clickCandidate();
        const auto first = workspace().text();
        QVERIFY(first.size() > 4);
        workspace().walkTo(prompt);
        waitForPrediction();
        QTest::keyClick(&bars(), Qt::Key_Down);
        QTest::keyClick(&bars(), Qt::Key_Down);
        QTest::keyClick(&bars(), Qt::Key_Return);
        QVERIFY(workspace().text() != first);
        QCOMPARE(workspace().tree().children(prompt).size(), std::size_t(2));
    }

    void branchesAreWalkedAndDeletedInTheTree() {
        workspace().setText("once");
        const int prompt = workspace().tree().current();
        const auto longer = generated();
        workspace().walkTo(prompt);
        auto& tree = *window().findChild<widgets::ContinuationTree*>(QStringLiteral("branches"));
        Q_EMIT tree.nodeActivated(1); // the first generated token
        QCOMPARE(workspace().tokenCount(), tokensIn("once") + 1);
        Q_EMIT tree.deleteRequested(1);
        QCOMPARE(workspace().text(), std::string("once"));
        QCOMPARE(workspace().tree().leaves().size(), std::size_t(1));
        QVERIFY(longer.size() > 4);
    }

    void samplesStandSideBySideWithTheirSeeds() {
        workspace().setText("once");
        workspace().setSamples(3);
        QSignalSpy finished(&laboratory().samples(), &SampleSet::finished);
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        const auto& samples = laboratory().samples().samples();
        QCOMPARE(samples.size(), std::size_t(3));
        QCOMPARE(*samples[2].options.seed, *samples[0].options.seed + 2);
        for (const auto& sample : samples) {
            QCOMPARE(sample.state, Sample::State::Done);
            QVERIFY(!sample.ids.empty());
        }
        QCOMPARE(workspace().text(), std::string("once")); // the text itself stays
    }

    void beamSearchShowsItsTreeAndTakesTheBest() {
        workspace().setText("once");
        auto options = workspace().options();
        options.strategy = DecodingStrategy::Beam;
        options.maxNewTokens = 5;
        workspace().setOptions(options);
        QSignalSpy finished(&laboratory().continuation(), &Continuation::finished);
        QSignalSpy grew(&laboratory().continuation(), &Continuation::beamsGrew);
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        QVERIFY(grew.count() > 0);
        QVERIFY(workspace().tokenCount() > tokensIn("once"));
    }

    void languageChangesWithoutARestart() {
        const auto* command = window().commands().action(QStringLiteral("generate"));
        const auto english = command->text();
        click(QStringLiteral("switchLanguage"));
        QTRY_VERIFY(command->text() != english);
        QTRY_VERIFY(strip().accessibleName() != QStringLiteral("Text under glass"));
        click(QStringLiteral("switchLanguage"));
        QTRY_COMPARE(command->text(), english);
    }

    void themeAndZoomChangeWithoutARestart() {
        const auto before = QApplication::palette().color(QPalette::Window);
        click(QStringLiteral("themeSwitch"));
        QVERIFY(QApplication::palette().color(QPalette::Window) != before);
        const int height = window().fontMetrics().height();
        QTest::keyClick(&window(), Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(&window(), Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(QApplication::font().pixelSize() > 13);
        QTest::keyClick(&window(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(window().fontMetrics().height(), height);
    }

    void thePaletteRunsACommand() {
        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = QApplication::activePopupWidget();
        QVERIFY(palette);
        auto* query = palette->findChild<QLineEdit*>();
        QTest::keyClicks(query, QStringLiteral("tok len"));
        QTest::keyClick(query, Qt::Key_Return);
        QCOMPARE(window().currentPage(), QStringLiteral("tokens"));
        QVERIFY(!QApplication::activePopupWidget());
    }

    void aBrokenFolderIsToldAndTheOldModelStays() {
        const auto* before = workspace().model().get();
        const auto text = workspace().text();
        const QDir broken(m_folder->path());
        QVERIFY(broken.mkdir(QStringLiteral("broken")));
        QFile config(broken.filePath(QStringLiteral("broken/config.json")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("{\"model_type\": ");
        config.close();
        Q_EMIT window().folderOffered(broken.filePath(QStringLiteral("broken")).toStdString());
        auto* message = window().findChild<widgets::MessageBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QVERIFY2(message->message().contains(QStringLiteral("config.json")),
            qPrintable(message->message()));
        QCOMPARE(workspace().model().get(), before);
        QCOMPARE(workspace().text(), text);
    }

    void anotherModelKeepsTheTextAndEachItsBranches() {
        workspace().setText("once");
        generated();
        workspace().walkTo(workspace().path()[static_cast<std::size_t>(tokensIn("once") - 1)]);
        load("tiny-zh");
        QCOMPARE(workspace().text(), std::string("once"));
        QVERIFY(workspace().tree().nodes().size() <= 5);
        load("tiny-en");
        QCOMPARE(workspace().text(), std::string("once"));
        QVERIFY(workspace().tree().nodes().size() > 5);
    }

    void allShotsAreRunSideBySide() {
        auto* page = window().findChild<GeneratePage*>();
        const auto shots = page->promptTemplate().examples.size() + 1;
        window().commands().action(QStringLiteral("promptTemplates"))->trigger();
        for (auto* button : page->findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Run all")) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        auto& trials = laboratory().promptTrials();
        QTRY_COMPARE_WITH_TIMEOUT(trials.done().size(), shots, patience);
        for (const auto& trial : trials.done()) {
            QVERIFY(trial.answerProbability > 0 && trial.answerProbability < 1);
        }
    }

    void aRestartShowsWhatWasThere() {
        workspace().setText("once");
        const auto text = generated();
        window().showPage(QStringLiteral("tokens"));
        const auto nodes = workspace().tree().nodes().size();
        m_application.reset();
        start();
        QCOMPARE(workspace().text(), text);
        QCOMPARE(window().currentPage(), QStringLiteral("tokens"));
        QCOMPARE(workspace().tree().nodes().size(), nodes);
        QCOMPARE(workspace().tree().textTo(workspace().tree().current()), text);
    }

    void everyControlHasAnAccessibleName() {
        for (auto* widget : window().findChildren<QWidget*>()) {
            const bool control = widget->focusPolicy() & Qt::TabFocus
                && !widget->objectName().startsWith(QStringLiteral("qt_"));
            if (!control || !widget->isVisibleTo(&window())) {
                continue;
            }
            const auto* iface = QAccessible::queryAccessibleInterface(widget);
            const auto name = iface ? iface->text(QAccessible::Name) : QString();
            QVERIFY2(!name.isEmpty(),
                qPrintable(QString::fromLatin1(widget->metaObject()->className())
                    + QStringLiteral(" in ")
                    + QString::fromLatin1(widget->parentWidget()->metaObject()->className())));
        }
    }

    void nothingIsClippedAtTheSmallestScreen_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("Chinese") << "zh";
    }

    void nothingIsClippedAtTheSmallestScreen() {
        QFETCH(QString, language);
        if (language == QStringLiteral("zh")) {
            click(QStringLiteral("switchLanguage"));
        }
        window().resize(1280, 720);
        for (const auto* page : {"generate", "tokens", "models"}) {
            window().showPage(QString::fromLatin1(page));
            QCoreApplication::processEvents();
            QVERIFY2(window().minimumSizeHint().width() <= 1280
                    && window().minimumSizeHint().height() <= 720,
                page);
            QCOMPARE(window().size(), QSize(1280, 720));
        }
    }

private:
    void start() {
        const ApplicationPaths paths{m_folder->filePath(QStringLiteral("settings.ini")),
            m_folder->filePath(QStringLiteral("session.json")), VITRINE_TEST_SOURCE_DIR "/models"};
        if (!QFile::exists(paths.settings)) {
            Settings(paths.settings).setLanguage(QStringLiteral("en"));
        }
        m_application = std::make_unique<Application>(*qApp, paths);
        m_application->start();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        QTRY_VERIFY_WITH_TIMEOUT(workspace().model(), patience);
    }

    void load(const char* name) {
        Q_EMIT window().folderOffered(
            std::filesystem::path(VITRINE_TEST_SOURCE_DIR "/models") / name);
        QTRY_COMPARE_WITH_TIMEOUT(workspace().model()->info().name, std::string(name), patience);
    }

    /// The text after the current settings have continued it.
    std::string generated() {
        auto options = workspace().options();
        options.maxNewTokens = 8;
        options.stopAtEndOfText = false;
        workspace().setOptions(options);
        QSignalSpy finished(&laboratory().continuation(), &Continuation::finished);
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        finished.wait(patience);
        return workspace().text();
    }

    void type(const QString& text) {
        strip().setFocus();
        QTest::keyClick(&strip(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(&strip(), text);
    }

    void waitForPrediction() {
        QSignalSpy predicted(&laboratory().predictor(), &Predictor::predicted);
        QVERIFY(predicted.wait(patience));
    }

    void clickCandidate() {
        QTest::mouseClick(bars().viewport(), Qt::LeftButton, {}, QPoint(40, 14));
    }

    void click(const QString& name) {
        auto* button = window().findChild<QToolButton*>(name);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    int tokensIn(const std::string& text) {
        return static_cast<int>(workspace().model()->tokenizer().encode(text, false)->size());
    }

    MainWindow& window() { return m_application->window(); }
    Laboratory& laboratory() { return m_application->laboratory(); }
    Workspace& workspace() { return laboratory().workspace(); }
    widgets::TokenStrip& strip() {
        return *window().findChild<widgets::TokenStrip*>(QStringLiteral("textUnderGlass"));
    }
    widgets::ProbabilityBars& bars() {
        return *window().findChild<widgets::ProbabilityBars*>(QStringLiteral("candidates"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
