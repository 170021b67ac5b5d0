#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/downloads/model_store.h"
#include "app/jobs/latest_request.h"
#include "app/page.h"
#include "app/pages/library_row.h"
#include "app/settings.h"
#include "app/workspace/laboratory.h"
#include "engine/values/load_options.h"
#include "engine/values/model_info.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QPushButton;

namespace vitrine::widgets {
class Card;
class MarkdownView;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class FetchPanel;
class ModelList;

/// The library: which models there are, here and to be had, what each is, what it would take to
/// load it, and where it would run.
class ModelsPage : public Page {
    Q_OBJECT
public:
    ModelsPage(Laboratory& laboratory, ModelStore& store, Settings& settings, QWidget* parent);

    QString id() const override { return QStringLiteral("models"); }
    QString title() const override { return tr("Models"); }
    QString tip() const override { return tr("Choose a model and where it runs"); }
    QString iconName() const override { return QStringLiteral("models"); }

    /// Shows a model without opening it.
    void showModel(const std::filesystem::path& path);
    /// Shows a model of the catalogue, by name.
    void showEntry(const std::string& name);
    /// What the page's switches say.
    LoadOptions loadOptions() const;
    void setLoadOptions(const LoadOptions& options);

Q_SIGNALS:
    void openAsked(const std::filesystem::path& path, const vitrine::LoadOptions& options);
    void chooseFolderAsked();
    void chooseFileAsked();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// What is known of a model before it is loaded.
    struct Preview {
        ModelInfo info;
        MemoryEstimate memory;
        QString card; ///< Markdown
        QString licence; ///< as the card says
    };

    static Expected<Preview> preview(const std::filesystem::path& path, const LoadOptions& options);
    QWidget* buildList();
    QWidget* buildDetails();
    QWidget* buildLoading();
    void connectDetails();
    void fillList();
    void followStore();
    void inspectOthers();
    void choose(const LibraryRow& row);
    void open();
    const StoredModel* storedModel() const;
    void askPreview();
    void takePreview(const Expected<Preview>& found);
    void showDetails();
    void showNothing();
    void showStored(const StoredModel& model);
    void showPreview();
    QString chosenTitle() const;
    QString factsOf(const StoredModel& model) const;
    QString factsOfPreview() const;
    void showMemory();
    void confirmDeletion();
    void deleteChosen();
    void visitOrigin();
    void chooseMirror();
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    ModelStore& m_store;
    Settings& m_settings;
    LibraryRow m_chosen; ///< nothing is chosen while it has neither path nor entry
    std::optional<Preview> m_preview;
    std::vector<ModelInfo> m_others; ///< of the Hub's cache, named as their repositories
    std::vector<api::InstalledModel> m_inspected; ///< what m_others was made of
    widgets::parented_ptr<widgets::Card> m_listCard;
    widgets::parented_ptr<ModelList> m_list;
    widgets::parented_ptr<QPushButton> m_chooseFolder;
    widgets::parented_ptr<QPushButton> m_chooseFile;
    widgets::parented_ptr<QPushButton> m_mirror;
    widgets::parented_ptr<widgets::Card> m_detailCard;
    widgets::parented_ptr<QLabel> m_description;
    widgets::parented_ptr<QLabel> m_facts;
    widgets::parented_ptr<FetchPanel> m_fetch;
    widgets::parented_ptr<QWidget> m_loading; ///< the switches and the estimate
    widgets::parented_ptr<QLabel> m_deviceLabel;
    widgets::parented_ptr<widgets::SegmentedControl> m_device;
    widgets::parented_ptr<QLabel> m_dtypeLabel;
    widgets::parented_ptr<widgets::SegmentedControl> m_dtype;
    widgets::parented_ptr<QLabel> m_memory;
    widgets::parented_ptr<QPushButton> m_open;
    widgets::parented_ptr<QPushButton> m_delete;
    widgets::parented_ptr<QPushButton> m_origin;
    widgets::parented_ptr<widgets::MarkdownView> m_cardText;
    JobQueue m_queue;
    LatestRequest m_request{m_queue};
    JobQueue m_listing; ///< reading what others fetched takes a while
    LatestRequest m_inspection{m_listing};
};

} // namespace vitrine::app
