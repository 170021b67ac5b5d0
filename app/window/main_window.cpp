#include "app/window/main_window.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/error_text.h"
#include "app/model_text.h"
#include "app/window/about_dialog.h"
#include "app/window/command_palette.h"
#include "app/window/command_registry.h"
#include "app/window/inspector_panel.h"
#include "app/window/model_menu.h"
#include "app/window/navigation_rail.h"
#include "app/window/shortcuts_dialog.h"
#include "app/window/status_strip.h"
#include "app/window/text_bar.h"
#include "app/window/top_bar.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_strip.h"

namespace vitrine::app {

namespace {

constexpr int zoomStep = 10;
constexpr QSize firstSize{1440, 900};
constexpr QSize smallestSize{960, 600};
constexpr int inspectorWidth = 332;

/// What is opened of a folder or file that the user points to; empty where it can be no model.
std::filesystem::path modelAt(const QString& path) {
    const QFileInfo info(path);
    if (info.isFile() && info.suffix() == QStringLiteral("safetensors")) {
        return info.absolutePath().toStdString(); // its configuration lies beside it
    }
    const bool opens = info.isDir() || (info.isFile() && info.suffix() == QStringLiteral("gguf"));
    return opens ? path.toStdString() : std::string();
}

const QString windowLayout = QStringLiteral("window");
const QString splitterLayout = QStringLiteral("inspectorSplitter");
const QString railPanel = QStringLiteral("rail");
const QString inspectorPanel = QStringLiteral("inspector");

} // namespace

MainWindow::MainWindow(Laboratory& laboratory, Appearance& appearance, Settings& settings)
    : m_laboratory(laboratory), m_appearance(appearance), m_settings(settings),
      m_commands(widgets::makeParented<CommandRegistry>(this)) {
    setMinimumSize(smallestSize);
    setAcceptDrops(true);
    addCommands();
    addViewCommands();
    buildLayout();
    connectLaboratory();
    connect(&appearance, &Appearance::changed, this, &MainWindow::followAppearance);
    followAppearance();
    restoreLayout();
    retranslate();
    m_textBar->strip().setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout() {
    auto* body = new QWidget(this);
    setCentralWidget(body);
    m_rail = widgets::makeParented<NavigationRail>(body);
    m_topBar = widgets::makeParented<TopBar>(*m_commands, body);
    m_textBar = widgets::makeParented<TextBar>(m_laboratory, body);
    m_message = widgets::makeParented<widgets::MessageBar>(body);
    m_splitter = widgets::makeParented<QSplitter>(body);
    m_pages = widgets::makeParented<QStackedWidget>(m_splitter);
    m_inspector = widgets::makeParented<InspectorPanel>(m_splitter);
    m_status = widgets::makeParented<StatusStrip>(body);
    m_palette = widgets::makeParented<CommandPalette>(*m_commands, this);

    auto* rows = new QVBoxLayout;
    rows->setSpacing(0);
    for (QWidget* row : {static_cast<QWidget*>(m_topBar), static_cast<QWidget*>(m_textBar),
             static_cast<QWidget*>(m_message)}) {
        rows->addWidget(row);
    }
    rows->addWidget(m_splitter, 1);
    rows->addWidget(m_status);
    auto* columns = new QHBoxLayout(body);
    columns->setContentsMargins({});
    columns->setSpacing(0);
    columns->addWidget(m_rail);
    columns->addLayout(rows, 1);

    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::showPage);
    connect(
        m_status, &StatusStrip::trainingAsked, this, [this] { showPage(QStringLiteral("train")); });
    connect(m_status, &StatusStrip::downloadChosen, this, &MainWindow::downloadChosen);
    connect(m_message, &widgets::MessageBar::acted, this, [this] {
        if (const auto act = std::exchange(m_offer, nullptr)) {
            act();
        }
    });
    connect(m_status, &StatusStrip::stopAsked, this, [this] {
        m_laboratory.stopGeneration();
        m_laboratory.models().cancel();
        m_laboratory.secondModels().cancel();
    });
    buildModelMenus();
}

void MainWindow::buildModelMenus() {
    const auto command
        = [this](const char* id) { return m_commands->action(QString::fromLatin1(id)); };
    auto* model = new ModelMenu(m_laboratory, m_settings,
        {command("openFolder"), command("openFile"), command("showModels")}, m_topBar);
    auto* second = new ModelMenu(
        m_laboratory, m_settings, {command("compareFolder"), command("stopComparing")}, m_topBar);
    connect(model, &ModelMenu::folderChosen, this, &MainWindow::folderOffered);
    connect(second, &ModelMenu::folderChosen, this, &MainWindow::comparisonOffered);
    m_topBar->setModelMenus(model, second);
}

void MainWindow::addCommands() {
    const auto add = [this](const char* id, const CommandRegistry::Text& text,
                         const QKeySequence& shortcut, std::function<void()> run) {
        addAction(m_commands->add(QString::fromLatin1(id), text, shortcut, std::move(run)));
    };
    auto& laboratory = m_laboratory;
    add("generate",
        {QT_TRANSLATE_NOOP("Commands", "Generate"),
            QT_TRANSLATE_NOOP("Commands", "Continue the text with the settings at the right")},
        QKeySequence(Qt::CTRL | Qt::Key_Return), [&laboratory] { laboratory.generate(); });
    add("step",
        {QT_TRANSLATE_NOOP("Commands", "Step"), QT_TRANSLATE_NOOP("Commands", "Add one token")},
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return),
        [&laboratory] { laboratory.continuation().step(); });
    add("stop",
        {QT_TRANSLATE_NOOP("Commands", "Stop"),
            QT_TRANSLATE_NOOP("Commands", "Stop generating; what was made stays")},
        QKeySequence(Qt::Key_Escape), [&laboratory] { laboratory.stopGeneration(); });
    add("goToText",
        {QT_TRANSLATE_NOOP("Commands", "Go to the text"),
            QT_TRANSLATE_NOOP("Commands", "Put the caret into the text under glass")},
        QKeySequence(Qt::CTRL | Qt::Key_L), [this] { m_textBar->strip().setFocus(); });
    add("openFolder",
        {QT_TRANSLATE_NOOP("Commands", "Open model folder…"),
            QT_TRANSLATE_NOOP(
                "Commands", "Open a model of your own, a folder in Hugging Face layout")},
        QKeySequence::Open, [this] { chooseFolder(); });
    add("openFile",
        {QT_TRANSLATE_NOOP("Commands", "Open model file…"),
            QT_TRANSLATE_NOOP("Commands", "Open a model in one file: GGUF, or safetensors")},
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { chooseFile(); });
    add("compareFolder",
        {QT_TRANSLATE_NOOP("Commands", "Compare with model folder…"),
            QT_TRANSLATE_NOOP("Commands", "Open a second model beside the first")},
        {}, [this] { chooseSecondFolder(); });
    add("stopComparing",
        {QT_TRANSLATE_NOOP("Commands", "Remove the second model"),
            QT_TRANSLATE_NOOP("Commands", "Show the first model alone again")},
        {}, [this] { removeSecondModel(); });
    add("palette",
        {QT_TRANSLATE_NOOP("Commands", "Search commands"),
            QT_TRANSLATE_NOOP("Commands", "Find any command by a few letters")},
        QKeySequence(Qt::CTRL | Qt::Key_K), [this] { m_palette->open(); });
    add("shortcuts",
        {QT_TRANSLATE_NOOP("Commands", "Keyboard shortcuts"),
            QT_TRANSLATE_NOOP("Commands", "List every command and its keys")},
        QKeySequence::HelpContents, [this] { showShortcuts(); });
    add("about",
        {QT_TRANSLATE_NOOP("Commands", "About Vitrine"),
            QT_TRANSLATE_NOOP("Commands", "Version, licence and the libraries inside")},
        {}, [this] { showAbout(); });
    add("quit",
        {QT_TRANSLATE_NOOP("Commands", "Quit"),
            QT_TRANSLATE_NOOP("Commands", "Close the window; the work is kept")},
        QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
}

void MainWindow::addViewCommands() {
    const auto add = [this](const char* id, const CommandRegistry::Text& text,
                         const QList<QKeySequence>& shortcuts, std::function<void()> run) {
        auto* action
            = m_commands->add(QString::fromLatin1(id), text, shortcuts.value(0), std::move(run));
        action->setShortcuts(shortcuts);
        addAction(action);
    };
    add("zoomIn",
        {QT_TRANSLATE_NOOP("Commands", "Larger type"),
            QT_TRANSLATE_NOOP("Commands", "Make everything larger")},
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
        [this] { m_appearance.setZoomPercent(m_appearance.zoomPercent() + zoomStep); });
    add("zoomOut",
        {QT_TRANSLATE_NOOP("Commands", "Smaller type"),
            QT_TRANSLATE_NOOP("Commands", "Make everything smaller")},
        {QKeySequence(Qt::CTRL | Qt::Key_Minus)},
        [this] { m_appearance.setZoomPercent(m_appearance.zoomPercent() - zoomStep); });
    add("zoomReset",
        {QT_TRANSLATE_NOOP("Commands", "Normal type"),
            QT_TRANSLATE_NOOP("Commands", "Go back to the normal size")},
        {QKeySequence(Qt::CTRL | Qt::Key_0)}, [this] { m_appearance.setZoomPercent(100); });
    add("switchTheme",
        {QT_TRANSLATE_NOOP("Commands", "Light or dark theme"),
            QT_TRANSLATE_NOOP("Commands", "Change between light and dark colours")},
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}, [this] {
            m_appearance.setTheme(m_appearance.isDark() ? ThemeChoice::Light : ThemeChoice::Dark);
        });
    add("systemTheme",
        {QT_TRANSLATE_NOOP("Commands", "Theme of the system"),
            QT_TRANSLATE_NOOP("Commands", "Use light or dark colours as the system does")},
        {}, [this] { m_appearance.setTheme(ThemeChoice::System); });
    add("switchLanguage",
        {QT_TRANSLATE_NOOP("Commands", "English or 中文"),
            QT_TRANSLATE_NOOP("Commands", "Change the language of the interface")},
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}, [this] {
            const bool chinese = m_appearance.language() == QStringLiteral("zh");
            m_appearance.setLanguage(chinese ? QStringLiteral("en") : QStringLiteral("zh"));
        });
    add("toggleRail",
        {QT_TRANSLATE_NOOP("Commands", "Show or hide the rail"),
            QT_TRANSLATE_NOOP("Commands", "Show or hide the list of lenses at the left")},
        {QKeySequence(Qt::CTRL | Qt::Key_B)}, [this] { togglePanel(railPanel, m_rail); });
    add("toggleInspector",
        {QT_TRANSLATE_NOOP("Commands", "Show or hide the inspector"),
            QT_TRANSLATE_NOOP("Commands", "Show or hide the column at the right")},
        {QKeySequence(Qt::CTRL | Qt::Key_I)}, [this] { togglePanel(inspectorPanel, m_inspector); });
    add("showGenerate",
        {QT_TRANSLATE_NOOP("Commands", "Generate lens"),
            QT_TRANSLATE_NOOP("Commands", "Watch the model continue the text")},
        {QKeySequence(Qt::ALT | Qt::Key_1)}, [this] { showPage(QStringLiteral("generate")); });
    add("showTokens",
        {QT_TRANSLATE_NOOP("Commands", "Tokens lens"),
            QT_TRANSLATE_NOOP("Commands", "Watch the tokeniser cut the text")},
        {QKeySequence(Qt::ALT | Qt::Key_2)}, [this] { showPage(QStringLiteral("tokens")); });
    add("showAttention",
        {QT_TRANSLATE_NOOP("Commands", "Attention lens"),
            QT_TRANSLATE_NOOP("Commands", "See which tokens look at which, head by head")},
        {QKeySequence(Qt::ALT | Qt::Key_3)}, [this] { showPage(QStringLiteral("attention")); });
    add("showLayers",
        {QT_TRANSLATE_NOOP("Commands", "Layers lens"),
            QT_TRANSLATE_NOOP("Commands", "Follow a token through the model, box by box")},
        {QKeySequence(Qt::ALT | Qt::Key_4)}, [this] { showPage(QStringLiteral("layers")); });
    add("showEmbeddings",
        {QT_TRANSLATE_NOOP("Commands", "Embeddings lens"),
            QT_TRANSLATE_NOOP("Commands", "See words as vectors: neighbours, maps, analogies")},
        {QKeySequence(Qt::ALT | Qt::Key_5)}, [this] { showPage(QStringLiteral("embeddings")); });
    add("showProbability",
        {QT_TRANSLATE_NOOP("Commands", "Probability lens"),
            QT_TRANSLATE_NOOP(
                "Commands", "Compare models from counting to Transformers on the same candidates")},
        {QKeySequence(Qt::ALT | Qt::Key_6)}, [this] { showPage(QStringLiteral("probability")); });
    add("showTrain",
        {QT_TRANSLATE_NOOP("Commands", "Train lens"),
            QT_TRANSLATE_NOOP("Commands", "Make a model learn, and watch it from inside")},
        {QKeySequence(Qt::ALT | Qt::Key_7)}, [this] { showPage(QStringLiteral("train")); });
    add("showTasks",
        {QT_TRANSLATE_NOOP("Commands", "Tasks lens"),
            QT_TRANSLATE_NOOP(
                "Commands", "Let the model classify, find entities, answer and write")},
        {QKeySequence(Qt::ALT | Qt::Key_8)}, [this] { showPage(QStringLiteral("tasks")); });
    add("showModels",
        {QT_TRANSLATE_NOOP("Commands", "Models and devices"),
            QT_TRANSLATE_NOOP(
                "Commands", "Choose a model, where it runs, and how its weights are kept")},
        {QKeySequence(Qt::CTRL | Qt::Key_M)}, [this] { showPage(QStringLiteral("models")); });
}

