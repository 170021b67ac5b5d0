#pragma once

#include <filesystem>
#include <memory>

#include "engine/text/tokenizer.h"
#include "engine/values/expected.h"

namespace vitrine::api {

/// The tokeniser of a model alone, be it a GGUF file or a folder in Hugging Face layout. Errors:
/// those of text::loadTokenizer() and formats::readGgufTokenizer().
Expected<std::unique_ptr<text::Tokenizer>> loadTokenizer(const std::filesystem::path& model);

} // namespace vitrine::api
