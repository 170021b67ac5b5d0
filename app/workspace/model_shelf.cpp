#include "app/workspace/model_shelf.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "app/model_text.h"
#include "engine/ngram/ngram_names.h"

namespace vitrine::app {

namespace {

using Counts = std::shared_ptr<const ngram::NgramCounts>;

/// What there is to see at first: counting without smoothing, and orders from 1 to the longest.
std::vector<NgramEstimate> firstEstimates(int longest) {
    using enum NgramSmoothing;
    return {{.smoothing = ModifiedKneserNey, .order = 1},
        {.smoothing = ModifiedKneserNey, .order = std::min(2, longest)},
        {.smoothing = MaximumLikelihood, .order = std::min(3, longest)},
        {.smoothing = ModifiedKneserNey, .order = std::min(3, longest)},
        {.smoothing = ModifiedKneserNey, .order = longest}};
}

/// "3 katz", "2 add-k 0.5".
std::string keyOf(const NgramEstimate& estimate) {
    auto key = std::to_string(estimate.order) + ' '
        + std::string(ngram::smoothingName(estimate.smoothing));
    if (estimate.smoothing == NgramSmoothing::AddK) {
        key += ' ' + std::to_string(estimate.addK);
    }
    return key;
}

Expected<ComparedModel> estimated(
    const Counts& counts, NgramEstimate estimate, const std::stop_token& stop) {
    estimate.order = std::min(estimate.order, counts->order());
    return ngram::NgramModel::estimated(counts, estimate, stop).map([](const auto& model) {
        return ComparedModel{
            ngramName(*model->estimate()), model, nullptr, keyOf(*model->estimate())};
    });
}

Expected<std::vector<ComparedModel>> builtInModels(const std::filesystem::path& folder,
    const std::optional<std::vector<NgramEstimate>>& estimates, const std::stop_token& stop) {
    const auto counts = api::ModelLibrary::readNgramCounts(folder);
    if (!counts) {
        return Unexpected(counts.error());
    }
    std::vector<ComparedModel> models;
    for (const auto& estimate : estimates.value_or(firstEstimates((*counts)->order()))) {
        auto model = estimated(*counts, estimate, stop);
        if (!model) {
            return Unexpected(model.error());
        }
        models.push_back(std::move(*model));
    }
    return models;
}

} // namespace

ModelShelf::ModelShelf(Laboratory& laboratory, QObject* parent)
    : QObject(parent), m_laboratory(laboratory) {
    auto& workspace = laboratory.workspace();
    connect(&workspace, &Workspace::modelChanged, this, &ModelShelf::refresh);
    connect(&workspace, &Workspace::secondModelChanged, this, &ModelShelf::refresh);
    refresh();
}

std::vector<ComparedModel> ModelShelf::shown() const {
    std::vector<ComparedModel> models;
    for (int i = 0; i < static_cast<int>(m_models.size()); ++i) {
        if (isShown(i)) {
            models.push_back(m_models[index(i)]);
        }
    }
    return models;
}

void ModelShelf::setShown(int model, bool shown) {
    const auto& key = m_models[index(model)].key;
    if (shown) {
        m_hidden.erase(key);
    } else {
        m_hidden.insert(key);
    }
    Q_EMIT changed();
}

void ModelShelf::retranslate() {
    for (auto& model : m_ngrams) {
        model.name = ngramName(*model.ngram->estimate());
    }
    for (auto& model : m_networks) {
        model.name = architectureName(model.neural->info().architecture);
    }
    for (auto& [model, source] : m_own) {
        if (model.ngram->estimate()) {
            //: a model that was counted in the user's own text
            model.name = tr("own %1").arg(ngramName(*model.ngram->estimate()));
        }
    }
    refresh();
}

void ModelShelf::remove(int model) {
    const auto gone = m_models[index(model)];
    if (std::erase(m_ngrams, gone) > 0) {
        rememberEstimates();
    }
    if (std::erase(m_networks, gone) > 0) {
        std::erase(m_wantedNetworks, gone.neural->info().architecture);
    }
    std::erase_if(m_own, [&](const Own& own) { return own.model == gone; });
    refresh();
}

bool ModelShelf::hasNetwork(const std::string& architecture) const {
    return std::ranges::count(m_wantedNetworks, architecture) > 0;
}

void ModelShelf::setNetwork(const std::string& architecture, bool there) {
    std::erase(m_wantedNetworks, architecture);
    if (there) {
        m_wantedNetworks.push_back(architecture);
    }
    loadNetworks();
}

void ModelShelf::loadNetworks() {
    m_loading.request(
        [library = m_laboratory.library(), language = m_language, wanted = m_wantedNetworks,
            loaded = m_networks](const std::stop_token& stop) {
            return readNetworks(library, language, wanted, loaded, stop);
        },
        [this](Expected<Networks> networks) {
            if (!networks) {
                fail(networks.error());
                return;
            }
            m_architectures = std::move(networks->architectures);
            m_networks = std::move(networks->loaded);
            retranslate();
        });
    Q_EMIT busyChanged();
}

Expected<ModelShelf::Networks> ModelShelf::readNetworks(const api::ModelLibrary& library,
    const std::string& language, const std::vector<std::string>& wanted, const Models& loaded,
    const std::stop_token& stop) {
    Networks networks;
    for (const auto& info : library.models()) {
        if (!info.abilities.continues || std::ranges::count(info.languages, language) == 0) {
            continue;
        }
        networks.architectures.push_back(info.architecture);
        if (std::ranges::count(wanted, info.architecture) == 0) {
            continue;
        }
        const auto found = std::ranges::find(loaded, info.path.string(), &ComparedModel::key);
        if (found != loaded.end()) {
            networks.loaded.push_back(*found);
            continue;
        }
        auto model = api::TextModel::load(info.path, {}, stop);
        if (!model) {
            return Unexpected(model.error());
        }
        networks.loaded.push_back({{}, nullptr, std::move(*model), info.path.string()});
    }
    return networks;
}

void ModelShelf::rememberEstimates() {
    auto& estimates = m_estimates.emplace();
    for (const auto& model : m_ngrams) {
        estimates.push_back(*model.ngram->estimate());
    }
}

void ModelShelf::add(const NgramEstimate& estimate) {
    if (m_counted) {
        auto source = *m_counted;
        source.estimate = estimate;
        openOwn(source, m_counts);
        return;
    }
    if (!m_counts) {
        return;
    }
    m_training.request(
        [counts = m_counts, estimate](
            const std::stop_token& stop) { return estimated(counts, estimate, stop); },
        [this](Expected<ComparedModel> model) {
            model ? takeAdded(std::move(*model)) : fail(model.error());
        });
    Q_EMIT busyChanged();
}

void ModelShelf::takeAdded(ComparedModel model) {
    std::erase_if(m_ngrams, [&](const ComparedModel& older) { return older.key == model.key; });
    m_ngrams.push_back(std::move(model));
    rememberEstimates();
    refresh();
}

void ModelShelf::train(
    const NgramText& text, const NgramCounting& counting, const NgramEstimate& estimate) {
    openOwn({{}, text, counting, estimate}, nullptr);
}

void ModelShelf::openArpa(const std::filesystem::path& file) {
    openOwn({file, {}, {}, {}}, nullptr);
}

void ModelShelf::openOwn(const OwnNgram& source, const Counts& counts) {
    m_training.request(
        [source, counts](const std::stop_token& stop) { return opened(source, counts, stop); },
        [this](Expected<Own> own) { own ? takeOwn(std::move(*own)) : fail(own.error()); });
    Q_EMIT busyChanged();
}

Expected<ModelShelf::Own> ModelShelf::opened(
    const OwnNgram& source, const Counts& counts, const std::stop_token& stop) {
    if (!source.arpa.empty()) {
        return ngram::readArpa(source.arpa, stop).map([&](const ngram::ArpaModel& arpa) {
            return Own{
                {QString::fromStdString(source.arpa.filename().string()),
                    std::make_shared<const ngram::NgramModel>(arpa), nullptr, source.arpa.string()},
                source};
        });
    }
    return (counts ? Expected<Counts>(counts) : countText(source.text, source.counting, stop))
        .and_then([&](const Counts& counted) { return estimated(counted, source.estimate, stop); })
        .map([&](ComparedModel model) {
            model.key = "own " + model.key;
            return Own{std::move(model), source};
        });
}

void ModelShelf::takeOwn(Own own) {
    if (own.source.arpa.empty()) {
        m_counts = own.model.ngram->counts();
        m_counted = own.source;
    }
    m_own.push_back(std::move(own));
    retranslate(); // it is named as one's own
}

const OwnNgram* ModelShelf::ownText() const {
    const auto found = std::find_if(
        m_own.rbegin(), m_own.rend(), [](const Own& own) { return !own.source.text.isEmpty(); });
    return found == m_own.rend() ? nullptr : &found->source;
}

ShelfState ModelShelf::state() const {
    ShelfState state{m_estimates, m_wantedNetworks, {}, m_hidden};
    for (const auto& own : m_own) {
        state.own.push_back(own.source);
    }
    return state;
}

void ModelShelf::restore(const ShelfState& state) {
    m_estimates = state.estimates;
    m_wantedNetworks = state.networks;
    m_hidden = state.hidden;
    if (state.own.empty()) {
        return;
    }
    m_restoring.request(
        [sources = state.own](const std::stop_token& stop) {
            std::vector<Expected<Own>> owns;
            for (const auto& source : sources) {
                owns.push_back(opened(source, nullptr, stop));
            }
            return owns;
        },
        [this](std::vector<Expected<Own>> owns) {
            for (auto& own : owns) {
                own ? takeOwn(std::move(*own)) : fail(own.error());
            }
        });
    Q_EMIT busyChanged();
}

void ModelShelf::stop() {
    m_training.cancel();
    m_restoring.cancel();
    m_loading.cancel();
    Q_EMIT busyChanged();
}

void ModelShelf::follow() {
    const std::string language = isMostlyHan(m_laboratory.workspace().text()) ? "zh" : "en";
    if (language != m_language) {
        loadBuiltIn(language);
    }
}

void ModelShelf::loadBuiltIn(const std::string& language) {
    const auto known = m_laboratory.library().ngramModels();
    const auto found = std::ranges::find_if(known, [&](const api::BuiltInNgram& model) {
        return std::ranges::count(model.languages, language) > 0;
    });
    m_language = language;
    loadNetworks();
    if (found == known.end()) {
        takeBuiltIn({});
        return;
    }
    m_request.request(
        [folder = found->path, estimates = m_estimates](
            const std::stop_token& stop) { return builtInModels(folder, estimates, stop); },
        [this](Expected<Models> models) {
            if (!models) {
                fail(models.error());
                return;
            }
            takeBuiltIn(std::move(*models));
        });
    Q_EMIT busyChanged();
}

void ModelShelf::takeBuiltIn(Models models) {
    m_ngrams = std::move(models);
    if (!m_ngrams.empty()) {
        m_counts = m_ngrams.front().ngram->counts();
        m_counted.reset();
    }
    refresh();
}

void ModelShelf::refresh() {
    m_models = m_ngrams;
    for (const auto& own : m_own) {
        m_models.push_back(own.model);
    }
    m_unit = m_models.empty() ? NgramUnit::Character : m_models.front().ngram->unit();
    const auto& workspace = m_laboratory.workspace();
    Models underGlass;
    for (const auto& model : {workspace.model(), workspace.secondModel()}) {
        if (model && model->info().abilities.continues) {
            underGlass.push_back({QString::fromStdString(model->info().name), nullptr, model,
                model->info().path.string()});
        }
    }
    std::ranges::copy_if(m_networks, std::back_inserter(m_models), [&](const auto& network) {
        return std::ranges::count(underGlass, network.key, &ComparedModel::key) == 0;
    });
    m_models.insert(m_models.end(), underGlass.begin(), underGlass.end());
    Q_EMIT changed();
    Q_EMIT busyChanged();
}

void ModelShelf::fail(const Error& error) {
    Q_EMIT busyChanged();
    if (error.code != ErrorCode::Interrupted) {
        Q_EMIT failed(error);
    }
}

} // namespace vitrine::app
