#pragma once

#include <filesystem>
#include <memory>

#include "engine/text/tokenizer.h"

namespace vitrine::text {

/// Opens the tokeniser of a folder in Hugging Face layout: tokenizer.json where there is one, else
/// vocab.json with merges.txt, else vocab.txt, else tokenizer.model; tokenizer_config.json beside
/// them names the tokens that begin and end a text. Errors: TokenizerMissing; TokenizerUnsupported
/// naming the part that Vitrine does not know; those of JsonDocument, and FileDamaged with the line
/// for text files.
Expected<std::unique_ptr<Tokenizer>> loadTokenizer(const std::filesystem::path& folder);

} // namespace vitrine::text