void MainWindow::addPage(Page* page, bool atFoot) {
    m_pages->addWidget(page);
    if (page->inspector()) {
        m_inspector->addContent(page->inspector());
    }
    const auto place = atFoot ? NavigationRail::Place::Foot : NavigationRail::Place::Top;
    m_rail->addEntry(page->id(), page->iconName(), place);
    m_rail->setEntryText(page->id(), page->title(), page->tip());
}

void MainWindow::showPage(const QString& id) {
    for (int i = 0; i < m_pages->count(); ++i) {
        auto* page = qobject_cast<Page*>(m_pages->widget(i));
        if (page->id() == id) {
            if (i != m_pages->currentIndex()) {
                m_pages->currentWidget()->hide(); // it frees memory before the next one fills it
                m_pages->setCurrentIndex(i);
            }
            m_rail->setCurrent(id);
            m_inspector->showContent(page->inspector());
            m_inspector->setVisible(
                m_inspector->hasContent() && m_settings.isPanelShown(inspectorPanel));
            Q_EMIT pageShown(id);
        }
    }
}

QString MainWindow::currentPage() const {
    const auto* page = qobject_cast<Page*>(m_pages->currentWidget());
    return page ? page->id() : QString();
}

void MainWindow::connectLaboratory() {
    auto& models = m_laboratory.models();
    connect(&models, &ModelHost::started, this, &MainWindow::followJobs);
    connect(&models, &ModelHost::ended, this, &MainWindow::followJobs);
    connect(&models, &ModelHost::progressed, this,
        [this](double fraction) { m_status->setProgress(fraction); });
    connect(&models, &ModelHost::failed, this, &MainWindow::showError);
    connect(&models, &ModelHost::loaded, m_message, &widgets::MessageBar::clear);
    connect(&m_laboratory.generator(), &Generator::runningChanged, this, &MainWindow::followJobs);
    connectSecondModels();
    auto& workspace = m_laboratory.workspace();
    connect(&workspace, &Workspace::textRefused, this, &MainWindow::showError);
    connect(&m_laboratory.continuation(), &Continuation::failed, this, &MainWindow::showError);
    connect(&m_laboratory.samples(), &SampleSet::failed, this, &MainWindow::showError);
    connect(&m_laboratory.promptTrials(), &PromptTrials::failed, this, &MainWindow::showError);
    connect(&m_laboratory.predictor(), &Predictor::failed, this, &MainWindow::showPredictionError);
    connect(
        &m_laboratory.predictor(), &Predictor::predicted, this, &MainWindow::clearPredictionError);
    auto& filler = m_laboratory.maskFiller();
    connect(&filler, &MaskFiller::failed, this, &MainWindow::showPredictionError);
    connect(&filler, &MaskFiller::answered, this, &MainWindow::clearPredictionError);
    auto& reader = m_laboratory.leftReader();
    connect(&reader, &LeftReader::failed, this, &MainWindow::showPredictionError);
    connect(&reader, &LeftReader::answered, this, &MainWindow::clearPredictionError);
    followJobs();
}

