#pragma once

#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/workspace/inspected_text.h"
#include "engine/api/text_inspector.h"
#include "engine/values/error.h"

namespace vitrine::app {

/// Looks into the model's layers over the text under glass: values on the way of one token, what
/// each layer would say, what each part adds, neurons, positions, and what a patch changes. All
/// work is done in the background; a newer question replaces an older one of its kind.
class LayerProbe : public QObject {
    Q_OBJECT
public:
    explicit LayerProbe(QObject* parent);

    /// Null stops all work.
    void setModel(const std::shared_ptr<const api::TextModel>& model);
    void setText(const InspectedText& text);
    /// What the passes of all questions but askChange() do differently.
    void setInterventions(const Interventions& interventions);

    /// One token from the embeddings through one layer to the logits.
    void askWalk(int layer, int position);
    void askLens(int first, int count);
    void askNorms();
    void askContributions(int position, TokenId token);
    void askNeurons(int layer);
    /// The lines of a file that excite a neuron most; reported by examplesProgressed() meanwhile.
    void askExamples(const std::filesystem::path& file, int layer, int neuron);
    void cancelExamples();
    /// Learned and sinusoidal vectors; once for each model.
    void askPositions();
    /// What one replaced hidden state does to the output at a position, in the untouched model.
    void askChange(const HiddenPatch& patch, int position);
    /// One component of a linear map of a layer as the sum that it is.
    void askLinear(Site site, int layer, int position, int component);
    void cancel();
    /// While nobody looks: long texts are forgotten, and computed again for the next question.
    void rest();

Q_SIGNALS:
    void walked(const vitrine::BlockWalk& walk);
    void lensFound(const vitrine::LogitLens& lens);
    void normsFound(const vitrine::ResidualNorms& norms);
    void contributionsFound(const vitrine::ResidualContributions& contributions);
    /// The model has no exact sum: its layers end in norms of their own.
    void contributionsMissing(const vitrine::Error& error);
    void neuronsFound(const vitrine::NeuronActivations& activations);
    void examplesFound(const std::vector<vitrine::NeuronExample>& examples);
    void examplesProgressed(double fraction);
    /// After examplesFound(), or instead of it.
    void examplesEnded();
    void learnedPositionsFound(const vitrine::PositionEncoding& encoding);
    void sinusoidalPositionsFound(const vitrine::PositionEncoding& encoding);
    void changeFound(const vitrine::OutputChange& change);
    void linearFound(const vitrine::LinearDerivation& derivation);
    void failed(const vitrine::Error& error);

private:
    template <typename T>
    void deliver(const Expected<T>& result, void (LayerProbe::*signal)(const T&));
    /// Asks `question` of a pass over the text, which is computed if it was not the last.
    template <typename T>
    void ask(LatestRequest& request,
        std::function<Expected<T>(const api::TextInspector&, const std::stop_token&)> question,
        void (LayerProbe::*signal)(const T&));

    std::shared_ptr<api::TextInspector> m_inspector;
    std::shared_ptr<api::TextInspector> m_patched;
    std::shared_ptr<api::TextInspector> m_reader; ///< of files
    int m_layers = 0;
    int m_positions = 0; ///< whose vectors are shown
    std::shared_ptr<const InspectedText> m_text = std::make_shared<const InspectedText>();
    Interventions m_interventions;
    std::unique_ptr<FrameRelay<double>> m_progress;
    JobQueue m_queue;
    LatestRequest m_walk{m_queue};
    LatestRequest m_lens{m_queue};
    LatestRequest m_norms{m_queue};
    LatestRequest m_contributions{m_queue};
    LatestRequest m_neurons{m_queue};
    LatestRequest m_learned{m_queue};
    LatestRequest m_sinusoidal{m_queue};
    LatestRequest m_change{m_queue};
    LatestRequest m_linear{m_queue};
    LatestRequest m_rest{m_queue};
    JobQueue m_fileQueue; ///< a long file holds up nothing else
    LatestRequest m_examples{m_fileQueue};
};

} // namespace vitrine::app
