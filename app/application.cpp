#include "app/application.h"

#include <QApplication>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "app/downloads/download_text.h"
#include "app/error_text.h"
#include "app/model_text.h"
#include "app/pages/attention_page.h"
#include "app/pages/embeddings_page.h"
#include "app/pages/generate_page.h"
#include "app/pages/layers_page.h"
#include "app/pages/models_page.h"
#include "app/pages/probability_page.h"
#include "app/pages/run_text.h"
#include "app/pages/sentence_ranking_card.h"
#include "app/pages/tasks_page.h"
#include "app/pages/tokens_page.h"
#include "app/pages/train_page.h"
#include "app/window/command_registry.h"
#include "app/window/main_window.h"
#include "widgets/common/card.h"
#include "widgets/common/number_format.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

/// What the first start puts under glass, in the model's language: a line that every class knows,
/// and that the built-in models were not asked to learn by heart.
std::string exampleText(const ModelInfo& info) {
    const bool chinese = !info.languages.empty() && info.languages.front() == "zh";
    return chinese ? "床前明月光，" : "It was the best of times, it was the";
}

/// Whether a first start may open it: a Transformer that continues texts in this language.
bool suitsFirstStart(const ModelInfo& info, const std::string& language) {
    return info.abilities.continues && info.abilities.attends
        && std::find(info.languages.begin(), info.languages.end(), language)
        != info.languages.end();
}

std::filesystem::path runsFolder(const QString& session) {
    return std::filesystem::path(QFileInfo(session).absolutePath().toStdString()) / "runs";
}

/// Empty where there is none; models that are here can be used all the same.
downloads::ModelCatalogue catalogueIn(const std::filesystem::path& models) {
    return downloads::ModelCatalogue::read(downloads::ModelCatalogue::fileIn(models))
        .value_or(downloads::ModelCatalogue());
}

} // namespace

ApplicationPaths ApplicationPaths::standard() {
    return {
        Settings::defaultFile(), SessionStore::defaultFile(), api::ModelLibrary::defaultFolder()};
}

Application::Application(QApplication& application, const ApplicationPaths& paths)
    : m_settings(paths.settings), m_appearance(application, m_settings), m_laboratory(paths.models),
      m_runs(runsFolder(paths.session), nullptr),
      m_store(catalogueIn(paths.models), paths.downloads),
      m_opened(SessionStore::open(paths.session)),
      m_window(std::make_unique<MainWindow>(m_laboratory, m_appearance, m_settings)),
      m_gpuFallback(m_laboratory.models(), nullptr) {
    buildPages();
    connectModels();
    connectTraining();
    connectTasks();
    connectStore();
    restoreSession();
    m_session = std::make_unique<SessionStore>(
        paths.session, [this] { return snapshot(); }, nullptr);
    connectSession();
}

Application::~Application() {
    m_session.reset(); // writes the last changes while everything they are read from is there
    m_laboratory.generator().cancel();
}

void Application::start() {
    m_window->show();
    QTimer::singleShot(0, this, &Application::openFirstModel);
    if (m_opened.problem) {
        //: %1 says what is wrong with the saved session, %2 is the name of the file it is kept as
        m_window->showNotice(tr("%1 The program starts afresh; the file is kept as %2.")
                                 .arg(errorText(*m_opened.problem), m_opened.keptAs));
    }
}

