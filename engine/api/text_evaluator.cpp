#include "engine/api/text_evaluator.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "engine/api/masked_evaluator.h"
#include "engine/nn/interrupted.h"
#include "engine/text/unicode.h"

namespace vitrine::api {

namespace {

constexpr std::int64_t LogitRows = 128; // positions whose logits are in memory at once

/// Adds up how well one text after the other is predicted.
class TextEvaluator {
public:
    TextEvaluator(const TextModel::Impl& model, std::stop_token stop)
        : m_model(model), m_stop(std::move(stop)),
          m_context(static_cast<std::size_t>(model.folder.info.contextLength)) { }

    /// A text that stands alone; `withEnd` counts its end, as a character too.
    Expected<void> add(std::string_view text, bool withEnd) {
        auto ids = m_model.tokenizer().encode(text, /*addSpecialTokens=*/false);
        if (!ids) {
            return Unexpected(ids.error());
        }
        auto characters = text::characterCount(text);
        if (const auto begin = m_model.tokenizer().beginOfText()) {
            ids->insert(ids->begin(), *begin);
        } else if (!ids->empty()) {
            characters -= text::characterCount(m_model.tokenizer().tokenBytes(ids->front()));
        }
        if (const auto end = m_model.tokenizer().endOfText(); end && withEnd) {
            ids->push_back(*end);
            ++characters;
        }
        if (ids->size() > 1) {
            addIds(*ids);
            m_result.characters += static_cast<std::int64_t>(characters);
        }
        return {};
    }

    TextEvaluation result(bool partial) {
        if (m_result.tokens > 0) {
            m_result.crossEntropy = m_nats / static_cast<double>(m_result.tokens);
            m_result.perplexity = std::exp(m_result.crossEntropy);
        }
        if (m_result.characters > 0) {
            m_result.bitsPerCharacter
                = m_nats / std::numbers::ln2 / static_cast<double>(m_result.characters);
        }
        m_result.partial = partial;
        return m_result;
    }

private:
    /// Every id but the first is a target.
    void addIds(std::span<const TokenId> ids) {
        std::size_t scored = 0; // targets so far
        for (std::size_t begin = 0; scored + 1 < ids.size();) {
            const auto inputs = std::min(m_context, ids.size() - 1 - begin);
            m_nats += windowNats(ids.subspan(begin, inputs + 1), scored - begin);
            scored = begin + inputs;
            begin += std::max<std::size_t>(1, m_context / 2);
        }
        m_result.tokens += static_cast<std::int64_t>(scored);
    }

    /// Of the targets of a window, its ids but the first, those from `first` on. Nats.
    double windowNats(std::span<const TokenId> ids, std::size_t first) {
        const auto all = idsTensor(ids, m_model.device())[0]; // [inputs + 1]
        const auto inputs = all.size(0) - 1;
        const auto hidden = m_model.model->hidden(all.narrow(0, 0, inputs).unsqueeze(0),
            /*cache=*/nullptr, /*inspection=*/nullptr, m_stop)[0]; // [inputs, model]
        double nats = 0;
        for (auto row = static_cast<std::int64_t>(first); row < inputs; row += LogitRows) {
            const auto count = std::min(LogitRows, inputs - row);
            const auto logits
                = m_model.model->logits(hidden.narrow(0, row, count)); // [count, vocab]
            nats += torch::nn::functional::cross_entropy(logits, all.narrow(0, row + 1, count),
                torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum))
                        .item<double>();
        }
        return nats;
    }

    const TextModel::Impl& m_model;
    std::stop_token m_stop;
    std::size_t m_context;
    double m_nats = 0;
    TextEvaluation m_result;
};

std::vector<std::string_view> nonEmptyLines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (!line.empty()) {
            lines.push_back(line);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Evaluator: TextEvaluator or MaskedEvaluator.
template <typename Evaluator>
Expected<TextEvaluation> evaluateTexts(Evaluator evaluator,
    const std::vector<std::string_view>& texts, bool withEnds, const std::stop_token& stop,
    const ProgressCallback& progress) {
    try {
        for (std::size_t done = 0; done < texts.size(); ++done) {
            if (stop.stop_requested()) {
                return evaluator.result(/*partial=*/true);
            }
            if (auto added = evaluator.add(texts[done], withEnds); !added) {
                return Unexpected(added.error());
            }
            if (progress) {
                progress({static_cast<double>(done + 1) / static_cast<double>(texts.size())});
            }
        }
    } catch (const nn::Interrupted&) {
        return evaluator.result(/*partial=*/true);
    }
    return evaluator.result(/*partial=*/false);
}

} // namespace

Expected<TextEvaluation> evaluateText(const TextModel::Impl& model, std::string_view text,
    bool lines, const std::stop_token& stop, const ProgressCallback& progress) {
    const auto texts = lines ? nonEmptyLines(text) : std::vector{text};
    if (model.folder.info.abilities.continues) {
        return evaluateTexts(TextEvaluator(model, stop), texts, /*withEnds=*/lines, stop, progress);
    }
    return requireHead(model, &Abilities::fillsMasks, "masked-token head").and_then([&] {
        return evaluateTexts(
            MaskedEvaluator(model, stop), texts, /*withEnds=*/lines, stop, progress);
    });
}

} // namespace vitrine::api