void MainWindow::connectSecondModels() {
    auto& models = m_laboratory.secondModels();
    connect(&models, &ModelHost::started, this, &MainWindow::followJobs);
    connect(&models, &ModelHost::ended, this, &MainWindow::followJobs);
    connect(&models, &ModelHost::progressed, this,
        [this](double fraction) { m_status->setProgress(fraction); });
    connect(&models, &ModelHost::failed, this, &MainWindow::showError);
    connect(&models, &ModelHost::loaded, m_message, &widgets::MessageBar::clear);
    connect(&m_laboratory.workspace(), &Workspace::secondModelChanged, this,
        &MainWindow::followSecondModel);
}

void MainWindow::showPredictionError(const Error& error) {
    // An empty text is no mistake: the page says what to do with it.
    if (error.code != ErrorCode::PromptEmpty) {
        m_predictionFailed = true;
        showError(error);
    }
}

void MainWindow::clearPredictionError() {
    if (std::exchange(m_predictionFailed, false)) {
        m_message->clear();
    }
}

void MainWindow::followJobs() {
    const bool loading
        = m_laboratory.models().isLoading() || m_laboratory.secondModels().isLoading();
    const bool generating = m_laboratory.generator().isRunning();
    m_status->setJob(loading                     ? StatusStrip::Job::Loading
            : !generating                        ? StatusStrip::Job::None
            : m_laboratory.samples().isRunning() ? StatusStrip::Job::Sampling
                                                 : StatusStrip::Job::Generating);
    m_status->setTokensPerSecond(m_laboratory.generator().tokensPerSecond());
    const auto& workspace = m_laboratory.workspace();
    const bool continues = workspace.model() && !workspace.readsBothSides();
    m_commands->action(QStringLiteral("generate"))->setEnabled(continues);
    m_commands->action(QStringLiteral("step"))->setEnabled(continues);
    m_commands->action(QStringLiteral("stop"))->setEnabled(generating);
    followModel();
    followSecondModel();
}

