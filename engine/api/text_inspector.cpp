#include "engine/api/text_inspector.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "engine/api/engine_call.h"
#include "engine/api/exception_guard.h"
#include "engine/api/gradient_call.h"
#include "engine/api/neuron_search.h"
#include "engine/api/text_model.h"
#include "engine/api/text_model_impl.h"
#include "engine/inspect/block_walk.h"
#include "engine/inspect/captured_run.h"
#include "engine/inspect/head_maps.h"
#include "engine/inspect/head_summaries.h"
#include "engine/inspect/input_attribution.h"
#include "engine/inspect/linear_derivation.h"
#include "engine/inspect/logit_lens.h"
#include "engine/inspect/neurons.h"
#include "engine/inspect/output_change.h"
#include "engine/inspect/position_encoding.h"
#include "engine/inspect/residual_stream.h"
#include "engine/inspect/tensor_values.h"
#include "engine/inspect/weight_derivation.h"
#include "engine/models/bert.h"
#include "engine/nn/interrupted.h"
#include "engine/nn/sinusoidal_positions.h"

namespace vitrine::api {

namespace {

Unexpected outOfRange(const std::string& option, int value, int first, int last) {
    const auto range = std::to_string(value) + " (" + std::to_string(first) + " to "
        + std::to_string(last) + ")";
    return Unexpected(Error{
        ErrorCode::OptionInvalid, option, range, option + " is out of range: " + range + "."});
}

Expected<void> within(const std::string& option, int value, int first, int last) {
    if (value < first || value > last) {
        return outOfRange(option, value, first, last);
    }
    return {};
}

void nameTokens(std::vector<TokenProbability>& candidates, const text::Tokenizer& tokenizer) {
    for (auto& candidate : candidates) {
        candidate.bytes = tokenizer.tokenBytes(candidate.id);
    }
}

} // namespace

struct TextInspector::Impl {
    explicit Impl(std::shared_ptr<const TextModel> sharedModel) : model(std::move(sharedModel)) { }

    const TextModel::Impl& loaded() const { return *model->m_impl; }
    models::NetworkShape shape() const { return loaded().model->shape(); }

    /// Runs `call` as every function does: its exceptions become errors, and it needs a run.
    template <typename Call>
    auto ask(Call&& call) const -> Expected<std::invoke_result_t<Call>> {
        return guarded([&]() -> Expected<std::invoke_result_t<Call>> {
            if (!run) {
                return Unexpected(
                    Error{ErrorCode::PromptEmpty, {}, {}, "No text was run before this."});
            }
            const EngineCall scope(model->placement().threads);
            if constexpr (std::is_void_v<std::invoke_result_t<Call>>) {
                call();
                return {};
            } else {
                return call();
            }
        });
    }

    Expected<void> checkLayer(int layer, int first, int last) const {
        return within("layer", layer, first, last);
    }
    Expected<void> checkLayer(int layer) const { return checkLayer(layer, 0, lastLayer()); }
    Expected<void> checkHead(HeadIndex head) const {
        return checkLayer(head.layer).and_then([&] {
            return within("head", head.head, 0, static_cast<int>(shape().heads) - 1);
        });
    }
    Expected<void> checkPosition(int position) const {
        return within("position", position, 0, static_cast<int>(ids.size()) - 1);
    }
    int lastLayer() const { return static_cast<int>(shape().layers) - 1; }
    Expected<void> checkOutput() const {
        return shape().predictsTokens ? Expected<void>() : missing("output layer");
    }
    Unexpected missing(const std::string& part) const {
        const auto& name = model->info().name;
        return Unexpected(
            Error{ErrorCode::HeadMissing, name, part, name + " has no " + part + "."});
    }
    Expected<void> checkInterventions(const Interventions& wanted, int tokens) const;
    Expected<void> checkPatch(const HiddenPatch& patch, int tokens) const;

