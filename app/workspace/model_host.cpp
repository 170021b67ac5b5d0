#include "app/workspace/model_host.h"

#include <utility>

namespace vitrine::app {

ModelHost::ModelHost(QObject* parent) : QObject(parent) {
}

void ModelHost::load(const std::filesystem::path& folder, const LoadOptions& options) {
    m_folder = folder;
    m_progress = std::make_unique<FrameRelay<double>>(
        [this](const std::vector<double>& fractions) { Q_EMIT progressed(fractions.back()); });
    m_load.request(
        [folder, options, report = m_progress->sender()](const std::stop_token& stop) {
            return api::TextModel::load(folder, options, stop,
                [&report](const Progress& progress) { report(progress.fraction); });
        },
        [this](Expected<std::shared_ptr<const api::TextModel>> model) {
            m_progress.reset();
            if (model) {
                Q_EMIT loaded(std::move(*model));
            } else {
                Q_EMIT failed(model.error());
            }
            Q_EMIT ended();
        });
    Q_EMIT started();
}

void ModelHost::cancel() {
    m_load.cancel();
    m_progress.reset();
    Q_EMIT ended();
}

} // namespace vitrine::app
