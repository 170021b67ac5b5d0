#pragma once

#include <filesystem>
#include <memory>

#include "engine/formats/gguf_reader.h"
#include "engine/text/tokenizer.h"

namespace vitrine::formats {

/// The tokeniser that a GGUF file's metadata describe ("tokenizer.ggml.…"): byte-level BPE, cut as
/// GPT-2, Llama 3, Qwen2 or SmolLM cut, or a model of SentencePiece. Errors: TokenizerMissing,
/// TokenizerUnsupported (place: the key and its value), those of GgufValue and
/// text::readTokenizerJson().
Expected<std::unique_ptr<text::Tokenizer>> readGgufTokenizer(const GgufContent& content);

/// The tokeniser of a model, be it a GGUF file or a folder in Hugging Face layout.
Expected<std::unique_ptr<text::Tokenizer>> loadTokenizer(const std::filesystem::path& model);

} // namespace vitrine::formats
