#pragma once

#include <stop_token>
#include <string_view>

#include "engine/api/text_model_impl.h"
#include "engine/values/text_evaluation.h"

namespace vitrine::api {

/// How well `model` predicts `text`: every line that is not empty by itself, or the whole as one
/// stream.
///
/// A line stands between the tokens that begin and end a text where the tokeniser has them, as in
/// training, so that its first token and its end count too. A line or stream longer than the
/// context is cut into windows that overlap by half: each token but the first ones is predicted
/// from at least half a context. A model that fills masks guesses hidden tokens instead; see
/// MaskedEvaluator. Error: HeadMissing for a model that can do neither.
Expected<TextEvaluation> evaluateText(const TextModel::Impl& model, std::string_view text,
    bool lines, const std::stop_token& stop, const ProgressCallback& progress);

} // namespace vitrine::api
