#pragma once

#include <torch/torch.h>

#include "engine/api/model_folder.h"
#include "engine/api/text_model.h"
#include "engine/models/network.h"
#include "engine/models/transformer.h"
#include "engine/values/segmented_ids.h"

namespace vitrine::api {

/// What a loaded model consists of. LibTorch's forward() is not const, though it changes nothing
/// here; the handle is therefore mutable, and constness starts at TextModel.
struct TextModel::Impl {
    ModelFolder folder;
    DevicePlacement placement;
    mutable models::Network model;

    torch::Device device() const {
        return placement.device == DeviceKind::Cuda ? torch::Device(torch::kCUDA, 0)
                                                    : torch::Device(torch::kCPU);
    }
    /// Null where it has no attention.
    std::shared_ptr<models::Transformer> transformer() const {
        return std::dynamic_pointer_cast<models::Transformer>(model);
    }
    const text::Tokenizer& tokenizer() const { return *folder.tokenizer; }
};

/// Errors: PromptEmpty, PromptTooLong, TokenUnknown.
Expected<void> checkIds(std::span<const TokenId> ids, const ModelInfo& info);

/// Errors besides: OptionInvalid for segments of another number than the ids, or that the model
/// does not tell apart. Without segments every id is in the first.
Expected<void> checkInput(const SegmentedIds& input, const ModelInfo& info);

/// Error: HeadMissing (place: `head`) where the model lacks the ability.
Expected<void> requireHead(
    const TextModel::Impl& model, bool Abilities::*ability, const char* head);

models::NetworkInput networkInput(const SegmentedIds& input, torch::Device device);

/// [1, position] int64 on `device`.
torch::Tensor idsTensor(std::span<const TokenId> ids, torch::Device device);

} // namespace vitrine::api