void MainWindow::followModel() {
    const auto& models = m_laboratory.models();
    const auto& model = m_laboratory.workspace().model();
    if (models.isLoading()) {
        m_topBar->showLoading(QString::fromStdString(models.folder().filename().string()));
    } else if (model) {
        m_topBar->showModel(model->info(), model->placement());
    } else {
        m_topBar->showNoModel();
    }
}

void MainWindow::followSecondModel() {
    const auto& models = m_laboratory.secondModels();
    const auto& model = m_laboratory.workspace().secondModel();
    if (models.isLoading()) {
        const auto name = models.folder().filename().string();
        m_topBar->showSecondModel(QString::fromStdString(name), tr("loading…"));
    } else if (model) {
        m_topBar->showSecondModel(modelTitle(model->info()), modelSummary(model->info()));
    } else {
        m_topBar->showSecondModel({}, {});
    }
    m_commands->action(QStringLiteral("compareFolder"))
        ->setEnabled(m_laboratory.workspace().model() != nullptr);
    m_commands->action(QStringLiteral("stopComparing"))
        ->setEnabled(models.isLoading() || model != nullptr);
}

void MainWindow::openModel(const std::filesystem::path& folder, const LoadOptions& options) {
    m_laboratory.models().load(folder, options);
}

void MainWindow::openSecondModel(const std::filesystem::path& folder, const LoadOptions& options) {
    m_laboratory.secondModels().load(folder, options);
}

