#pragma once

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>

#include "app/appearance.h"
#include "app/downloads/model_store.h"
#include "app/session/session_store.h"
#include "app/settings.h"
#include "app/workspace/gpu_fallback.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/training_runs.h"

class QApplication;

namespace vitrine::app {

class AttentionPage;
class EmbeddingsPage;
class GeneratePage;
class LayersPage;
class MainWindow;
class ModelsPage;
class ProbabilityPage;
class TasksPage;
class TokensPage;
class TrainPage;

/// Where the program keeps its files; tests give their own.
struct ApplicationPaths {
    QString settings;
    QString session; ///< training runs are in the folder "runs" beside it
    std::filesystem::path models; ///< the built-in ones
    /// Where fetched models are kept.
    downloads::DownloadOptions downloads
        = downloads::DownloadOptions::standard(api::InstalledModels::defaultFolder());

    static ApplicationPaths standard();
};

/// Puts the program together: settings, session, laboratory, window. The window comes first; the
/// model follows in the background.
class Application : public QObject {
    Q_OBJECT
public:
    Application(QApplication& application, const ApplicationPaths& paths);
    ~Application() override;

    /// Shows the window, then begins to load the model of the session, or a built-in one.
    void start();
    MainWindow& window() { return *m_window; }
    Laboratory& laboratory() { return m_laboratory; }
    TrainingRuns& runs() { return m_runs; }
    ModelStore& store() { return m_store; }

private:
    void buildPages();
    void connectModels();
    void connectTraining();
    void showTraining();
    void connectTasks();
    std::vector<std::filesystem::path> otherModels() const;
    void connectStore();
    void offerModel();
    void connectSession();
    void restoreSession();
    SessionState snapshot();
    void openFirstModel();
    void openSecondModel();
    void openFolder(const std::filesystem::path& folder);
    void takeModel(const api::TextModel& model);
    void leaveGpu(const Error& error);

    Settings m_settings;
    Appearance m_appearance;
    Laboratory m_laboratory;
    TrainingRuns m_runs;
    ModelStore m_store;
    SessionStore::Opened m_opened;
    std::unique_ptr<MainWindow> m_window;
    GpuFallback m_gpuFallback;
    GeneratePage* m_generatePage = nullptr; ///< the window's
    TokensPage* m_tokensPage = nullptr;
    AttentionPage* m_attentionPage = nullptr;
    LayersPage* m_layersPage = nullptr;
    EmbeddingsPage* m_embeddingsPage = nullptr;
    ProbabilityPage* m_probabilityPage = nullptr;
    TrainPage* m_trainPage = nullptr;
    TasksPage* m_tasksPage = nullptr;
    ModelsPage* m_modelsPage = nullptr;
    std::unique_ptr<SessionStore> m_session;
    QTimer m_savedTimer;
    std::string m_secondModelKey; ///< of the session that was opened
    std::string m_modelKey; ///< of the model that the session names
    bool m_firstStart = false;
};

} // namespace vitrine::app
