#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/api/text_model.h"
#include "engine/cli/command_line.h"
#include "engine/text/tokenizer.h"

namespace vitrine::cli {

/// The folder of a built-in model, one given as such, or what is opened of a fetched model.
Expected<std::filesystem::path> modelFolder(const std::string& nameOrFolder);

/// Loads --model; says on standard error where it computes if that is not what was asked for.
Expected<std::shared_ptr<const api::TextModel>> openModel(
    const CommonOptions& options, const std::stop_token& stop);

/// The ids and segments of two texts; says on standard error what does not fit the context.
SegmentedIds inputOf(const TextPair& pair);

/// --model or --tokenizer, of which one is required.
struct TokenizerOptions {
    std::string model;
    std::string folder;
};
void addTokenizerOptions(CLI::App& command, TokenizerOptions& options);
Expected<std::unique_ptr<text::Tokenizer>> openTokenizer(const TokenizerOptions& options);

/// --text or --file, of which one is required. A file is read whole, byte for byte; "-" is standard
/// input.
struct TextOptions {
    std::string text;
    std::string file;
};
void addTextOptions(CLI::App& command, TextOptions& options);
Expected<std::string> readText(const TextOptions& options);

} // namespace vitrine::cli
