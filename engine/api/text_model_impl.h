#pragma once

#include <torch/torch.h>

#include "engine/api/model_folder.h"
#include "engine/api/text_model.h"
#include "engine/models/gpt2.h"

namespace vitrine::api {

/// What a loaded model consists of. LibTorch's forward() is not const, though it changes nothing
/// here; the handle is therefore mutable, and constness starts at TextModel.
struct TextModel::Impl {
    ModelFolder folder;
    DevicePlacement placement;
    mutable models::Gpt2 model;

    torch::Device device() const {
        return placement.device == DeviceKind::Cuda ? torch::Device(torch::kCUDA, 0)
                                                    : torch::Device(torch::kCPU);
    }
    const text::Tokenizer& tokenizer() const { return *folder.tokenizer; }
};

/// Errors: PromptEmpty, PromptTooLong, TokenUnknown.
Expected<void> checkIds(std::span<const TokenId> ids, const ModelInfo& info);

/// [1, position] int64 on `device`.
torch::Tensor idsTensor(std::span<const TokenId> ids, torch::Device device);

} // namespace vitrine::api
