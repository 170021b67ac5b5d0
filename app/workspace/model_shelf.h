#pragma once

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/compared_model.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/ngram_text.h"
#include "app/workspace/shelf_state.h"
#include "engine/ngram/ngram_counts.h"

namespace vitrine::app {

/// The models that the Probability lens sets side by side: n-gram models of the text's language,
/// the user's own, built-in networks of that language, and the models under glass. Counting,
/// smoothing and loading run in the background.
class ModelShelf : public QObject {
    Q_OBJECT
public:
    ModelShelf(Laboratory& laboratory, QObject* parent);

    /// All of them: n-gram models first.
    const std::vector<ComparedModel>& models() const { return m_models; }
    /// Those that are not switched off, in the same order.
    std::vector<ComparedModel> shown() const;
    bool isShown(int model) const { return m_hidden.count(m_models[index(model)].key) == 0; }
    void setShown(int model, bool shown);
    /// The models under glass stay; they are unloaded elsewhere.
    void remove(int model);
    /// Architectures of the built-in networks of the text's language: "lstm".
    const std::vector<std::string>& networks() const { return m_architectures; }
    bool hasNetwork(const std::string& architecture) const;
    void setNetwork(const std::string& architecture, bool there);
    /// A further model of the counts at hand. Nothing happens before there are any.
    void add(const NgramEstimate& estimate);
    /// Counts the user's own text; its model joins the others, and add() goes on from its counts.
    void train(const NgramText& text, const NgramCounting& counting, const NgramEstimate& estimate);
    void openArpa(const std::filesystem::path& file);
    void stop();
    ShelfState state() const;
    /// Opens what is remembered, in the background.
    void restore(const ShelfState& state);
    /// The text of the user's that was counted last; null where there is none.
    const OwnNgram* ownText() const;
    bool isBusy() const {
        return m_request.isBusy() || m_training.isBusy() || m_restoring.isBusy()
            || m_loading.isBusy();
    }

    /// The unit of the n-gram models; a model of another unit is aligned with it by text.
    NgramUnit unit() const { return m_unit; }
    /// What add() counts from; null before the first counts are there.
    const std::shared_ptr<const ngram::NgramCounts>& counts() const { return m_counts; }
    /// Looks whether the language of the text calls for other models.
    void follow();
    /// Names the models in the language of the interface.
    void retranslate();

Q_SIGNALS:
    void changed();
    void busyChanged();
    void failed(const vitrine::Error& error);

private:
    using Models = std::vector<ComparedModel>;
    /// A model of the user's with where it is from.
    struct Own {
        ComparedModel model;
        OwnNgram source;
    };
    using Owns = std::vector<Own>;
    using Counts = std::shared_ptr<const ngram::NgramCounts>;
    static std::size_t index(int model) { return static_cast<std::size_t>(model); }

    /// Networks of a language: which there are, and those that are wanted.
    struct Networks {
        std::vector<std::string> architectures;
        Models loaded;
    };

    static Expected<Networks> readNetworks(const api::ModelLibrary& library,
        const std::string& language, const std::vector<std::string>& wanted, const Models& loaded,
        const std::stop_token& stop);
    void loadNetworks();
    void loadBuiltIn(const std::string& language);
    void takeBuiltIn(Models models);
    void takeAdded(ComparedModel model);
    void openOwn(const OwnNgram& source, const Counts& counts);
    void takeOwn(Own own);
    void rememberEstimates();
    /// `counts` of the source's text, or null where they have to be made.
    static Expected<Own> opened(
        const OwnNgram& source, const Counts& counts, const std::stop_token& stop);
    void refresh();
    void fail(const Error& error);

    Laboratory& m_laboratory;
    std::string m_language; ///< of the built-in models at hand
    Counts m_counts;
    NgramUnit m_unit = NgramUnit::Character;
    std::optional<OwnNgram> m_counted; ///< where m_counts are from; nothing for built-in ones
    std::optional<std::vector<NgramEstimate>>
        m_estimates; ///< that the user wants of built-in counts
    std::vector<std::string> m_wantedNetworks = ShelfState().networks; ///< architectures
    std::vector<std::string> m_architectures;
    Models m_networks;
    Models m_ngrams;
    Owns m_own; ///< they stay when the language changes
    Models m_models;
    std::set<std::string> m_hidden; ///< keys
    JobQueue m_queue;
    LatestRequest m_request{m_queue};
    LatestRequest m_training{m_queue};
    LatestRequest m_restoring{m_queue};
    LatestRequest m_loading{m_queue};
};

} // namespace vitrine::app
