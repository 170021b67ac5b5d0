#pragma once

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "engine/api/text_model.h"
#include "engine/values/error.h"
#include "engine/values/load_options.h"

namespace vitrine::app {

/// Loads models in the background. While a model loads, and when it fails, the older one stays.
class ModelHost : public QObject {
    Q_OBJECT
public:
    explicit ModelHost(QObject* parent = nullptr);

    /// A newer call replaces a load that is under way.
    void load(const std::filesystem::path& folder, const LoadOptions& options);
    void cancel();
    bool isLoading() const { return m_load.isBusy(); }
    /// Of the load that is under way or was the last.
    const std::filesystem::path& folder() const { return m_folder; }

Q_SIGNALS:
    void started();
    void progressed(double fraction);
    void loaded(std::shared_ptr<const vitrine::api::TextModel> model);
    void failed(const vitrine::Error& error);
    /// After each of the above that ends a load, and after cancel().
    void ended();

private:
    std::filesystem::path m_folder;
    std::unique_ptr<FrameRelay<double>> m_progress;
    JobQueue m_queue;
    LatestRequest m_load{m_queue};
};

} // namespace vitrine::app