void Application::buildPages() {
    auto* window = m_window.get();
    m_generatePage = new GeneratePage(m_laboratory, window->commands(), window);
    m_tokensPage = new TokensPage(m_laboratory, m_settings, window);
    m_attentionPage = new AttentionPage(m_laboratory, window->commands(), window);
    m_layersPage = new LayersPage(m_laboratory, window->commands(), window);
    m_embeddingsPage = new EmbeddingsPage(m_laboratory, window);
    m_probabilityPage = new ProbabilityPage(m_laboratory, window);
    m_trainPage = new TrainPage(m_laboratory, m_runs, window);
    m_tasksPage = new TasksPage(
        m_laboratory, [this] { return otherModels(); }, window);
    m_modelsPage = new ModelsPage(m_laboratory, m_store, m_settings, window);
    window->addPage(m_generatePage, /*atFoot=*/false);
    window->addPage(m_tokensPage, /*atFoot=*/false);
    window->addPage(m_attentionPage, /*atFoot=*/false);
    window->addPage(m_layersPage, /*atFoot=*/false);
    window->addPage(m_embeddingsPage, /*atFoot=*/false);
    window->addPage(m_probabilityPage, /*atFoot=*/false);
    window->addPage(m_trainPage, /*atFoot=*/false);
    window->addPage(m_tasksPage, /*atFoot=*/false);
    window->addPage(m_modelsPage, /*atFoot=*/true);
    for (auto* card : window->findChildren<widgets::Card*>()) {
        connect(card, &widgets::Card::exportFailed, window, &MainWindow::showError);
        connect(card, &widgets::Card::exported, window,
            [window](const QString& path) { window->showNotice(tr("Saved as %1.").arg(path)); });
    }
}

void Application::connectModels() {
    connect(m_window.get(), &MainWindow::folderOffered, this, &Application::openFolder);
    connect(m_window.get(), &MainWindow::comparisonOffered, this,
        [this](const std::filesystem::path& folder) {
            m_window->openSecondModel(folder, m_modelsPage->loadOptions());
        });
    connect(m_modelsPage, &ModelsPage::openAsked, m_window.get(), &MainWindow::openModel);
    connect(m_modelsPage, &ModelsPage::failed, m_window.get(), &MainWindow::showError);
    connect(m_tokensPage, &TokensPage::failed, m_window.get(), &MainWindow::showError);
    connect(m_attentionPage, &AttentionPage::failed, m_window.get(), &MainWindow::showError);
    connect(m_layersPage, &LayersPage::failed, m_window.get(), &MainWindow::showError);
    connect(m_embeddingsPage, &EmbeddingsPage::failed, m_window.get(), &MainWindow::showError);
    connect(m_embeddingsPage, &EmbeddingsPage::noticed, m_window.get(), &MainWindow::showNotice);
    connect(m_probabilityPage, &ProbabilityPage::failed, m_window.get(), &MainWindow::showError);
    connect(m_layersPage, &LayersPage::wanted, m_window.get(),
        [this] { m_window->showPage(m_layersPage->id()); });
    connect(m_modelsPage, &ModelsPage::chooseFolderAsked,
        m_window->commands().action(QStringLiteral("openFolder")), &QAction::trigger);
    connect(m_modelsPage, &ModelsPage::chooseFileAsked,
        m_window->commands().action(QStringLiteral("openFile")), &QAction::trigger);
    connect(&m_laboratory.models(), &ModelHost::loaded, this,
        [this](const std::shared_ptr<const api::TextModel>& model) { takeModel(*model); });
    connect(&m_laboratory.models(), &ModelHost::failed, this, [this](const Error& error) {
        if (error.code == ErrorCode::OutOfMemory) {
            // There the estimate is shown, with a way to open the model all the same.
            m_modelsPage->showModel(m_laboratory.models().folder());
            m_window->showPage(m_modelsPage->id());
        }
        const auto& folder = m_laboratory.models().folder();
        std::error_code ignored;
        if (!std::filesystem::exists(folder, ignored)) {
            m_settings.removeRecentFolder(QString::fromStdString(folder.string()));
        }
    });
    connect(&m_laboratory.continuation(), &Continuation::failed, this, &Application::leaveGpu);
    connect(&m_laboratory.samples(), &SampleSet::failed, this, &Application::leaveGpu);
    connect(&m_laboratory.predictor(), &Predictor::failed, this, &Application::leaveGpu);
    connect(&m_laboratory.promptTrials(), &PromptTrials::failed, this, &Application::leaveGpu);
    connect(&m_laboratory.chat(), &Chat::failed, this, &Application::leaveGpu);
    connect(&m_laboratory.chat(), &Chat::failed, m_window.get(), &MainWindow::showError);
    connect(m_generatePage, &GeneratePage::chatModelWanted, this, [this] {
        m_window->showPage(m_modelsPage->id());
        const auto model = std::ranges::find_if(
            m_store.models(), [](const StoredModel& stored) { return stored.entry.recommended; });
        if (model != m_store.models().end()) {
            m_modelsPage->showEntry(model->entry.name);
        }
    });
    connect(&m_laboratory.maskFiller(), &MaskFiller::failed, this, &Application::leaveGpu);
    connect(m_layersPage, &LayersPage::failed, this, &Application::leaveGpu);
    connect(&m_gpuFallback, &GpuFallback::moved, this, [this] {
        m_window->showNotice(tr("The memory of the graphics processor ran out; the model runs on "
                                "the processor now, and what was made so far is kept."));
    });
}