void MainWindow::chooseSecondFolder() {
    const auto folder = QFileDialog::getExistingDirectory(this, tr("Compare with model folder"));
    if (!folder.isEmpty()) {
        Q_EMIT comparisonOffered(folder.toStdString());
    }
}

void MainWindow::removeSecondModel() {
    m_laboratory.secondModels().cancel();
    m_laboratory.workspace().setSecondModel(nullptr, {});
}

void MainWindow::chooseFolder() {
    const auto folder = QFileDialog::getExistingDirectory(this, tr("Open model folder"));
    if (!folder.isEmpty()) {
        Q_EMIT folderOffered(folder.toStdString());
    }
}

void MainWindow::chooseFile() {
    const auto file = QFileDialog::getOpenFileName(
        this, tr("Open model file"), {}, tr("Models (*.gguf *.safetensors)"));
    if (const auto path = modelAt(file); !path.empty()) {
        Q_EMIT folderOffered(path);
    }
}

void MainWindow::showError(const Error& error) {
    if (error.code != ErrorCode::Interrupted) {
        m_message->showMessage(widgets::MessageBar::Kind::Error, errorText(error));
    }
}

void MainWindow::showNotice(const QString& sentence) {
    m_message->showMessage(widgets::MessageBar::Kind::Notice, sentence);
}

