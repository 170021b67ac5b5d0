#pragma once

#include "engine/formats/gguf_reader.h"
#include "engine/models/model_description.h"

namespace vitrine::models {

/// What a GGUF file says of its model: a Llama, Qwen2, Qwen3 or Gemma 3. Errors:
/// ArchitectureUnknown, ValueMissing, ValueInvalid (place: the key, or the member of config.json
/// that says the same).
Expected<ModelDescription> readGgufDescription(const formats::GgufContent& content);

/// The name that GGUF gives a parameter, by the one that it has in the network
/// ("blocks.3.attention.query.weight" → "blk.3.attn_q.weight").
std::string ggufName(const std::string& parameter);

/// How the rows of a weight are kept in GGUF.
struct GgufLayout {
    std::int64_t heads = 0; ///< Llama's queries and keys: the two halves of these heads' rows are
                            ///< interleaved; 0: rows stand as they are
    double shift = 0; ///< is added to every element: Gemma's gains have 1 in them
};
GgufLayout ggufLayout(const std::string& parameter, const DecoderConfig& config);

} // namespace vitrine::models
