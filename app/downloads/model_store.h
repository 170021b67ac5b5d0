#pragma once

#include <QObject>
#include <QString>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/downloads/stored_model.h"
#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "engine/downloads/model_fetcher.h"
#include "engine/api/installed_models.h"
#include "engine/values/error.h"

namespace vitrine::app {

/// The models that can be fetched. One is fetched at a time, in the background; the others wait for
/// their turn. Models are named as in the catalogue; a name that is not in it does nothing.
class ModelStore : public QObject {
    Q_OBJECT
public:
    ModelStore(downloads::ModelCatalogue catalogue, downloads::DownloadOptions options,
        QObject* parent = nullptr);

    const std::vector<StoredModel>& models() const { return m_models; }
    /// Null where there is none.
    const StoredModel* find(const std::string& name) const;
    /// By what is opened of it; null where it is no model of the catalogue.
    const StoredModel* findOpened(const std::filesystem::path& path) const;
    /// What a first start offers; null where there is nothing or it is here.
    const StoredModel* recommended() const;
    /// The one that is being fetched; null where none is.
    const StoredModel* current() const;

    /// A mirror of the Hub; empty for the Hub itself, or what HF_ENDPOINT names. For downloads that
    /// begin from now on.
    void setMirror(const QString& address);
    const QString& mirror() const { return m_mirror; }
    /// The Hub's address where no mirror is set.
    QString standardAddress() const;

    /// Begins a download, or goes on with it.
    void fetch(const std::string& name);
    /// Stops it; what has arrived stays.
    void pause(const std::string& name);
    /// Stops it and drops what has arrived.
    void cancel(const std::string& name);
    /// Deletes a model that is here.
    void remove(const std::string& name);
    /// Models that other programs have fetched from the Hub, beside those of the catalogue. Whether
    /// they open is not known.
    const std::vector<api::InstalledModel>& others() const { return m_others; }
    /// Deletes one of them.
    void removeOther(const std::string& name);
    /// Looks again what is here.
    void refresh();

Q_SIGNALS:
    /// Of one model, or of any.
    void changed();
    void progressed(const std::string& name);
    void fetched(const std::string& name, const std::filesystem::path& path);
    void failed(const vitrine::Error& error);

private:
    /// What the disk says.
    struct Found {
        struct Model {
            std::optional<std::filesystem::path> path;
            std::int64_t begunBytes = 0;
        };
        std::vector<Model> models; ///< in the catalogue's order
        std::vector<api::InstalledModel> others;
    };

    StoredModel* at(const std::string& name);
    downloads::ModelFetcher fetcher() const;
    void startNext();
    void take(const std::string& name, const Expected<std::filesystem::path>& path);
    /// Ends what is under way of it.
    void stop(StoredModel& model);
    /// Is done, whatever is asked for after it.
    void submit(JobQueue& queue, std::function<Expected<void>()> work);
    static Found look(const downloads::ModelFetcher& fetcher,
        const std::vector<downloads::CatalogueEntry>& entries);
    void takeFound(Found found);

    downloads::DownloadOptions m_options;
    QString m_mirror;
    std::vector<StoredModel> m_models;
    std::vector<api::InstalledModel> m_others;
    std::deque<std::string> m_waiting;
    std::string m_current; ///< empty: none is being fetched
    std::unique_ptr<FrameRelay<downloads::DownloadProgress>> m_progress;
    JobQueue m_network;
    JobQueue m_disk; ///< so that it need not wait for a download
    LatestRequest m_fetch{m_network};
    LatestRequest m_look{m_disk};
};

} // namespace vitrine::app
