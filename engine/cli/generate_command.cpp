#include "engine/cli/generate_command.h"

#include <chrono>
#include <memory>
#include <string>

#include "engine/cli/continuation.h"
#include "engine/cli/generation_options.h"
#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

using Clock = std::chrono::steady_clock;

struct GenerateArguments {
    CommonOptions common;
    std::string prompt;
    GenerationOptions options;
};

Expected<void> generate(const GenerateArguments& arguments, const std::stop_token& stop) {
    const auto begin = Clock::now();
    const auto model = openModel(arguments.common, stop);
    if (!model) {
        return Unexpected(model.error());
    }
    const double loadSeconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const auto prompt = (*model)->tokenizer().encode(arguments.prompt, /*addSpecialTokens=*/true);
    if (!prompt) {
        return Unexpected(prompt.error());
    }
    return continueAloud(
        **model, *prompt, {arguments.options, arguments.common.json, loadSeconds}, stop);
}

} // namespace

void addGenerateCommand(CommandLine& line) {
    const auto arguments = std::make_shared<GenerateArguments>();
    auto& command = line.addCommand("generate", "Continue a prompt",
        "  vitrine-cli generate --model stories-en --prompt \"It was a dark\"\n"
        "  vitrine-cli generate --model classics-zh --prompt 春眠不觉晓 --strategy sample"
        " --top-k 20 --seed 7\n"
        "  vitrine-cli generate --model gpt2 --prompt Hello --strategy beam --beams 5 --json",
        [arguments](const std::stop_token& stop) { return generate(*arguments, stop); });
    addModelOption(command, arguments->common);
    command.add_option("--prompt", arguments->prompt, "The text to continue")
        ->required()
        ->type_name("TEXT");
    addGenerationOptions(command, arguments->options);
    addDeviceOptions(command, arguments->common.load);
    addDTypeOption(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

} // namespace vitrine::cli