void Application::connectTraining() {
    connect(m_trainPage, &TrainPage::failed, m_window.get(), &MainWindow::showError);
    connect(m_trainPage, &TrainPage::openAsked, this,
        [this](const std::filesystem::path& model, const std::filesystem::path& base) {
            m_window->openModel(model, m_modelsPage->loadOptions());
            if (!base.empty()) {
                m_window->openSecondModel(base, m_modelsPage->loadOptions());
            }
        });
    connect(&m_runs, &TrainingRuns::failed, m_window.get(), &MainWindow::showError);
    connect(&m_runs, &TrainingRuns::finished, this, [this](const std::filesystem::path& run) {
        const auto model = m_runs.find(run)->modelFolder(); // from now on among the models
        m_settings.addRecentFolder(QString::fromStdString(model.string()));
        m_window->showNotice(tr("“%1” has finished training; it can be opened in every lens.")
                                 .arg(m_runs.find(run)->recipe.name));
    });
    connect(&m_runs, &TrainingRuns::listChanged, this, &Application::showTraining);
    connect(&m_runs, &TrainingRuns::progressed, this, &Application::showTraining);
    connect(m_window.get(), &MainWindow::retranslated, this, &Application::showTraining);
}

void Application::showTraining() {
    const auto* run = m_runs.running();
    if (!run) {
        m_window->setTraining({});
        return;
    }
    auto state = tr("Training %1: step %2 of %3")
                     .arg(run->recipe.name, widgets::formatCount(run->step()),
                         widgets::formatCount(run->recipe.job.options.steps));
    if (const auto left = run->secondsLeft()) {
        state += tr(", %1 left").arg(durationText(*left));
    }
    m_window->setTraining(state);
}

/// Models beside the built-in ones: those that were opened or trained, and fetched ones.
std::vector<std::filesystem::path> Application::otherModels() const {
    std::vector<std::filesystem::path> models;
    for (const auto& folder : m_settings.recentFolders()) {
        models.emplace_back(folder.toStdString());
    }
    for (const auto& model : m_store.models()) {
        if (model.state == StoredModel::State::Here) {
            models.push_back(model.path);
        }
    }
    for (const auto& model : m_store.others()) {
        models.push_back(model.path);
    }
    return models;
}

void Application::connectTasks() {
    auto* window = m_window.get();
    connect(m_tasksPage, &TasksPage::failed, window, &MainWindow::showError);
    connect(m_tasksPage, &TasksPage::saved, window,
        [window](const QString& path) { window->showNotice(tr("Saved as %1.").arg(path)); });
    connect(m_tasksPage, &TasksPage::pageAsked, window, &MainWindow::showPage);
    connect(m_tasksPage, &TasksPage::openAsked, window,
        [this, window](const std::filesystem::path& model) {
            window->openModel(model, m_modelsPage->loadOptions());
        });
}

