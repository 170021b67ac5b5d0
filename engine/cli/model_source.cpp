#include "engine/cli/model_source.h"

#include <cstdint>
#include <iostream>
#include <iterator>

#include "engine/api/installed_models.h"
#include "engine/api/model_library.h"
#include "engine/api/model_tokenizer.h"
#include "engine/text/whole_file.h"

namespace vitrine::cli {

namespace {

constexpr std::uintmax_t LargestText = std::uintmax_t{4} << 30; // bytes

} // namespace

Expected<std::filesystem::path> modelFolder(const std::string& nameOrFolder) {
    auto folder = api::ModelLibrary(api::ModelLibrary::defaultFolder()).resolve(nameOrFolder);
    if (!folder) {
        if (const auto installed = api::InstalledModels::standard().find(nameOrFolder)) {
            return installed->path;
        }
    }
    return folder;
}

Expected<std::shared_ptr<const api::TextModel>> openModel(
    const CommonOptions& options, const std::stop_token& stop) {
    auto model = modelFolder(options.model).and_then([&](const std::filesystem::path& folder) {
        return api::TextModel::load(folder, options.load, stop);
    });
    if (model && options.load.device == DeviceChoice::Cuda
        && (*model)->placement().device == DeviceKind::Cpu) {
        std::cerr << "Computing on the CPU: " << (*model)->placement().reason << '\n';
    }
    return model;
}

SegmentedIds inputOf(const TextPair& pair) {
    if (pair.firstDropped + pair.secondDropped > 0) {
        std::cerr << "The pair is longer than the context: " << pair.firstDropped
                  << " tokens of the first text and " << pair.secondDropped
                  << " of the second are cut off.\n";
    }
    SegmentedIds input{{}, pair.segments};
    for (const auto& token : pair.tokens) {
        input.ids.push_back(token.id);
    }
    return input;
}

void addTokenizerOptions(CLI::App& command, TokenizerOptions& options) {
    auto& group = *command.add_option_group("Tokeniser", "Whose tokens");
    group
        .add_option(
            "--model", options.model, "Built-in or fetched model, Hugging Face folder or GGUF file")
        ->type_name("NAME|DIR|FILE");
    group.add_option("--tokenizer", options.folder, "Folder with a tokeniser's files alone")
        ->type_name("DIR");
    group.require_option(1);
}

Expected<std::unique_ptr<text::Tokenizer>> openTokenizer(const TokenizerOptions& options) {
    if (!options.folder.empty()) {
        return api::loadTokenizer(options.folder);
    }
    return modelFolder(options.model).and_then(api::loadTokenizer);
}

void addTextOptions(CLI::App& command, TextOptions& options) {
    auto& group = *command.add_option_group("Text", "What to read");
    group.add_option("--text", options.text, "The text itself")->type_name("TEXT");
    group
        .add_option(
            "--file", options.file, "A file, taken whole and byte for byte; - for standard input")
        ->type_name("FILE");
    group.require_option(1);
}

Expected<std::string> readText(const TextOptions& options) {
    if (options.file == "-") {
        return std::string(std::istreambuf_iterator<char>(std::cin), {});
    }
    return options.file.empty() ? Expected<std::string>(options.text)
                                : text::readWholeFile(options.file, LargestText);
}

} // namespace vitrine::cli
