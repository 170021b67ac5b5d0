#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/model_config.h"
#include "engine/values/expected.h"
#include "engine/values/task.h"
#include "engine/values/token.h"

namespace vitrine::models {

/// What a Hugging Face folder says of its model, without its weights.
struct ModelDescription {
    std::string architecture; ///< as config.json calls it: "gpt2", "bert", "lstm", …
    ModelConfig config;
    std::vector<TokenId>
        endTokens; ///< any of them ends a text; those outside the vocabulary are left out
    std::optional<TokenId> beginToken;
    std::optional<Task> task{}; ///< of its head; none: it tells tokens, or has no head
    bool operator==(const ModelDescription&) const = default;
};

/// Reads config.json and, where there is one, generation_config.json, whose tokens come first.
/// Absent values are those of transformers' config classes. Errors: ArchitectureUnknown,
/// ValueInvalid (impossible sizes, and variants of the architecture that are not computed here),
/// ValueMissing, FileMissing and the JSON errors.
Expected<ModelDescription> readModelDescription(const std::filesystem::path& folder);

/// Writes both files. `storedType` is the weights' ("float16"). Errors: those of AtomicFile.
Expected<void> writeModelDescription(const ModelDescription& description,
    const std::string& storedType, const std::filesystem::path& folder);

} // namespace vitrine::models
