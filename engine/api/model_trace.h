#pragma once

#include <filesystem>
#include <span>

#include "engine/api/text_model_impl.h"

namespace vitrine::api {

/// Runs `model` over `ids` once and writes everything it computed as safetensors: input_ids
/// [position]; logits [position, vocab]; hidden.0 (the embeddings) … hidden.L (after the final
/// norm) [position, model]; attention.0 … [head, query, key].
Expected<void> writeTrace(
    const TextModel::Impl& model, std::span<const TokenId> ids, const std::filesystem::path& out);

} // namespace vitrine::api
