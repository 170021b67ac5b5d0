#pragma once

#include <filesystem>
#include <memory>

#include "engine/text/tokenizer.h"
#include "engine/text/tokenizer_config.h"

namespace vitrine::text {

/// Opens a file of SentencePiece (tokenizer.model, spiece.model; sentencepiece_model.proto of
/// google/sentencepiece) that holds a Unigram or BPE model. Errors: FileDamaged (place: byte
/// offset), TokenizerUnsupported (place: the kind of the model), those of readWholeFile() and
/// makeTokenizer().
Expected<std::unique_ptr<Tokenizer>> readSentencePieceFile(
    const std::filesystem::path& file, const TokenizerConfig& config);

} // namespace vitrine::text
