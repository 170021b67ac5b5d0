#pragma once

#include <filesystem>
#include <optional>

#include "app/jobs/latest_request.h"
#include "app/page.h"
#include "app/settings.h"
#include "app/workspace/laboratory.h"
#include "engine/values/load_options.h"
#include "engine/values/model_info.h"
#include "widgets/common/parented_ptr.h"

class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;

namespace vitrine::widgets {
class Card;
class MarkdownView;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

/// Which models there are, what each is, what it would take to load it, and where it would run.
class ModelsPage : public Page {
    Q_OBJECT
public:
    ModelsPage(Laboratory& laboratory, Settings& settings, QWidget* parent);

    QString id() const override { return QStringLiteral("models"); }
    QString title() const override { return tr("Models"); }
    QString tip() const override { return tr("Choose a model and where it runs"); }
    QString iconName() const override { return QStringLiteral("models"); }

    /// Shows a model without opening it.
    void showModel(const std::filesystem::path& folder);
    /// What the page's switches say.
    LoadOptions loadOptions() const;
    void setLoadOptions(const LoadOptions& options);

Q_SIGNALS:
    void openAsked(const std::filesystem::path& folder, const vitrine::LoadOptions& options);
    void chooseFolderAsked();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// What is known of a folder before it is loaded.
    struct Preview {
        ModelInfo info;
        MemoryEstimate memory;
        QString card; ///< Markdown
    };

    static Expected<Preview> preview(
        const std::filesystem::path& folder, const LoadOptions& options);
    QWidget* buildList();
    QWidget* buildDetails();
    void fillList();
    void askPreview();
    void takePreview(const Expected<Preview>& found);
    void showDetails();
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    Settings& m_settings;
    std::filesystem::path m_folder;
    std::optional<Preview> m_preview;
    widgets::parented_ptr<widgets::Card> m_listCard;
    widgets::parented_ptr<QListWidget> m_list;
    widgets::parented_ptr<QPushButton> m_choose;
    widgets::parented_ptr<widgets::Card> m_detailCard;
    widgets::parented_ptr<QLabel> m_facts;
    widgets::parented_ptr<QLabel> m_deviceLabel;
    widgets::parented_ptr<widgets::SegmentedControl> m_device;
    widgets::parented_ptr<QLabel> m_dtypeLabel;
    widgets::parented_ptr<widgets::SegmentedControl> m_dtype;
    widgets::parented_ptr<QLabel> m_memory;
    widgets::parented_ptr<QPushButton> m_open;
    widgets::parented_ptr<widgets::MarkdownView> m_cardText;
    JobQueue m_queue;
    LatestRequest m_request{m_queue};
};

} // namespace vitrine::app
