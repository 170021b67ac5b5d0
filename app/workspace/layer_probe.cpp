#include "app/workspace/layer_probe.h"

#include <algorithm>
#include <utility>

#include "app/workspace/inspector_memory.h"

namespace vitrine::app {

namespace {

constexpr int lensCandidates = 5;
constexpr int changeCandidates = 12;
constexpr int examples = 20;
constexpr int mostPositions = 256; ///< more would not be told apart

/// The parts of one token's way, one after the other. What the output begins with, the layer has
/// ended with, where it is the last.
Expected<BlockWalk> wholeWalk(
    const api::TextInspector& inspector, int layer, int layers, int position) {
    auto whole = inspector.walk(/*layer=*/-1, position);
    const auto block = inspector.walk(layer, position);
    const auto output = inspector.walk(layers, position);
    for (const Expected<BlockWalk>* part : {&std::as_const(whole), &block, &output}) {
        if (!*part) {
            return Unexpected(part->error());
        }
    }
    whole->layer = layer;
    whole->steps.insert(whole->steps.end(), block->steps.begin(), block->steps.end());
    whole->steps.insert(whole->steps.end(), output->steps.begin() + 1, output->steps.end());
    return whole;
}

} // namespace

LayerProbe::LayerProbe(QObject* parent) : QObject(parent) {
}

void LayerProbe::setModel(const std::shared_ptr<const api::TextModel>& model) {
    cancel();
    m_inspector = model ? model->newInspector() : nullptr;
    m_patched = model ? model->newInspector() : nullptr;
    m_reader = model ? model->newInspector() : nullptr;
    m_layers = model ? model->info().layers : 0;
    m_positions = model ? std::min(model->info().contextLength, mostPositions) : 0;
}

void LayerProbe::setText(const InspectedText& text) {
    m_text = std::make_shared<const InspectedText>(text);
}

void LayerProbe::setInterventions(const Interventions& interventions) {
    m_interventions = interventions;
}

void LayerProbe::cancel() {
    for (auto* request : {&m_walk, &m_lens, &m_norms, &m_contributions, &m_neurons, &m_learned,
             &m_sinusoidal, &m_change, &m_linear}) {
        request->cancel();
    }
    cancelExamples();
}

template <typename T>
void LayerProbe::deliver(const Expected<T>& result, void (LayerProbe::*signal)(const T&)) {
    if (result) {
        Q_EMIT(this->*signal)(*result);
    } else if (result.error().code != ErrorCode::Interrupted) {
        Q_EMIT failed(result.error());
    }
}

template <typename T>
void LayerProbe::ask(LatestRequest& request,
    std::function<Expected<T>(const api::TextInspector&, const std::stop_token&)> question,
    void (LayerProbe::*signal)(const T&)) {
    if (!m_inspector || m_text->tokens.empty()) {
        return;
    }
    request.request(
        [inspector = m_inspector, text = m_text, interventions = m_interventions,
            question = std::move(question)](const std::stop_token& stop) -> Expected<T> {
            const auto ran = inspector->run(text->ids(), text->segments, interventions, stop);
            return ran ? question(*inspector, stop) : Unexpected(ran.error());
        },
        [this, signal](const Expected<T>& result) { deliver(result, signal); });
}

void LayerProbe::askWalk(int layer, int position) {
    ask<BlockWalk>(
        m_walk,
        [layer, layers = m_layers, position](const api::TextInspector& inspector,
            const std::stop_token&) { return wholeWalk(inspector, layer, layers, position); },
        &LayerProbe::walked);
}

void LayerProbe::askLens(int first, int count) {
    ask<LogitLens>(
        m_lens,
        [first, count, text = m_text](
            const api::TextInspector& inspector, const std::stop_token& stop) {
            return inspector.logitLens(first, count, lensCandidates, text->written, stop);
        },
        &LayerProbe::lensFound);
}

void LayerProbe::askNorms() {
    ask<ResidualNorms>(
        m_norms,
        [](const api::TextInspector& inspector, const std::stop_token& stop) {
            return inspector.norms(stop);
        },
        &LayerProbe::normsFound);
}

void LayerProbe::askContributions(int position, TokenId token) {
    if (!m_inspector || m_text->tokens.empty()) {
        return;
    }
    m_contributions.request(
        [inspector = m_inspector, text = m_text, interventions = m_interventions, position, token](
            const std::stop_token& stop) -> Expected<ResidualContributions> {
            const auto ran = inspector->run(text->ids(), text->segments, interventions, stop);
            return ran ? inspector->contributions(position, token) : Unexpected(ran.error());
        },
        [this](const Expected<ResidualContributions>& result) {
            if (!result && result.error().code == ErrorCode::HeadMissing) {
                Q_EMIT contributionsMissing(result.error());
            } else {
                deliver(result, &LayerProbe::contributionsFound);
            }
        });
}

void LayerProbe::askNeurons(int layer) {
    ask<NeuronActivations>(
        m_neurons,
        [layer](const api::TextInspector& inspector, const std::stop_token&) {
            return inspector.neurons(layer);
        },
        &LayerProbe::neuronsFound);
}

void LayerProbe::askExamples(const std::filesystem::path& file, int layer, int neuron) {
    if (!m_reader) {
        return;
    }
    m_progress = std::make_unique<FrameRelay<double>>([this](const std::vector<double>& fractions) {
        Q_EMIT examplesProgressed(fractions.back());
    });
    m_examples.request(
        [reader = m_reader, file, layer, neuron, report = m_progress->sender()](
            const std::stop_token& stop) {
            return reader->neuronExamples(file, layer, neuron, examples, stop,
                [&report](const Progress& progress) { report(progress.fraction); });
        },
        [this](const Expected<std::vector<NeuronExample>>& result) {
            m_progress.reset();
            deliver(result, &LayerProbe::examplesFound);
            Q_EMIT examplesEnded();
        });
    Q_EMIT examplesProgressed(0);
}

void LayerProbe::rest() {
    forgetLongRuns(m_rest, {m_inspector, m_patched});
}

void LayerProbe::cancelExamples() {
    m_examples.cancel();
    m_progress.reset();
    Q_EMIT examplesEnded();
}

void LayerProbe::askPositions() {
    if (!m_inspector) {
        return;
    }
    const auto encoding = [inspector = m_inspector, count = m_positions](bool learned) {
        return [inspector, count, learned](
                   const std::stop_token&) { return inspector->positionEncoding(count, learned); };
    };
    m_learned.request(encoding(true), [this](const Expected<PositionEncoding>& result) {
        // A model without learned vectors is no failure: the view says so.
        const bool missing = !result && result.error().code == ErrorCode::HeadMissing;
        deliver(missing ? Expected<PositionEncoding>(PositionEncoding()) : result,
            &LayerProbe::learnedPositionsFound);
    });
    m_sinusoidal.request(encoding(false), [this](const Expected<PositionEncoding>& result) {
        deliver(result, &LayerProbe::sinusoidalPositionsFound);
    });
}

void LayerProbe::askLinear(Site site, int layer, int position, int component) {
    ask<LinearDerivation>(
        m_linear,
        [=](const api::TextInspector& inspector, const std::stop_token&) {
            return inspector.deriveLinear(site, layer, position, component);
        },
        &LayerProbe::linearFound);
}

void LayerProbe::askChange(const HiddenPatch& patch, int position) {
    if (!m_patched || m_text->tokens.empty()) {
        return;
    }
    m_change.request(
        [inspector = m_patched, text = m_text, patch, position](
            const std::stop_token& stop) -> Expected<OutputChange> {
            Interventions interventions;
            interventions.patches.push_back(patch);
            const auto ran = inspector->run(text->ids(), text->segments, interventions, stop);
            return ran ? inspector->change(position, changeCandidates, stop)
                       : Unexpected(ran.error());
        },
        [this](
            const Expected<OutputChange>& result) { deliver(result, &LayerProbe::changeFound); });
}

} // namespace vitrine::app
