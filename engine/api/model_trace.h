#pragma once

#include <filesystem>

#include "engine/api/text_model_impl.h"

namespace vitrine::api {

/// Runs `model` over `input` once and writes everything it computed as safetensors: input_ids
/// [position], and token_type_ids where segments are given; logits [position, vocab], unless the
/// model has no head for them; hidden.0 (the embeddings) … hidden.L (after the final norm)
/// [position, model]; attention.0 … [head, query, key].
Expected<void> writeTrace(
    const TextModel::Impl& model, const SegmentedIds& input, const std::filesystem::path& out);

} // namespace vitrine::api
