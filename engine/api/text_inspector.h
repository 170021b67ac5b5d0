#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "engine/values/attention_derivation.h"
#include "engine/values/attention_map.h"
#include "engine/values/block_walk.h"
#include "engine/values/expected.h"
#include "engine/values/head_summary.h"
#include "engine/values/input_attribution.h"
#include "engine/values/interventions.h"
#include "engine/values/linear_derivation.h"
#include "engine/values/load_options.h"
#include "engine/values/logit_lens.h"
#include "engine/values/neuron_activations.h"
#include "engine/values/output_change.h"
#include "engine/values/position_encoding.h"
#include "engine/values/residual_contributions.h"
#include "engine/values/residual_norms.h"

namespace vitrine::api {

class TextModel;

using HeadSummaryCallback = std::function<void(const HeadSummary&)>;

/// Looks into one forward pass of a model over one text. run() computes the text once and keeps
/// queries, keys, values and the residual stream of every layer; all else is worked out from these
/// when it is asked for, so that no map of all heads is ever in memory. One thread at a time.
///
/// Every function that looks at a text needs a run before it (PromptEmpty without one) and answers
/// for the last. Layers, heads and positions outside the model or text are OptionInvalid. A stop
/// asked for gives Interrupted.
class TextInspector {
public:
    explicit TextInspector(std::shared_ptr<const TextModel> model);
    ~TextInspector();

    /// Computes `ids` as they are, nothing is added. `segments` holds 0 or 1 for each id; empty
    /// means all 0. The same text with the same interventions is not computed again, and of a
    /// causal model without interventions only what follows the first change of the text. Errors:
    /// PromptEmpty, PromptTooLong, TokenUnknown, OptionInvalid, Interrupted, OutOfMemory;
    /// HeadMissing for a model without attention.
    Expected<void> run(std::span<const TokenId> ids, std::span<const int> segments = {},
        const Interventions& interventions = {}, std::stop_token stop = {});
    /// Tokens of the last run.
    std::span<const TokenId> ids() const;
    /// What is kept of the last run takes.
    std::int64_t bytes() const;
    /// As if nothing had been run.
    void forget();

    /// One head's weights.
    Expected<AttentionMap> attention(HeadIndex head) const;
    /// The mean of a layer's heads; of all heads when unset.
    Expected<AttentionMap> meanAttention(std::optional<int> layer, std::stop_token stop = {}) const;
    /// Attention rollout up to and with `layer` (Abnar & Zuidema 2020): the product over the layers
    /// of ½ (mean over heads) + ½ I.
    Expected<AttentionMap> rollout(int layer, std::stop_token stop = {}) const;
    /// Every head seen from afar, layer after layer, as they come. `size`: cells on a side.
    Expected<void> summaries(
        int size, const HeadSummaryCallback& onHead, std::stop_token stop = {}) const;
    /// One weight step by step.
    Expected<AttentionDerivation> derive(HeadIndex head, int query, int key) const;

    /// One component of the value at a site that a linear map computes: queries, keys, values,
    /// attention's output, and both maps of the feed-forward part; others are OptionInvalid.
    /// Components of heads stand side by side.
    Expected<LinearDerivation> deriveLinear(
        Site site, int layer, int position, int component) const;

    /// How the interventions of the run change the model's output: against an untouched pass over
    /// the same text, which is kept. `top`: candidates at `position`. HeadMissing for a model
    /// without an output layer.
    Expected<OutputChange> change(int position, int top = 10, std::stop_token stop = {});

    /// What each layer would say, for `count` positions from `first`; see LogitLens. `written`: the
    /// token that stands at each position of the text where the run has masks; empty: as run.
    Expected<LogitLens> logitLens(int first, int count, int top = 5,
        std::span<const TokenId> written = {}, std::stop_token stop = {}) const;
    Expected<ResidualNorms> norms(std::stop_token stop = {}) const;
    /// A logit as a sum over the parts of the model. HeadMissing where the layers end in norms of
    /// their own (BERT), through which no exact sum goes.
    Expected<ResidualContributions> contributions(int position, TokenId token) const;
    /// What each token contributed to the logit of `token` at `position`, by gradient × input, in
    /// the model without interventions. HeadMissing without an output layer; OptionInvalid
    /// ("precision") for weights in reduced precision, which carry no gradient.
    Expected<InputAttribution> attribute(
        int position, TokenId token, std::stop_token stop = {}) const;
    /// The same to the logit that the second text of the run goes on from the first. HeadMissing
    /// without a next-sentence head.
    Expected<InputAttribution> attributeNextSentence(std::stop_token stop = {}) const;
    /// One position on its way through a layer. Layer −1: the embeddings; the number of layers:
    /// final norm and logits.
    Expected<BlockWalk> walk(int layer, int position) const;
    Expected<NeuronActivations> neurons(int layer) const;
    /// The lines of a text file that excite a neuron most, strongest first. Does not change the
    /// run. `count`: how many are kept. Errors besides: FileMissing, FileUnreadable.
    Expected<std::vector<NeuronExample>> neuronExamples(const std::filesystem::path& file,
        int layer, int neuron, int count, std::stop_token stop = {},
        const ProgressCallback& progress = {}) const;

    /// The residual stream of every position [position, model]: at depth 0 what the first layer
    /// reads, at the number of layers what the output layer reads.
    Expected<std::vector<float>> hiddenStates(int depth) const;

    /// The model's vector for each token of its vocabulary [token, model]; needs no run.
    Expected<std::vector<float>> tokenVectors(std::stop_token stop = {}) const;
    /// The model's vector for each position, up to `count` of them; unset `learned` for the
    /// sinusoidal ones of the same width. HeadMissing where the model has none.
    Expected<PositionEncoding> positionEncoding(int count, bool learned) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The textbook's example through the same code as every derivation: scores 112 and 96 with
/// d_k = 64 give 14 and 12, and weights 0.88 and 0.12.
AttentionDerivation textbookDerivation();

} // namespace vitrine::api
