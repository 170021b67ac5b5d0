#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/device_memory.h"
#include "engine/api/engine_call.h"
#include "engine/api/exception_guard.h"
#include "engine/api/text_model.h"
#include "engine/api/text_model_impl.h"
#include "engine/decoding/beam_search.h"
#include "engine/decoding/cached_model.h"
#include "engine/decoding/logit_statistics.h"
#include "engine/decoding/next_token_pipeline.h"
#include "engine/decoding/token_generator.h"

namespace vitrine::api {

namespace {

constexpr std::size_t LogitRows = 64; // positions whose logits are in memory at once

} // namespace

struct TextSession::Impl {
    explicit Impl(std::shared_ptr<const TextModel> sharedModel) : model(std::move(sharedModel)) { }

    const TextModel::Impl& loaded() const { return *model->m_impl; }

    Expected<void> requireContinuing() const {
        return requireHead(loaded(), &Abilities::continues, "next-token head");
    }

    /// Made when first used, so that a lack of memory is an error of that call.
    decoding::CachedModel& cached() {
        if (!cache) {
            cache.emplace(loaded().model, loaded().device());
        }
        return *cache;
    }

    /// Error: OutOfMemory where the keys and values of so many positions do not fit, told before
    /// they are taken.
    Expected<void> checkRoom(std::size_t positions);

    /// `ids` after the token that begins a text where the tokeniser puts it before every text, or
    /// where there is nothing else.
    std::vector<TokenId> promptOf(std::span<const TokenId> ids) const {
        const auto begin = model->tokenizer().beginOfText();
        const auto lead = model->tokenizer().encode("", /*addSpecialTokens=*/true);
        const bool always = begin && lead && !lead->empty() && lead->front() == *begin;
        std::vector<TokenId> prompt(ids.begin(), ids.end());
        if (begin && (prompt.empty() || (always && prompt.front() != *begin))) {
            prompt.insert(prompt.begin(), *begin);
        }
        return prompt;
    }

    /// What a text may begin with [1, vocab]; undefined where nothing foresees `first`.
    torch::Tensor logitsOfBeginning(TokenId first, const std::stop_token& stop) const;
    Expected<std::vector<ScoredToken>> score(
        std::span<const TokenId> ids, const std::stop_token& stop);
    void scoreRows(const std::vector<TokenId>& ids, const std::stop_token& stop);
    Expected<NextTokenDistribution> nextToken(std::span<const TokenId> ids,
        const GenerationOptions& options, const std::stop_token& stop);
    Expected<GenerationResult> generate(
        const std::vector<TokenId>& prompt, const decoding::GenerationRequest& request);

