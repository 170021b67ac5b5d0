#pragma once

#include <QMainWindow>

#include <filesystem>
#include <functional>

#include "app/appearance.h"
#include "app/page.h"
#include "app/workspace/laboratory.h"
#include "engine/values/error.h"
#include "engine/values/load_options.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/parented_ptr.h"

class QSplitter;
class QStackedWidget;

namespace vitrine::app {

class CommandPalette;
class CommandRegistry;
class InspectorPanel;
class NavigationRail;
class StatusStrip;
class TextBar;
class TopBar;

/// The window: rail, model, text under glass, the page, the inspector, the running job. It arranges
/// and wires; what pages do is theirs.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Laboratory& laboratory, Appearance& appearance, Settings& settings);
    ~MainWindow() override;

    CommandRegistry& commands() { return *m_commands; }
    /// Becomes a page of this window, with an entry in the rail.
    void addPage(Page* page, bool atFoot);
    void showPage(const QString& id);
    QString currentPage() const;

    /// Loads a model; what is wrong with it is said in the window, and the older one stays.
    void openModel(const std::filesystem::path& folder, const LoadOptions& options);
    /// The same for the model that is compared with it.
    void openSecondModel(const std::filesystem::path& folder, const LoadOptions& options);
    void showError(const Error& error);
    void showNotice(const QString& sentence);
    /// A notice with a button of the name `action`, which does `act`.
    void showOffer(const QString& sentence, const QString& action, std::function<void()> act);
    /// A model that is being fetched, in the strip below; empty where none is.
    void showDownload(const QString& text);
    void setSaved(int secondsAgo);
    /// What trains in the background and how far it is; empty for nothing.
    void setTraining(const QString& state);

Q_SIGNALS:
    void pageShown(const QString& id);
    void retranslated();
    /// A model's folder or file was dropped on the window, or chosen by name.
    void folderOffered(const std::filesystem::path& folder);
    void downloadChosen();
    /// A model was chosen to be compared with the first.
    void comparisonOffered(const std::filesystem::path& folder);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildLayout();
    void addCommands();
    void addViewCommands();
    void connectLaboratory();
    void restoreLayout();
    void saveLayout();
    void retranslate();
    void followAppearance();
    void followJobs();
    void followModel();
    void followSecondModel();
    void showPredictionError(const Error& error);
    void clearPredictionError();
    void buildModelMenus();
    void connectSecondModels();
    void chooseFolder();
    void chooseFile();
    void chooseSecondFolder();
    void removeSecondModel();
    void togglePanel(const QString& name, QWidget* panel);
    void showShortcuts();
    void showAbout();

    Laboratory& m_laboratory;
    Appearance& m_appearance;
    Settings& m_settings;
    std::function<void()> m_offer; ///< what the button in the message does
    bool m_predictionFailed = false; ///< the message is about the text, and goes with it
    widgets::parented_ptr<CommandRegistry> m_commands;
    widgets::parented_ptr<NavigationRail> m_rail;
    widgets::parented_ptr<TopBar> m_topBar;
    widgets::parented_ptr<TextBar> m_textBar;
    widgets::parented_ptr<widgets::MessageBar> m_message;
    widgets::parented_ptr<QSplitter> m_splitter;
    widgets::parented_ptr<QStackedWidget> m_pages;
    widgets::parented_ptr<InspectorPanel> m_inspector;
    widgets::parented_ptr<StatusStrip> m_status;
    widgets::parented_ptr<CommandPalette> m_palette;
};

} // namespace vitrine::app
