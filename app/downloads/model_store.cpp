#include "app/downloads/model_store.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace vitrine::app {

namespace {

using downloads::CatalogueEntry;
using downloads::DownloadProgress;
using downloads::ModelFetcher;
using State = StoredModel::State;

} // namespace

ModelStore::ModelStore(
    downloads::ModelCatalogue catalogue, downloads::DownloadOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)) {
    for (const auto& entry : catalogue.entries()) {
        m_models.push_back({entry, State::Available, {}, 0, {}});
    }
    refresh();
}

const StoredModel* ModelStore::find(const std::string& name) const {
    const auto found = std::ranges::find(
        m_models, name, [](const StoredModel& model) { return model.entry.name; });
    return found == m_models.end() ? nullptr : &*found;
}

StoredModel* ModelStore::at(const std::string& name) {
    return const_cast<StoredModel*>(std::as_const(*this).find(name));
}

const StoredModel* ModelStore::findOpened(const std::filesystem::path& path) const {
    const auto found = std::ranges::find_if(m_models,
        [&](const StoredModel& model) { return model.state == State::Here && model.path == path; });
    return found == m_models.end() ? nullptr : &*found;
}

const StoredModel* ModelStore::recommended() const {
    const auto found = std::ranges::find_if(m_models, [](const StoredModel& model) {
        return model.entry.recommended && model.state == State::Available;
    });
    return found == m_models.end() ? nullptr : &*found;
}

const StoredModel* ModelStore::current() const {
    return m_current.empty() ? nullptr : find(m_current);
}

void ModelStore::setMirror(const QString& address) {
    m_mirror = address.trimmed();
}

QString ModelStore::standardAddress() const {
    return QString::fromStdString(m_options.endpoint);
}

ModelFetcher ModelStore::fetcher() const {
    auto options = m_options;
    if (!m_mirror.isEmpty()) {
        options.endpoint = m_mirror.toStdString();
    }
    return ModelFetcher(std::move(options));
}

void ModelStore::fetch(const std::string& name) {
    auto* model = at(name);
    if (!model || model->isUnderWay() || model->state == State::Here) {
        return;
    }
    model->state = State::Waiting;
    m_waiting.push_back(name);
    startNext();
    Q_EMIT changed();
}

void ModelStore::startNext() {
    if (!m_current.empty() || m_waiting.empty()) {
        return;
    }
    m_current = m_waiting.front();
    m_waiting.pop_front();
    auto* model = at(m_current);
    model->state = State::Fetching;
    model->progress = {};
    m_progress = std::make_unique<FrameRelay<DownloadProgress>>(
        [this, model](const std::vector<DownloadProgress>& steps) {
            model->progress = steps.back();
            Q_EMIT progressed(model->entry.name);
        });
    m_fetch.request([fetcher = fetcher(), entry = model->entry, report = m_progress->sender()](
                        const std::stop_token& stop) { return fetcher.fetch(entry, stop, report); },
        [this, name = m_current](
            const Expected<std::filesystem::path>& path) { take(name, path); });
}

void ModelStore::take(const std::string& name, const Expected<std::filesystem::path>& path) {
    auto* model = at(name);
    m_progress.reset();
    m_current.clear();
    model->state = path ? State::Here : State::Available;
    model->path = path.value_or(std::filesystem::path());
    if (path) {
        Q_EMIT fetched(name, *path);
    } else {
        Q_EMIT failed(path.error());
    }
    startNext();
    refresh(); // a download that failed may be one to go on with
    Q_EMIT changed();
}

void ModelStore::stop(StoredModel& model) {
    std::erase(m_waiting, model.entry.name);
    if (m_current == model.entry.name) {
        m_fetch.cancel();
        m_progress.reset();
        m_current.clear();
    }
    model.state = State::Available;
}

void ModelStore::pause(const std::string& name) {
    if (auto* model = at(name); model && model->isUnderWay()) {
        const bool begun = model->state == State::Fetching || model->begunBytes > 0;
        model->begunBytes = std::max(model->begunBytes, model->progress.done);
        stop(*model);
        model->state = begun ? State::Paused : State::Available;
        startNext();
        Q_EMIT changed();
    }
}

void ModelStore::cancel(const std::string& name) {
    if (auto* model = at(name); model && (model->isUnderWay() || model->state == State::Paused)) {
        stop(*model);
        // After the download that was told to stop, and before the next one.
        submit(m_network,
            [fetcher = fetcher(), entry = model->entry] { return fetcher.discardBegun(entry); });
        startNext();
        Q_EMIT changed();
    }
}

void ModelStore::remove(const std::string& name) {
    if (auto* model = at(name); model && model->state == State::Here) {
        model->state = State::Available;
        model->path.clear();
        submit(
            m_disk, [fetcher = fetcher(), entry = model->entry] { return fetcher.remove(entry); });
        Q_EMIT changed();
    }
}

void ModelStore::removeOther(const std::string& name) {
    if (std::erase_if(m_others, [&](const auto& other) { return other.name == name; }) > 0) {
        submit(m_disk, [cache = m_options.cache, name] { return cache.remove(name); });
        Q_EMIT changed();
    }
}

void ModelStore::submit(JobQueue& queue, std::function<Expected<void>()> work) {
    m_look.cancel(); // what it has seen is no longer so
    queue.submit([this, work = std::move(work), alive = QPointer(this)](const std::stop_token&) {
        const auto done = work();
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [this, alive, done] {
                if (!alive) {
                    return;
                }
                if (!done) {
                    Q_EMIT failed(done.error());
                }
                refresh();
            },
            Qt::QueuedConnection);
    });
}

ModelStore::Found ModelStore::look(
    const ModelFetcher& fetcher, const std::vector<CatalogueEntry>& entries) {
    Found found;
    for (const auto& entry : entries) {
        found.models.push_back({fetcher.find(entry), fetcher.begunBytes(entry)});
    }
    const auto& options = fetcher.options();
    for (auto& other : api::InstalledModels(options.folder, options.cache).models()) {
        const bool listed = std::ranges::any_of(
            found.models, [&](const auto& model) { return model.path == other.path; });
        if (other.fromHub && !listed) {
            found.others.push_back(std::move(other));
        }
    }
    return found;
}

void ModelStore::refresh() {
    std::vector<CatalogueEntry> entries;
    for (const auto& model : m_models) {
        entries.push_back(model.entry);
    }
    m_look.request([fetcher = fetcher(), entries = std::move(entries)](
                       const std::stop_token&) { return look(fetcher, entries); },
        [this](Found found) { takeFound(std::move(found)); });
}

void ModelStore::takeFound(Found found) {
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        auto& model = m_models[i];
        const auto& [path, begunBytes] = found.models[i];
        if (model.isUnderWay()) {
            continue;
        }
        model.path = path.value_or(std::filesystem::path());
        model.begunBytes = begunBytes;
        model.state = path ? State::Here : begunBytes > 0 ? State::Paused : State::Available;
    }
    m_others = std::move(found.others);
    Q_EMIT changed();
}

} // namespace vitrine::app