    std::shared_ptr<const TextModel> model;
    std::optional<decoding::CachedModel> cache;
    std::int64_t checkedPositions = 0; // that were found to fit into memory
    std::vector<TokenId> scoredIds;
    std::vector<ScoredToken> scored; // of scoredIds
};

Expected<void> TextSession::Impl::checkRoom(std::size_t positions) {
    constexpr std::int64_t Small = 64 << 20; // bytes that are taken without asking the system
    constexpr std::int64_t FloatBytes = 4;
    const auto shape = loaded().model->shape();
    const auto length = std::min(static_cast<std::int64_t>(positions), shape.contextLength);
    const auto needed
        = 2 * shape.layers * shape.cacheWidth() * FloatBytes * (length - checkedPositions);
    const auto available = needed > Small ? availableMemory(model->placement().device) : needed;
    if (needed > available) {
        const auto place = memoryText(needed, available);
        return Unexpected(Error{ErrorCode::OutOfMemory, model->info().name, place,
            "A text of " + std::to_string(length)
                + " tokens takes more memory than there is: " + place + "."});
    }
    checkedPositions = needed > Small ? length : checkedPositions;
    return {};
}

Expected<std::vector<ScoredToken>> TextSession::Impl::score(
    std::span<const TokenId> ids, const std::stop_token& stop) {
    if (auto able = requireContinuing(); !able) {
        return Unexpected(able.error());
    }
    if (ids.empty()) {
        return {};
    }
    const auto whole = promptOf(ids);
    if (auto checked = checkIds(whole, model->info()); !checked) {
        return Unexpected(checked.error());
    }
    if (auto room = checkRoom(whole.size()); !room) {
        return Unexpected(room.error());
    }
    const auto same = std::ranges::mismatch(scoredIds, whole).in1 - scoredIds.begin();
    scoredIds.resize(static_cast<std::size_t>(same));
    scored.resize(static_cast<std::size_t>(same));
    scoreRows(whole, stop);
    const auto extra = static_cast<std::ptrdiff_t>(whole.size() - ids.size());
    return std::vector<ScoredToken>(scored.begin() + extra, scored.end());
}

torch::Tensor TextSession::Impl::logitsOfBeginning(
    TokenId first, const std::stop_token& stop) const {
    const auto begin = model->tokenizer().beginOfText();
    if (!begin || first == *begin) {
        return {};
    }
    const auto input = torch::full({1, 1}, *begin, torch::kLong).to(loaded().device());
    auto& network = *loaded().model;
    const auto hidden = network.hidden(input, /*cache=*/nullptr, /*inspection=*/nullptr, stop);
    return network.logits(hidden[0]).to(torch::kCPU, torch::kFloat32).contiguous();
}

/// Extends scoredIds and scored to `ids`.
void TextSession::Impl::scoreRows(const std::vector<TokenId>& ids, const std::stop_token& stop) {
    auto& source = cached();
    source.start(ids, stop);
    while (scoredIds.size() < ids.size()) {
        const auto first = scoredIds.size();
        const auto last = first == 0 ? 1 : std::min(ids.size(), first + LogitRows);
        // The token at i is foreseen by the logits at i − 1.
        const auto logits = first == 0 ? logitsOfBeginning(ids.front(), stop)
                                       : source.logitsOf(first - 1, last - 1);
        for (auto i = first; i < last; ++i) {
            ScoredToken token;
            token.token.id = ids[i];
            token.token.bytes = model->tokenizer().tokenBytes(ids[i]);
            token.token.piece = model->tokenizer().piece(ids[i]);
            token.token.special = model->tokenizer().isSpecial(ids[i]);
            if (logits.defined()) {
                const auto row = logits[static_cast<std::int64_t>(i - first)];
                const std::span<const float> values(
                    row.const_data_ptr<float>(), static_cast<std::size_t>(row.numel()));
                const auto statistics = decoding::LogitStatistics::of(values);
                token.scored = true;
                token.logProbability
                    = statistics.logProbability(values[static_cast<std::size_t>(ids[i])]);
                token.entropy = statistics.entropy;
                token.rank = decoding::rankOf(ids[i], values);
            }
            scored.push_back(std::move(token));
            scoredIds.push_back(ids[i]);
        }
    }
}

Expected<NextTokenDistribution> TextSession::Impl::nextToken(
    std::span<const TokenId> ids, const GenerationOptions& options, const std::stop_token& stop) {
    const auto prompt = promptOf(ids);
    return requireContinuing()
        .and_then([&] { return decoding::checkOptions(options); })
        .and_then([&] { return checkIds(prompt, model->info()); })
        .and_then([&] { return checkRoom(prompt.size()); })
        .map([&] {
            decoding::NextTokenPipeline pipeline(options, model->tokenizer());
            pipeline.run(cached().start(prompt, stop), prompt);
            return pipeline.distribution();
        });
}

Expected<GenerationResult> TextSession::Impl::generate(
    const std::vector<TokenId>& prompt, const decoding::GenerationRequest& request) {
    return requireContinuing()
        .and_then([&] { return decoding::checkOptions(request.options); })
        .and_then([&] { return checkIds(prompt, model->info()); })
        .and_then([&] {
            return checkRoom(
                prompt.size() + static_cast<std::size_t>(request.options.maxNewTokens));
        })
        .map([&] {
            auto& source = cached();
            return request.options.strategy == DecodingStrategy::Beam
                ? decoding::searchBeams(source, request)
                : decoding::generateTokens(source, request);
        });
}

TextSession::TextSession(std::shared_ptr<const TextModel> model)
    : m_impl(std::make_unique<Impl>(std::move(model))) {
}

TextSession::~TextSession() = default;

Expected<std::vector<ScoredToken>> TextSession::score(
    std::span<const TokenId> ids, std::stop_token stop) {
    return guarded([&] {
        const EngineCall call(m_impl->model->placement().threads);
        return m_impl->score(ids, stop);
    });
}

Expected<NextTokenDistribution> TextSession::nextToken(
    std::span<const TokenId> ids, const GenerationOptions& options, std::stop_token stop) {
    return guarded([&] {
        const EngineCall call(m_impl->model->placement().threads);
        return m_impl->nextToken(ids, options, stop);
    });
}

Expected<GenerationResult> TextSession::generate(std::span<const TokenId> ids,
    const GenerationOptions& options, std::stop_token stop, const GeneratedTokenCallback& onToken,
    const BeamCallback& onBeams) {
    return guarded([&] {
        const EngineCall call(m_impl->model->placement().threads);
        const auto prompt = m_impl->promptOf(ids);
        const decoding::GenerationRequest request{prompt, options, m_impl->model->tokenizer(),
            m_impl->loaded().folder.endTokens, std::move(stop), onToken, onBeams};
        return m_impl->generate(prompt, request);
    });
}

} // namespace vitrine::api
