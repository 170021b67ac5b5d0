#include "engine/api/masked_evaluator.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/api/masked_language.h"
#include "engine/text/sentences.h"

namespace vitrine::api {

namespace {

constexpr std::int64_t Passes = 7;

} // namespace

MaskedEvaluator::MaskedEvaluator(const TextModel::Impl& model, std::stop_token stop)
    : m_model(model), m_stop(std::move(stop)) {
}

Expected<void> MaskedEvaluator::add(std::string_view text) {
    const auto ids = m_model.tokenizer().encode(text, /*addSpecialTokens=*/false);
    if (!ids) {
        return Unexpected(ids.error());
    }
    const auto context = static_cast<std::size_t>(m_model.folder.info.contextLength);
    const auto around = m_model.tokenizer().layout().size();
    const auto room = std::max<std::size_t>(1, context - std::min(context, around));
    for (std::size_t begin = 0; begin < ids->size(); begin += room) {
        addWindow(std::span(*ids).subspan(begin, std::min(room, ids->size() - begin)));
    }
    return m_model.folder.info.abilities.judgesNextSentence ? addPairs(text) : Expected<void>();
}

Expected<void> MaskedEvaluator::addPairs(std::string_view text) {
    const auto sentences = text::sentencesOf(text);
    if (sentences.size() < 2) {
        return {};
    }
    const auto middle = static_cast<std::size_t>(
        sentences[sentences.size() / 2].data() - text.data()); // a sentence begins there
    const auto first = text.substr(0, middle);
    const auto second = text.substr(middle);
    const auto other = std::exchange(m_second, std::string(second));
    if (other.empty()) {
        return {};
    }
    return judge(first, second, /*follows=*/true).and_then([&] {
        return judge(first, other, /*follows=*/false);
    });
}

Expected<void> MaskedEvaluator::judge(
    std::string_view first, std::string_view second, bool follows) {
    return nextSentence(m_model, first, second, m_stop).map([&](const NextSentence& judged) {
        ++m_pairs;
        m_rightPairs += (judged.probability > 0.5) == follows ? 1 : 0;
    });
}

void MaskedEvaluator::addWindow(std::span<const TokenId> window) {
    const auto& layout = m_model.tokenizer().layout();
    const auto whole = idsTensor(layout.single(window).ids, m_model.device());
    const auto first = static_cast<std::int64_t>(layout.before.size());
    const auto last = first + static_cast<std::int64_t>(window.size());
    const auto passes = std::min(Passes, last - first);

    auto masked = whole.repeat({passes, 1}); // [pass, position]
    std::vector<torch::Tensor> rows; // of the flattened passes
    std::vector<torch::Tensor> targets;
    for (std::int64_t pass = 0; pass < passes; ++pass) {
        const auto positions = torch::arange(
            first + pass, last, Passes, torch::dtype(torch::kLong).device(whole.device()));
        targets.push_back(whole[0].index_select(/*dim=*/0, positions));
        rows.push_back(positions + pass * whole.size(1));
        masked[pass].index_fill_(/*dim=*/0, positions, *m_model.tokenizer().maskToken());
    }
    const auto hidden = m_model.model->hidden(
        masked, /*cache=*/nullptr, /*inspection=*/nullptr, m_stop); // [pass, position, model]
    const auto logits = m_model.model->logits(
        hidden.flatten(0, 1).index_select(/*dim=*/0, torch::cat(rows))); // [tokens, vocab]
    const auto target = torch::cat(targets);
    m_nats += torch::nn::functional::cross_entropy(
        logits, target, torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum))
                  .item<double>();
    m_right += (logits.argmax(/*dim=*/1) == target).sum().item<std::int64_t>();
    m_tokens += target.size(0);
}

TextEvaluation MaskedEvaluator::result(bool partial) const {
    TextEvaluation result;
    result.tokens = m_tokens;
    result.partial = partial;
    if (m_tokens > 0) {
        result.crossEntropy = m_nats / static_cast<double>(m_tokens);
        result.perplexity = std::exp(result.crossEntropy);
        result.maskedAccuracy = static_cast<double>(m_right) / static_cast<double>(m_tokens);
    }
    if (m_pairs > 0) {
        result.nextSentenceAccuracy
            = static_cast<double>(m_rightPairs) / static_cast<double>(m_pairs);
    }
    return result;
}

} // namespace vitrine::api
