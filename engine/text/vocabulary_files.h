#pragma once

#include <filesystem>
#include <memory>

#include "engine/text/tokenizer.h"
#include "engine/text/tokenizer_config.h"

namespace vitrine::text {

/// The older layouts of Hugging Face folders, one file for the vocabulary and, for BPE, one for the
/// merges. Errors: those of JsonDocument and readWholeFile(); FileDamaged (place: line) and
/// ValueInvalid, ValueMissing (place: JSON pointer, or the piece).

/// vocab.json and merges.txt, as GPT-2 has them, and added_tokens.json where there is one.
Expected<std::unique_ptr<Tokenizer>> readBpeFiles(
    const std::filesystem::path& folder, const TokenizerConfig& config);

/// vocab.txt, as BERT has it: one piece on each line.
Expected<std::unique_ptr<Tokenizer>> readWordPieceFile(
    const std::filesystem::path& folder, const TokenizerConfig& config);

} // namespace vitrine::text
