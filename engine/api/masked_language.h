#pragma once

#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include "engine/api/text_model_impl.h"
#include "engine/values/mask_prediction.h"
#include "engine/values/text_pair.h"

namespace vitrine::api {

/// What a TextModel with BERT's heads can do; see there.

Expected<std::vector<MaskPrediction>> fillMask(const TextModel::Impl& model,
    const SegmentedIds& input, std::span<const int> positions, int top,
    const std::stop_token& stop);

Expected<TextPair> encodePair(
    const TextModel::Impl& model, std::string_view first, std::string_view second);

Expected<NextSentence> nextSentence(const TextModel::Impl& model, std::string_view first,
    std::string_view second, const std::stop_token& stop);

} // namespace vitrine::api
