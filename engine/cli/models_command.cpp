#include "engine/cli/models_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/model_library.h"
#include "engine/cli/json_output.h"

namespace vitrine::cli {

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

void printTable(const std::vector<ModelInfo>& models) {
    for (const auto& model : models) {
        std::cout << model.name << '\t' << model.architecture << '\t' << model.parameters
                  << " parameters\t" << model.vocabularySize << " tokens\tcontext "
                  << model.contextLength << '\t' << joined(abilitiesOf(model)) << '\t'
                  << model.path.string() << '\n';
    }
}

Expected<void> listModels(const CommonOptions& options) {
    const auto models = api::ModelLibrary(api::ModelLibrary::defaultFolder()).models();
    if (!options.json) {
        printTable(models);
        return {};
    }
    auto list = Json::array();
    for (const auto& model : models) {
        list.push_back(toJson(model));
    }
    std::cout << list.dump(2) << '\n';
    return {};
}

} // namespace

void addModelsCommand(CommandLine& line) {
    const auto options = std::make_shared<CommonOptions>();
    auto& command = line.addCommand("models", "List the built-in models",
        "  vitrine-cli models\n  vitrine-cli models --json",
        [options](const std::stop_token&) { return listModels(*options); });
    addJsonOption(command, *options);
}

} // namespace vitrine::cli
