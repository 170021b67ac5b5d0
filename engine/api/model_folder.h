#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "engine/models/model_description.h"
#include "engine/text/tokenizer.h"
#include "engine/values/expected.h"
#include "engine/values/load_options.h"
#include "engine/values/model_info.h"

namespace vitrine::api {

/// What is known of a model before its weights are read: of a folder in Hugging Face layout, a GGUF
/// file, or a folder that holds one.
struct ModelFolder {
    models::ModelDescription description;
    std::shared_ptr<const text::Tokenizer> tokenizer;
    std::vector<TokenId> endTokens; ///< the model's, or else the tokeniser's
    ModelInfo info;

    /// Errors: those of the config and the tokeniser; TokenizerMismatch for a tokeniser with more
    /// tokens than the model has; FileMissing where there are no weights.
    static Expected<ModelFolder> open(const std::filesystem::path& model);

    /// Memory of the loaded model on `device`, and what is available there now.
    MemoryEstimate estimate(DeviceKind device, DType dtype) const;
};

} // namespace vitrine::api
