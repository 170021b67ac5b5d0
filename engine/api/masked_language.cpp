#include "engine/api/masked_language.h"

#include <algorithm>
#include <string>

#include "engine/decoding/logit_statistics.h"
#include "engine/decoding/ranked_tokens.h"
#include "engine/models/bert.h"

namespace vitrine::api {

namespace {

Expected<void> checkPositions(std::span<const int> positions, std::size_t tokens) {
    const auto outside = std::ranges::find_if(positions,
        [&](int position) { return position < 0 || static_cast<std::size_t>(position) >= tokens; });
    if (outside == positions.end()) {
        return {};
    }
    const auto place = std::to_string(*outside) + " (0 to " + std::to_string(tokens - 1) + ")";
    return Unexpected(Error{ErrorCode::OptionInvalid, "position", place,
        "There is no position " + std::to_string(*outside) + " in a text of "
            + std::to_string(tokens) + " tokens."});
}

/// `logits` [vocab]
MaskPrediction predictionAt(
    int position, std::span<const float> logits, int top, const text::Tokenizer& tokenizer) {
    const auto statistics = decoding::LogitStatistics::of(logits);
    MaskPrediction prediction{position, {}, statistics.entropy, statistics.logSumExp};
    decoding::RankedTokens ranked(logits);
    for (const auto id : ranked.first(static_cast<std::size_t>(top))) {
        const auto logit = logits[static_cast<std::size_t>(id)];
        prediction.candidates.push_back({id, tokenizer.tokenBytes(id),
            static_cast<float>(statistics.probability(logit)), logit});
    }
    return prediction;
}

std::vector<Token> specialTokens(
    const std::vector<TokenId>& ids, const text::Tokenizer& tokenizer) {
    std::vector<Token> tokens;
    for (const auto id : ids) {
        Token token;
        token.id = id;
        token.piece = tokenizer.piece(id);
        token.special = tokenizer.isSpecial(id);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

} // namespace

Expected<std::vector<MaskPrediction>> fillMask(const TextModel::Impl& model,
    const SegmentedIds& input, std::span<const int> positions, int top,
    const std::stop_token& stop) {
    return requireHead(model, &Abilities::fillsMasks, "masked-token head")
        .and_then([&] { return checkInput(input, model.folder.info); })
        .and_then([&] { return checkPositions(positions, input.ids.size()); })
        .map([&] {
            std::vector<MaskPrediction> predictions;
            if (positions.empty()) {
                return predictions;
            }
            const auto rows = torch::tensor(
                std::vector<std::int64_t>(positions.begin(), positions.end()), torch::kLong)
                                  .to(model.device());
            const auto hidden = model.model->hidden(networkInput(input, model.device()),
                /*cache=*/nullptr, /*inspection=*/nullptr, stop)[0]; // [position, model]
            const auto logits = model.model->logits(hidden.index_select(/*dim=*/0, rows))
                                    .to(torch::kCPU, torch::kFloat32)
                                    .contiguous(); // [positions, vocab]
            for (std::size_t i = 0; i < positions.size(); ++i) {
                const auto row = logits[static_cast<std::int64_t>(i)];
                predictions.push_back(predictionAt(positions[i],
                    {row.const_data_ptr<float>(), static_cast<std::size_t>(row.numel())}, top,
                    model.tokenizer()));
            }
            return predictions;
        });
}

Expected<TextPair> encodePair(
    const TextModel::Impl& model, std::string_view first, std::string_view second) {
    const auto& tokenizer = model.tokenizer();
    auto firstTokens = tokenizer.tokens(first, /*addSpecialTokens=*/false);
    auto secondTokens = tokenizer.tokens(second, /*addSpecialTokens=*/false);
    for (const auto* tokens : {&firstTokens, &secondTokens}) {
        if (!*tokens) {
            return Unexpected(tokens->error());
        }
    }
    const auto& layout = tokenizer.layout();
    const auto context = static_cast<std::size_t>(model.folder.info.contextLength);
    const auto room = context - std::min(context, layout.pairSize());
    const auto kept = text::longestFirst({firstTokens->size(), secondTokens->size()}, room);
    TextPair pair;
    pair.firstDropped = firstTokens->size() - kept.first;
    pair.secondDropped = secondTokens->size() - kept.second;
    firstTokens->resize(kept.first);
    secondTokens->resize(kept.second);
    const auto append = [&](const std::vector<Token>& tokens, int segment) {
        pair.tokens.insert(pair.tokens.end(), tokens.begin(), tokens.end());
        pair.segments.insert(pair.segments.end(), tokens.size(), segment);
    };
    append(specialTokens(layout.before, tokenizer), 0);
    append(*firstTokens, 0);
    append(specialTokens(layout.between, tokenizer), 0);
    pair.secondStart = pair.tokens.size();
    append(*secondTokens, layout.secondSegment);
    append(specialTokens(layout.after, tokenizer), layout.secondSegment);
    return pair;
}

Expected<NextSentence> nextSentence(const TextModel::Impl& model, std::string_view first,
    std::string_view second, const std::stop_token& stop) {
    return requireHead(model, &Abilities::judgesNextSentence, "next-sentence head")
        .and_then([&] { return encodePair(model, first, second); })
        .and_then([&](TextPair pair) -> Expected<NextSentence> {
            SegmentedIds input{{}, pair.segments};
            for (const auto& token : pair.tokens) {
                input.ids.push_back(token.id);
            }
            if (auto checked = checkInput(input, model.folder.info); !checked) {
                return Unexpected(checked.error());
            }
            auto& bert = dynamic_cast<models::BertImpl&>(*model.model);
            const auto hidden = bert.hidden(networkInput(input, model.device()),
                /*cache=*/nullptr, /*inspection=*/nullptr, stop);
            const auto probabilities = torch::softmax(bert.nextSentence(hidden)[0], /*dim=*/0);
            return NextSentence{std::move(pair), probabilities[0].item<double>()};
        });
}

} // namespace vitrine::api
