#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/formats/gguf_tokenizer.h"

namespace vitrine::test {

/// Uses all that a tokeniser offers, where it opened. Ends the program where a promise of Tokenizer
/// is broken.
inline void useTokenizer(const Expected<std::unique_ptr<text::Tokenizer>>& tokenizer) {
    if (!tokenizer) {
        return;
    }
    const std::string text = "The cat's  春眠 é\n<|endoftext|>[CLS]the";
    const auto ids = (*tokenizer)->encode(text, /*addSpecialTokens=*/true);
    const auto tokens = (*tokenizer)->tokens(text, /*addSpecialTokens=*/true);
    const auto steps = (*tokenizer)->steps(text);
    if (!ids || !tokens || !steps || ids->size() != tokens->size() || steps->tokens != *tokens) {
        std::abort();
    }
    for (std::size_t i = 0; i < ids->size(); ++i) {
        const auto& token = (*tokens)[i];
        if (token.id != (*ids)[i] || token.start > token.end || token.end > text.size()) {
            std::abort();
        }
    }
    (*tokenizer)->decode(*ids);
}

/// Opens the tokeniser of a folder or of a GGUF file and uses it.
inline void useTokenizer(const std::filesystem::path& model) {
    useTokenizer(formats::loadTokenizer(model));
}

} // namespace vitrine::test
