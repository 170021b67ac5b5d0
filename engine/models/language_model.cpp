#include "engine/models/language_model.h"

#include "engine/nn/token_embedding.h"

namespace vitrine::models {

void LanguageModel::compress(DType form) {
    for (const auto& module : modules()) {
        if (auto* linear = module->as<nn::LinearImpl>()) {
            linear->compress(form);
        } else if (auto* embedding = module->as<nn::TokenEmbeddingImpl>()) {
            embedding->compress(form);
        }
    }
}

} // namespace vitrine::models
