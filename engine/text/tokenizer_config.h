#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/values/expected.h"

namespace vitrine::text {

/// What tokenizer_config.json says beside the tokeniser's own files. Unset: not told.
struct TokenizerConfig {
    std::optional<std::string> beginOfText; ///< bos_token, else cls_token
    std::optional<std::string> endOfText; ///< eos_token, else sep_token
    std::optional<std::string> mask; ///< mask_token
    std::optional<bool> lowercase; ///< do_lower_case, of WordPiece
    std::optional<bool> stripAccents; ///< strip_accents, of WordPiece
    std::optional<bool> splitChinese; ///< tokenize_chinese_chars, of WordPiece
    bool addPrefixSpace = false; ///< of byte-level BPE
    bool addsBegin = false; ///< add_bos_token, of SentencePiece; on by itself in Llama and Gemma
    bool addsEnd = false; ///< add_eos_token, of SentencePiece

    /// All unset where the folder has no tokenizer_config.json. Errors: those of JsonDocument.
    static Expected<TokenizerConfig> read(const std::filesystem::path& folder);
};

} // namespace vitrine::text
