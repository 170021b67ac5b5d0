#include "app/workspace/model_shelf.h"

#include <algorithm>
#include <utility>

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

Expected<ComparedModel> estimated(
    const Counts& counts, const NgramEstimate& estimate, const std::stop_token& stop) {
    return ngram::NgramModel::estimated(counts, estimate, stop).map([](const auto& model) {
        return ComparedModel{ngramName(*model->estimate()), model, nullptr};
    });
}

Expected<std::vector<ComparedModel>> builtInModels(
    const std::filesystem::path& folder, const std::stop_token& stop) {
    const auto counts = api::ModelLibrary::readNgramCounts(folder);
    if (!counts) {
        return Unexpected(counts.error());
    }
    std::vector<ComparedModel> models;
    for (const auto& estimate : firstEstimates((*counts)->order())) {
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
    const auto* key = keyOf(m_models[index(model)]);
    if (shown) {
        m_hidden.erase(key);
    } else {
        m_hidden.insert(key);
    }
    Q_EMIT changed();
}

const void* ModelShelf::keyOf(const ComparedModel& model) {
    return model.ngram ? static_cast<const void*>(model.ngram.get()) : model.neural.get();
}

void ModelShelf::retranslate() {
    for (auto& model : m_ngrams) {
        model.name = ngramName(*model.ngram->estimate());
    }
    for (auto& model : m_own) {
        if (model.ngram->estimate()) {
            //: a model that was counted in the user's own text
            model.name = tr("own %1").arg(ngramName(*model.ngram->estimate()));
        }
    }
    refresh();
}

void ModelShelf::remove(int model) {
    const auto gone = m_models[index(model)];
    std::erase(m_ngrams, gone);
    std::erase(m_own, gone);
    refresh();
}

void ModelShelf::add(const NgramEstimate& estimate) {
    if (!m_counts) {
        return;
    }
    m_training.request(
        [counts = m_counts, estimate](
            const std::stop_token& stop) { return estimated(counts, estimate, stop); },
        [this](Expected<ComparedModel> model) {
            if (!model) {
                fail(model.error());
                return;
            }
            takeNgrams({std::move(*model)}, /*replace=*/false);
        });
    Q_EMIT busyChanged();
}

void ModelShelf::train(
    const NgramText& text, const NgramCounting& counting, const NgramEstimate& estimate) {
    m_training.request(
        [text, counting, estimate](const std::stop_token& stop) {
            return countText(text, counting, stop).and_then([&](const Counts& counts) {
                return estimated(counts, estimate, stop);
            });
        },
        [this, text, unit = counting.unit](Expected<ComparedModel> model) {
            if (!model) {
                fail(model.error());
                return;
            }
            m_ownText = text;
            m_ownUnit = unit;
            m_counts = model->ngram->counts();
            m_own.push_back(std::move(*model));
            retranslate(); // it is named as one's own
        });
    Q_EMIT busyChanged();
}

void ModelShelf::openArpa(const std::filesystem::path& file) {
    m_training.request([file](const std::stop_token& stop) { return ngram::readArpa(file, stop); },
        [this, file](const Expected<ngram::ArpaModel>& arpa) {
            if (!arpa) {
                fail(arpa.error());
                return;
            }
            m_own.push_back({QString::fromStdString(file.filename().string()),
                std::make_shared<const ngram::NgramModel>(*arpa), nullptr});
            refresh();
        });
    Q_EMIT busyChanged();
}

void ModelShelf::stop() {
    m_training.cancel();
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
    if (found == known.end()) {
        takeNgrams({}, /*replace=*/true);
        return;
    }
    m_request.request(
        [folder = found->path](const std::stop_token& stop) { return builtInModels(folder, stop); },
        [this](Expected<Models> models) {
            if (!models) {
                fail(models.error());
                return;
            }
            takeNgrams(std::move(*models), /*replace=*/true);
        });
    Q_EMIT busyChanged();
}

void ModelShelf::takeNgrams(Models models, bool replace) {
    if (replace) {
        m_ngrams = std::move(models);
        if (!m_ngrams.empty()) {
            m_counts = m_ngrams.front().ngram->counts();
        }
    } else {
        for (auto& model : models) {
            std::erase_if(
                m_ngrams, [&](const ComparedModel& older) { return older.name == model.name; });
            m_ngrams.push_back(std::move(model));
        }
    }
    refresh();
}

void ModelShelf::refresh() {
    m_models = m_ngrams;
    m_models.insert(m_models.end(), m_own.begin(), m_own.end());
    m_unit = m_models.empty() ? NgramUnit::Character : m_models.front().ngram->unit();
    const auto& workspace = m_laboratory.workspace();
    for (const auto& model : {workspace.model(), workspace.secondModel()}) {
        if (model && model->info().abilities.continues) {
            m_models.push_back({QString::fromStdString(model->info().name), nullptr, model});
        }
    }
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
