#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/api/text_model_impl.h"
#include "engine/values/text_evaluation.h"

namespace vitrine::api {

/// Adds up how well a model that fills masks guesses the tokens of one text after the other. Of
/// each text every seventh token is masked at a time, about as many as in training (15 %), in seven
/// passes that begin one token later each: every token is guessed once, from both sides.
///
/// A model with a next-sentence head also judges pairs: a text parted in the middle of its
/// sentences, and its first part with the second part of the text before.
class MaskedEvaluator {
public:
    MaskedEvaluator(const TextModel::Impl& model, std::stop_token stop);

    /// A text longer than the context is cut.
    Expected<void> add(std::string_view text);
    TextEvaluation result(bool partial) const;

private:
    void addWindow(std::span<const TokenId> window);
    Expected<void> addPairs(std::string_view text);
    /// Whether the model says so.
    Expected<void> judge(std::string_view first, std::string_view second, bool follows);

    const TextModel::Impl& m_model;
    std::stop_token m_stop;
    double m_nats = 0;
    std::int64_t m_tokens = 0;
    std::int64_t m_right = 0; // tokens that were the most probable
    std::string m_second; // the second part of the text before
    std::int64_t m_pairs = 0;
    std::int64_t m_rightPairs = 0;
};

} // namespace vitrine::api
