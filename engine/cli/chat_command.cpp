#include "engine/cli/chat_command.h"

#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/model_chat.h"
#include "engine/cli/continuation.h"
#include "engine/cli/generation_options.h"
#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

using Clock = std::chrono::steady_clock;

struct ChatArguments {
    CommonOptions common;
    std::string system;
    std::vector<std::string> prompts; ///< of the user, with the answers between them
    GenerationOptions options;
};

/// The user's words are the first, third, … of the prompts, the assistant's the others.
std::vector<text::ChatTurn> turnsOf(const ChatArguments& arguments) {
    std::vector<text::ChatTurn> turns;
    if (!arguments.system.empty()) {
        turns.push_back({text::ChatRole::System, arguments.system});
    }
    for (std::size_t i = 0; i < arguments.prompts.size(); ++i) {
        turns.push_back(
            {i % 2 == 0 ? text::ChatRole::User : text::ChatRole::Assistant, arguments.prompts[i]});
    }
    return turns;
}

Expected<void> chat(const ChatArguments& arguments, const std::stop_token& stop) {
    const auto begin = Clock::now();
    const auto model = openModel(arguments.common, stop);
    if (!model) {
        return Unexpected(model.error());
    }
    const double loadSeconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const auto& tokenizer = (*model)->tokenizer();
    return api::readModelChat((*model)->info().path, tokenizer)
        .and_then([&](const api::ModelChat& format) {
            if (!format.format && !format.source.empty()) {
                std::cerr << format.source << '\n'; // to be read where it is not understood
            }
            return format.prompt(turnsOf(arguments), tokenizer);
        })
        .and_then([&](const std::vector<TokenId>& prompt) {
            return continueAloud(
                **model, prompt, {arguments.options, arguments.common.json, loadSeconds}, stop);
        });
}

} // namespace

void addChatCommand(CommandLine& line) {
    const auto arguments = std::make_shared<ChatArguments>();
    auto& command = line.addCommand("chat", "Answer as a model does that was taught to converse",
        "  vitrine-cli chat --model smollm2.gguf --prompt \"Why is the sky blue?\"\n"
        "  vitrine-cli chat --model smollm2.gguf --system \"Answer in one word.\""
        " --prompt \"The capital of France?\" --json\n"
        "  vitrine-cli chat --model smollm2.gguf --prompt \"I am Li.\" --prompt \"Hello, Li!\""
        " --prompt \"Who am I?\"",
        [arguments](const std::stop_token& stop) { return chat(*arguments, stop); });
    addModelOption(command, arguments->common);
    command.add_option("--system", arguments->system, "What the model is told to be")
        ->type_name("TEXT");
    command
        .add_option("--prompt", arguments->prompts,
            "What is said to it; repeated, turns of user and assistant")
        ->required()
        ->type_name("TEXT")
        ->take_all()
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    addGenerationOptions(command, arguments->options);
    addDeviceOptions(command, arguments->common.load);
    addDTypeOption(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

} // namespace vitrine::cli