    models::NetworkInput inputOf(
        std::span<const TokenId> tokens, std::span<const int> segmentsOf) const {
        models::NetworkInput input(idsTensor(tokens, loaded().device()));
        if (!segmentsOf.empty()) {
            const std::vector<TokenId> values(segmentsOf.begin(), segmentsOf.end());
            input.segments = idsTensor(values, loaded().device());
        }
        return input;
    }
    models::NetworkInput input() const { return inputOf(ids, segments); }
    /// Explains a pass over the tokens of the run.
    Expected<InputAttribution> explained(
        const std::function<inspect::ExplainedScore(nn::Inspection&)>& pass) const;
    std::int64_t knownTokens(std::span<const TokenId> tokens, std::span<const int> newSegments,
        const Interventions& wanted) const;

    std::shared_ptr<const TextModel> model;
    std::vector<TokenId> ids;
    std::vector<int> segments;
    Interventions interventions;
    std::optional<inspect::CapturedRun> run;
    torch::Tensor untouched; ///< [position, model] before the output layer, without interventions
};

Expected<void> TextInspector::Impl::checkPatch(const HiddenPatch& patch, int tokens) const {
    return checkLayer(patch.layer, 0, static_cast<int>(shape().layers))
        .and_then([&] { return within("position", patch.position, 0, tokens - 1); })
        .and_then([&]() -> Expected<void> {
            if (patch.sourceIds.empty()) {
                return {};
            }
            return checkIds(patch.sourceIds, model->info()).and_then([&] {
                return within("position", patch.sourcePosition, 0,
                    static_cast<int>(patch.sourceIds.size()) - 1);
            });
        });
}

Expected<void> TextInspector::Impl::checkInterventions(
    const Interventions& wanted, int tokens) const {
    Expected<void> checked;
    for (const auto& ablation : wanted.heads) {
        checked = checked.and_then([&] { return checkHead(ablation.head); });
    }
    for (const auto& edit : wanted.mask) {
        checked = checked
                      .and_then([&]() -> Expected<void> {
                          return edit.head ? checkHead(*edit.head) : Expected<void>();
                      })
                      .and_then([&] { return within("position", edit.query, 0, tokens - 1); })
                      .and_then([&] { return within("position", edit.key, 0, tokens - 1); });
    }
    for (const auto& patch : wanted.patches) {
        checked = checked.and_then([&] { return checkPatch(patch, tokens); });
    }
    return checked;
}

/// How many tokens at the beginning of a text need not be computed again, since the last run has
/// them and they see nothing of what follows. One token is always computed.
std::int64_t TextInspector::Impl::knownTokens(std::span<const TokenId> tokens,
    std::span<const int> newSegments, const Interventions& wanted) const {
    const bool plain = interventions.empty() && wanted.empty();
    if (!run || !plain || !shape().causal || !shape().prefixStays || !segments.empty()
        || !newSegments.empty()) {
        return 0;
    }
    const auto common = std::ranges::mismatch(ids, tokens).in1 - ids.begin();
    return std::min<std::int64_t>(common, std::ssize(tokens) - 1);
}

TextInspector::TextInspector(std::shared_ptr<const TextModel> model)
    : m_impl(std::make_unique<Impl>(std::move(model))) {
}

TextInspector::~TextInspector() = default;

std::span<const TokenId> TextInspector::ids() const {
    return m_impl->ids;
}

Expected<void> TextInspector::run(std::span<const TokenId> ids, std::span<const int> segments,
    const Interventions& interventions, std::stop_token stop) {
    auto& impl = *m_impl;
    return guarded([&]() -> Expected<void> {
        const bool sameText
            = std::ranges::equal(ids, impl.ids) && std::ranges::equal(segments, impl.segments);
        if (impl.run && sameText && interventions == impl.interventions) {
            return {};
        }
        if (!impl.model->info().abilities.attends) {
            return impl.missing("attention");
        }
        const auto checked = checkIds(ids, impl.model->info()).and_then([&]() -> Expected<void> {
            if (!segments.empty() && segments.size() != ids.size()) {
                return outOfRange("segments", static_cast<int>(segments.size()),
                    static_cast<int>(ids.size()), static_cast<int>(ids.size()));
            }
            return impl.checkInterventions(interventions, static_cast<int>(ids.size()));
        });
        if (!checked) {
            return checked;
        }
        const EngineCall scope(impl.model->placement().threads);
        const auto input = impl.inputOf(ids, segments);
        if (const auto known = impl.knownTokens(ids, segments, interventions)) {
            impl.run->moveTo(input, known, stop);
        } else {
            impl.run.reset(); // before the next takes memory
            impl.run.emplace(impl.loaded().transformer(), input, interventions, stop);
        }
        impl.ids.assign(ids.begin(), ids.end());
        impl.segments.assign(segments.begin(), segments.end());
        impl.interventions = interventions;
        if (!sameText) {
            impl.untouched = torch::Tensor();
        }
        return {};
    });
}

std::int64_t TextInspector::bytes() const {
    return m_impl->run ? m_impl->run->bytes() : 0;
}

void TextInspector::forget() {
    m_impl->run.reset();
    m_impl->untouched = torch::Tensor();
}

Expected<AttentionMap> TextInspector::attention(HeadIndex head) const {
    return m_impl->checkHead(head).and_then(
        [&] { return m_impl->ask([&] { return inspect::headMap(*m_impl->run, head); }); });
}

Expected<AttentionMap> TextInspector::meanAttention(
    std::optional<int> layer, std::stop_token stop) const {
    return m_impl->checkLayer(layer.value_or(0)).and_then([&] {
        return m_impl->ask([&] { return inspect::meanMap(*m_impl->run, layer, stop); });
    });
}

Expected<AttentionMap> TextInspector::rollout(int layer, std::stop_token stop) const {
    return m_impl->checkLayer(layer).and_then([&] {
        return m_impl->ask([&] { return inspect::rolloutMap(*m_impl->run, layer, stop); });
    });
}

Expected<void> TextInspector::summaries(
    int size, const HeadSummaryCallback& onHead, std::stop_token stop) const {
    return within("size", size, 1, m_impl->model->info().contextLength).and_then([&] {
        return m_impl->ask(
            [&] { inspect::summarizeHeads(*m_impl->run, size, m_impl->ids, onHead, stop); });
    });
}

Expected<AttentionDerivation> TextInspector::derive(HeadIndex head, int query, int key) const {
    return m_impl->checkHead(head)
        .and_then([&] { return m_impl->checkPosition(query); })
        .and_then([&] { return m_impl->checkPosition(key); })
        .and_then([&] {
            return m_impl->ask(
                [&] { return inspect::deriveWeight(*m_impl->run, head, query, key); });
        });
}

Expected<LinearDerivation> TextInspector::deriveLinear(
    Site site, int layer, int position, int component) const {
    return m_impl->checkLayer(layer)
        .and_then([&] { return m_impl->checkPosition(position); })
        .and_then([&] {
            const int last = inspect::linearOutputs(m_impl->shape(), site) - 1;
            return within("component", component, 0, last);
        })
        .and_then([&] {
            return m_impl->ask([&] {
                return inspect::deriveLinear(*m_impl->run, site, layer, position, component);
            });
        });
}

Expected<OutputChange> TextInspector::change(int position, int top, std::stop_token stop) {
    return m_impl->checkOutput()
        .and_then([&] { return m_impl->checkPosition(position); })
        .and_then([&] {
            return m_impl->ask([&] {
                const auto network = m_impl->loaded().transformer();
                const auto changed = m_impl->run->outputInput(m_impl->shape().layers);
                if (!m_impl->untouched.defined()) {
                    m_impl->untouched = m_impl->interventions.empty()
                        ? changed
                        : network->hidden(m_impl->input(), /*cache=*/nullptr,
                            /*inspection=*/nullptr, stop)[0];
                }
                auto change = inspect::outputChange(
                    *network, m_impl->untouched, changed, position, top, stop);
                for (auto& candidate : change.candidates) {
                    candidate.before.bytes
                        = m_impl->model->tokenizer().tokenBytes(candidate.before.id);
                }
                return change;
            });
        });
}

Expected<LogitLens> TextInspector::logitLens(
    int first, int count, int top, std::span<const TokenId> written, std::stop_token stop) const {
    const auto tokens = static_cast<int>(m_impl->ids.size());
    const auto& targets = written.empty() ? std::span<const TokenId>(m_impl->ids) : written;
    return m_impl->checkOutput()
        .and_then(
            [&] { return within("written", static_cast<int>(targets.size()), tokens, tokens); })
        .and_then([&] { return m_impl->checkPosition(first); })
        .and_then([&] { return within("count", count, 1, tokens - first); })
        .and_then([&] {
            return m_impl->ask([&] {
                auto lens = inspect::logitLens(*m_impl->run, targets, {first, count, top}, stop);
                for (auto& cell : lens.cells) {
                    nameTokens(cell.top, m_impl->model->tokenizer());
                }
                return lens;
            });
        });
}

Expected<ResidualNorms> TextInspector::norms(std::stop_token stop) const {
    return m_impl->ask([&] { return inspect::residualNorms(*m_impl->run, stop); });
}

Expected<ResidualContributions> TextInspector::contributions(int position, TokenId token) const {
    if (!m_impl->loaded().transformer()->normsFirst()) {
        return m_impl->missing("final norm");
    }
    const std::vector ids{token};
    return checkIds(ids, m_impl->model->info())
        .and_then([&] { return m_impl->checkPosition(position); })
        .and_then([&] {
            return m_impl->ask(
                [&] { return inspect::residualContributions(*m_impl->run, position, token); });
        });
}

Expected<InputAttribution> TextInspector::Impl::explained(
    const std::function<inspect::ExplainedScore(nn::Inspection&)>& pass) const {
    return guarded([&]() -> Expected<InputAttribution> {
        const GradientCall scope(model->placement().threads);
        auto attribution = inspect::attributionOf(pass);
        if (attribution.contributions.empty()) {
            return Unexpected(Error{ErrorCode::OptionInvalid, "precision", "float32",
                "Weights in reduced precision carry no gradient."});
        }
        const auto& tokenizer = model->tokenizer();
        for (const auto id : ids) {
            attribution.tokens.push_back(
                {id, tokenizer.tokenBytes(id), tokenizer.piece(id), 0, 0, tokenizer.isSpecial(id)});
        }
        return attribution;
    });
}

Expected<InputAttribution> TextInspector::attribute(
    int position, TokenId token, std::stop_token stop) const {
    const std::vector wanted{token};
    return m_impl->checkOutput()
        .and_then([&] { return checkIds(wanted, m_impl->model->info()); })
        .and_then([&] { return m_impl->checkPosition(position); })
        .and_then([&] {
            return m_impl->explained([&](nn::Inspection& inspection) {
                auto& network = *m_impl->loaded().model;
                const auto hidden
                    = network.hidden(m_impl->input(), /*cache=*/nullptr, &inspection, stop);
                const auto logits = network.logits(hidden[0][position]);
                return inspect::ExplainedScore{logits[token], {position}};
            });
        });
}

Expected<InputAttribution> TextInspector::attributeNextSentence(std::stop_token stop) const {
    if (!m_impl->model->info().abilities.judgesNextSentence) {
        return m_impl->missing("next-sentence head");
    }
    return m_impl->checkPosition(0).and_then([&] {
        return m_impl->explained([&](nn::Inspection& inspection) {
            auto& bert = dynamic_cast<models::BertImpl&>(*m_impl->loaded().model);
            const auto hidden = bert.hidden(m_impl->input(), /*cache=*/nullptr, &inspection, stop);
            return inspect::ExplainedScore{bert.nextSentence(hidden)[0][0], {0}};
        });
    });
}

Expected<BlockWalk> TextInspector::walk(int layer, int position) const {
    return m_impl->checkLayer(layer, -1, static_cast<int>(m_impl->shape().layers))
        .and_then([&] { return m_impl->checkPosition(position); })
        .and_then([&] {
            return m_impl->ask([&] { return inspect::walkBlock(*m_impl->run, layer, position); });
        });
}

Expected<NeuronActivations> TextInspector::neurons(int layer) const {
    return m_impl->checkLayer(layer).and_then([&] {
        return m_impl->ask([&] { return inspect::neuronActivations(*m_impl->run, layer); });
    });
}

Expected<std::vector<NeuronExample>> TextInspector::neuronExamples(
    const std::filesystem::path& file, int layer, int neuron, int count, std::stop_token stop,
    const ProgressCallback& progress) const {
    return m_impl->checkLayer(layer)
        .and_then([&] {
            return within("neuron", neuron, 0, static_cast<int>(m_impl->shape().mlpWidth) - 1);
        })
        .and_then([&] {
            return guarded([&] {
                const EngineCall scope(m_impl->model->placement().threads);
                return searchNeuron(m_impl->loaded(), file, {layer, neuron, count}, stop, progress);
            });
        });
}

Expected<std::vector<float>> TextInspector::hiddenStates(int depth) const {
    const int layers = m_impl->lastLayer() + 1;
    return within("depth", depth, 0, layers).and_then([&] {
        return m_impl->ask([&] {
            const auto& run = *m_impl->run;
            return inspect::valuesOf(depth == layers ? run.outputInput(depth) : run.stream(depth));
        });
    });
}

Expected<std::vector<float>> TextInspector::tokenVectors(std::stop_token stop) const {
    return guarded([&]() -> Expected<std::vector<float>> {
        const EngineCall scope(m_impl->model->placement().threads);
        const auto shape = m_impl->shape();
        std::vector<float> vectors;
        // The embedding layer reads texts, so the vocabulary is shown to it a text at a time.
        for (std::int64_t first = 0; first < shape.vocabularySize; first += shape.contextLength) {
            if (stop.stop_requested()) {
                throw nn::Interrupted();
            }
            const auto last = std::min(shape.vocabularySize, first + shape.contextLength);
            nn::Inspection inspection;
            inspection.keep(Site::TokenEmbedding);
            const models::NetworkInput ids(torch::arange(first, last, torch::kLong)
                                               .unsqueeze(0)
                                               .to(m_impl->loaded().device()));
            if (const auto transformer = m_impl->loaded().transformer()) {
                transformer->embed(ids, /*first=*/0, &inspection);
            } else {
                m_impl->loaded().model->hidden(ids, /*cache=*/nullptr, &inspection, stop);
            }
            const auto some = inspect::valuesOf(inspection.kept(Site::TokenEmbedding).front());
            vectors.insert(vectors.end(), some.begin(), some.end());
        }
        return vectors;
    });
}

Expected<PositionEncoding> TextInspector::positionEncoding(int count, bool learned) const {
    return within("count", count, 1, m_impl->model->info().contextLength)
        .and_then([&]() -> Expected<PositionEncoding> {
            const auto network = m_impl->loaded().transformer();
            const auto table = network ? network->positionTable() : torch::Tensor();
            if (learned && !table.defined()) {
                return m_impl->missing("position embedding");
            }
            return guarded([&]() -> Expected<PositionEncoding> {
                const EngineCall scope(m_impl->model->placement().threads);
                return inspect::positionEncoding(learned
                        ? table.narrow(/*dim=*/0, /*start=*/0, count)
                        : nn::sinusoidalPositions(count, m_impl->shape().modelWidth));
            });
        });
}

AttentionDerivation textbookDerivation() {
    constexpr std::size_t HeadDim = 64; // q · k₁ = 64 · 1.75 = 112, q · k₂ = 64 · 1.5 = 96
    const std::vector<float> q(HeadDim, 1.0F);
    std::vector<float> keys(HeadDim, 1.75F);
    keys.insert(keys.end(), HeadDim, 1.5F);
    std::vector<float> values(HeadDim, 1.0F);
    values.insert(values.end(), HeadDim, 0.0F);
    auto derivation = inspect::deriveWeight({q, keys, values, {true, true}}, /*key=*/0);
    derivation.concat = derivation.headOutput; // a layer of one head
    return derivation;
}

} // namespace vitrine::api
