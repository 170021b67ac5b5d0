#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "engine/text/tokenizer_file.h"

namespace vitrine::test {

/// Opens the tokeniser of a folder and, where it opens, uses all that it offers. Ends the program
/// where a promise of Tokenizer is broken.
inline void useTokenizer(const std::filesystem::path& folder) {
    const auto tokenizer = text::loadTokenizer(folder);
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

} // namespace vitrine::test