void Application::connectStore() {
    m_store.setMirror(m_settings.mirror());
    auto* window = m_window.get();
    const auto showProgress = [this, window] {
        const auto* current = m_store.current();
        window->showDownload(current ? shortProgressText(*current) : QString());
    };
    connect(&m_store, &ModelStore::changed, window, showProgress);
    connect(&m_store, &ModelStore::progressed, window, showProgress);
    connect(&m_store, &ModelStore::failed, window, &MainWindow::showError);
    connect(&m_store, &ModelStore::fetched, this,
        [this, window](const std::string& name, const std::filesystem::path& path) {
            //: %1 is a model
            window->showOffer(
                tr("%1 is here now.").arg(QString::fromStdString(m_store.find(name)->entry.title)),
                tr("Open"), [this, path] { openFolder(path); });
        });
    connect(window, &MainWindow::downloadChosen, this, [this, window] {
        window->showPage(m_modelsPage->id());
        if (const auto* current = m_store.current()) {
            m_modelsPage->showEntry(current->entry.name);
        }
    });
}

/// Once, and only where there is something to fetch.
void Application::offerModel() {
    const auto* model = m_store.recommended();
    if (!model || m_settings.hasOfferedModel()) {
        return;
    }
    m_settings.setOfferedModel();
    const auto name = model->entry.name;
    //: %1 is a model, %2 the size of the download
    m_window->showOffer(tr("The built-in models are small. %1 answers questions and can be fetched "
                           "(%2); Models lists it and more.")
                            .arg(QString::fromStdString(model->entry.title),
                                byteSize(model->entry.downloadBytes())),
        tr("Fetch"), [this, name] { m_store.fetch(name); });
}

void Application::connectSession() {
    auto* store = m_session.get();
    auto& workspace = m_laboratory.workspace();
    connect(&workspace, &Workspace::textChanged, store, &SessionStore::markChanged);
    connect(&m_probabilityPage->ranking(), &SentenceRankingCard::sentencesChanged, store,
        &SessionStore::markChanged);
    connect(m_probabilityPage, &ProbabilityPage::stateChanged, store, &SessionStore::markChanged);
    connect(&workspace, &Workspace::treeChanged, store, &SessionStore::markChanged);
    connect(&workspace, &Workspace::scoresChanged, store, &SessionStore::markChanged);
    connect(&workspace, &Workspace::optionsChanged, store, &SessionStore::markChanged);
    connect(&workspace, &Workspace::modelChanged, store, &SessionStore::markChanged);
    connect(&workspace, &Workspace::headSelected, store, &SessionStore::markChanged);
    connect(&workspace, &Workspace::interventionsChanged, store, &SessionStore::markChanged);
    connect(&workspace, &Workspace::secondModelChanged, store, &SessionStore::markChanged);
    connect(&m_laboratory.chat(), &Chat::changed, store, &SessionStore::markChanged);
    connect(&m_laboratory.chat(), &Chat::grew, store, &SessionStore::markChanged);
    connect(&m_laboratory.chat(), &Chat::settingsChanged, store, &SessionStore::markChanged);
    connect(
        m_generatePage, &GeneratePage::promptTemplateChanged, store, &SessionStore::markChanged);
    connect(m_embeddingsPage, &EmbeddingsPage::stateChanged, store, &SessionStore::markChanged);
    connect(m_trainPage, &TrainPage::stateChanged, store, &SessionStore::markChanged);
    connect(m_tasksPage, &TasksPage::stateChanged, store, &SessionStore::markChanged);
    connect(m_window.get(), &MainWindow::pageShown, store, &SessionStore::markChanged);
    connect(store, &SessionStore::failed, m_window.get(), &MainWindow::showError);
    const auto showSaved = [this, store] { m_window->setSaved(store->secondsSinceSaved()); };
    connect(store, &SessionStore::saved, this, showSaved);
    connect(&m_savedTimer, &QTimer::timeout, this, showSaved);
    m_savedTimer.start(1s);
}

