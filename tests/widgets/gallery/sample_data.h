#pragma once

#include <vector>

#include "engine/values/attention_derivation.h"
#include "engine/values/attention_map.h"
#include "engine/values/beam_snapshot.h"
#include "engine/values/block_walk.h"
#include "engine/values/head_summary.h"
#include "engine/values/logit_lens.h"
#include "engine/values/model_anatomy.h"
#include "engine/values/neuron_activations.h"
#include "engine/values/next_token_distribution.h"
#include "engine/values/output_change.h"
#include "engine/values/position_encoding.h"
#include "engine/values/residual_contributions.h"
#include "engine/values/residual_norms.h"
#include "engine/values/scored_token.h"
#include "engine/values/tokenization_steps.h"

/// Made-up values to look at widgets with, in the shapes that the engine gives.
namespace vitrine::gallery {

/// Tokens cut at the given bytes; surprisal and rank follow from their place.
std::vector<ScoredToken> scoredTokens(const std::vector<std::string>& pieces);
std::vector<Token> tokens(const std::vector<std::string>& pieces);

/// A vector that looks like an activation: of both signs, mostly small.
std::vector<float> wave(int size, double phase = 0);

std::vector<ScoredToken> englishTokens();
/// Byte-level: some characters are held by several tokens.
std::vector<ScoredToken> chineseTokens();
std::string textOf(const std::vector<ScoredToken>& tokens);

/// Twelve candidates of 50,257, after temperature 0.8, top-k 50 and top-p 0.9, which
/// keeps six.
NextTokenDistribution distribution();
BeamSnapshot beams();
/// "lowest newer" as byte-level BPE would merge it.
TokenizationSteps byteLevelSteps();
/// "Unaffable!" as WordPiece would match it.
TokenizationSteps wordPieceSteps();
/// "cats" as Unigram would cut it.
TokenizationSteps unigramSteps();

/// GPT-2's sizes, or with `normFirst` unset those of a BERT of the same size.
ModelAnatomy anatomy(bool normFirst = true);
/// One token of `tokens` through a layer, and from the embeddings to the logits.
BlockWalk blockWalk(const ModelAnatomy& anatomy, int tokens);
LogitLens logitLens(int depths, int positions);
ResidualNorms residualNorms(int layers, int positions);
/// Twelve layers of twelve heads, which sum to the logit.
ResidualContributions contributions();
NeuronActivations neuronActivations(int positions);
OutputChange outputChange(int positions);
PositionEncoding positionEncoding(int positions, int width);

/// A causal head: part previous token, part first token, part scattered. Rows sum to 1.
AttentionMap attentionMap(int tokens, double phase = 0);
/// A head of that kind from afar.
HeadSummary headSummary(const HeadIndex& head, int size);
/// The textbook's two keys, scores 112 and 96 with d_k = 64, among a longer row of 0 where asked.
AttentionDerivation derivation(int keys = 2);

} // namespace vitrine::gallery