void MainWindow::showOffer(
    const QString& sentence, const QString& action, std::function<void()> act) {
    m_offer = std::move(act);
    m_message->showMessage(widgets::MessageBar::Kind::Notice, sentence, action);
}

void MainWindow::showDownload(const QString& text) {
    m_status->setDownload(text);
}

void MainWindow::setSaved(int secondsAgo) {
    m_status->setSaved(secondsAgo);
}

void MainWindow::setTraining(const QString& state) {
    m_status->setTraining(state);
}

void MainWindow::togglePanel(const QString& name, QWidget* panel) {
    const bool shown = panel->isHidden();
    m_settings.setPanelShown(name, shown);
    panel->setVisible(shown && (panel != m_inspector || m_inspector->hasContent()));
}

void MainWindow::showShortcuts() {
    auto* dialog = new ShortcutsDialog(*m_commands, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout() {
    auto* dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::restoreLayout() {
    if (!restoreGeometry(m_settings.layout(windowLayout))) {
        resize(firstSize);
    }
    const auto theme = widgets::Theme::of(this);
    if (!m_splitter->restoreState(m_settings.layout(splitterLayout))) {
        const int right = theme.px(inspectorWidth);
        m_splitter->setSizes({std::max(width() - right, 1), right});
    }
    m_rail->setVisible(m_settings.isPanelShown(railPanel));
}

void MainWindow::saveLayout() {
    m_settings.setLayout(windowLayout, saveGeometry());
    m_settings.setLayout(splitterLayout, m_splitter->saveState());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && !modelAt(urls.front().toLocalFile()).empty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    Q_EMIT folderOffered(modelAt(event->mimeData()->urls().front().toLocalFile()));
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void MainWindow::followAppearance() {
    m_topBar->setSwitches(m_appearance.isDark(), m_appearance.language());
}

void MainWindow::retranslate() {
    setWindowTitle(QStringLiteral("Vitrine"));
    m_commands->retranslate();
    followSecondModel();
    for (int i = 0; i < m_pages->count(); ++i) {
        const auto* page = qobject_cast<Page*>(m_pages->widget(i));
        m_rail->setEntryText(page->id(), page->title(), page->tip());
    }
    Q_EMIT retranslated();
}

} // namespace vitrine::app