void Application::restoreSession() {
    m_firstStart = !m_opened.state.has_value();
    const auto state = std::exchange(m_opened.state, std::nullopt).value_or(SessionState());
    m_modelKey = state.model;
    LoadOptions options;
    options.device = state.device;
    options.dtype = state.dtype;
    m_modelsPage->setLoadOptions(options);
    if (!m_firstStart) {
        m_laboratory.workspace().setOptions(state.options);
        m_laboratory.workspace().setSamples(state.samples);
        m_laboratory.workspace().selectHead(state.head);
        if (state.promptTemplate != widgets::PromptTemplate()) {
            m_generatePage->setPromptTemplate(state.promptTemplate);
        }
    }
    m_embeddingsPage->restore(state.embeddings);
    m_probabilityPage->restore(state.probability);
    m_trainPage->restore(state.training);
    m_tasksPage->restore(state.tasks);
    m_laboratory.workspace().restore(state.text, state.trees);
    m_laboratory.chat().restore(state.chat);
    m_laboratory.workspace().restorePair(state.secondText, state.masked);
    if (!state.alternatives.empty()) {
        m_probabilityPage->ranking().setSentences(QString::fromStdString(state.alternatives));
    }
    m_laboratory.workspace().restoreInterventions(state.interventions);
    m_secondModelKey = state.secondModel;
    m_window->showPage(m_generatePage->id());
    m_window->showPage(QString::fromStdString(state.lens));
}

SessionState Application::snapshot() {
    auto& workspace = m_laboratory.workspace();
    const auto options = m_modelsPage->loadOptions();
    SessionState state;
    state.model = m_modelKey;
    state.device = options.device;
    state.dtype = options.dtype;
    state.lens = m_window->currentPage().toStdString();
    state.text = workspace.text();
    state.secondText = workspace.secondText();
    state.alternatives = m_probabilityPage->ranking().sentences().toStdString();
    state.masked = workspace.masked();
    state.options = workspace.options();
    state.samples = workspace.samples();
    state.head = workspace.selectedHead();
    state.interventions = workspace.interventions();
    state.secondModel = workspace.secondModelKey();
    state.promptTemplate = m_generatePage->promptTemplate();
    state.embeddings = m_embeddingsPage->state();
    state.probability = m_probabilityPage->state();
    state.training = m_trainPage->state();
    state.chat = m_laboratory.chat().state();
    state.tasks = m_tasksPage->state();
    state.trees = workspace.trees();
    return state;
}

void Application::openFirstModel() {
    const auto& library = m_laboratory.library();
    auto folder = m_modelKey.empty() ? Expected<std::filesystem::path>(Unexpected(Error{}))
                                     : library.resolve(m_modelKey);
    if (!folder) {
        const auto& models = m_laboratory.builtInModels();
        const auto language = m_appearance.language().toStdString();
        const auto fitting = std::find_if(models.begin(), models.end(),
            [&language](const ModelInfo& info) { return suitsFirstStart(info, language); });
        if (models.empty()) {
            m_window->showNotice(tr("There is no built-in model here; open a model folder."));
            m_window->showPage(m_modelsPage->id());
            return;
        }
        folder = fitting == models.end() ? models.front().path : fitting->path;
    }
    m_window->openModel(*folder, m_modelsPage->loadOptions());
    openSecondModel();
}

/// The one that was compared when the program ended.
void Application::openSecondModel() {
    if (m_secondModelKey.empty()) {
        return;
    }
    if (const auto folder = m_laboratory.library().resolve(m_secondModelKey)) {
        m_window->openSecondModel(*folder, m_modelsPage->loadOptions());
    } else {
        m_window->showError(folder.error());
    }
}

void Application::openFolder(const std::filesystem::path& folder) {
    m_modelsPage->showModel(folder);
    m_window->openModel(folder, m_modelsPage->loadOptions());
}

void Application::takeModel(const api::TextModel& model) {
    m_modelKey = m_laboratory.workspace().modelKey();
    const auto folder = model.info().path.string();
    if (m_modelKey == folder) { // not a built-in one
        m_settings.addRecentFolder(QString::fromStdString(folder));
    }
    if (std::exchange(m_firstStart, false) && m_laboratory.workspace().text().empty()) {
        m_laboratory.workspace().setText(exampleText(model.info()));
        offerModel();
    }
}

void Application::leaveGpu(const Error& error) {
    if (const auto& model = m_laboratory.workspace().model()) {
        m_gpuFallback.take(error, model->info().path, model->placement());
    }
}

} // namespace vitrine::app
