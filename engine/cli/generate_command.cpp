#include "engine/cli/generate_command.h"

#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>

#include "engine/cli/json_output.h"
#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

using Clock = std::chrono::steady_clock;

struct GenerateArguments {
    CommonOptions common;
    std::string prompt;
    GenerationOptions options;
};

/// Text appears as it is made; of beam search, when it is done.
void printText(const GenerationResult& result, bool streamed, const GenerationOptions& options) {
    if (!streamed) {
        std::cout << result.text;
    }
    std::cout << '\n';
    if (options.strategy == DecodingStrategy::Sample && !options.seed) {
        std::cerr << "seed " << result.seed << '\n';
    }
}

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
    const bool streamed
        = !arguments.common.json && arguments.options.strategy != DecodingStrategy::Beam;
    const auto print = [](const GeneratedToken& token) { std::cout << token.text << std::flush; };
    const auto result = (*model)->newSession()->generate(*prompt, arguments.options, stop,
        streamed ? api::GeneratedTokenCallback(print) : api::GeneratedTokenCallback());
    if (!result) {
        return Unexpected(result.error());
    }
    if (arguments.common.json) {
        std::cout << toJson(*result, loadSeconds).dump() << '\n';
    } else {
        printText(*result, streamed, arguments.options);
    }
    if (result->stopped == StopReason::Interrupted) {
        std::cerr << "Interrupted: the text is partial.\n";
        return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The text is partial."});
    }
    return {};
}

void addStrategyOptions(CLI::App& command, GenerationOptions& options) {
    static const std::map<std::string, DecodingStrategy> Strategies{
        {"greedy", DecodingStrategy::Greedy}, {"sample", DecodingStrategy::Sample},
        {"beam", DecodingStrategy::Beam}};
    command.add_option("--strategy", options.strategy, "How to choose: greedy, sample or beam")
        ->transform(CLI::CheckedTransformer(Strategies).description(""))
        ->type_name("STRATEGY");
    command.add_option("--beams", options.beams, "Hypotheses that beam search keeps")
        ->check(CLI::Range(1, 64));
    command.add_option("--length-penalty", options.lengthPenalty,
        "Beam score = log-probability / length^penalty; 0 = off");
}

void addSamplingOptions(CLI::App& command, GenerationOptions& options) {
    const auto positive = CLI::PositiveNumber;
    const auto fraction = CLI::Range(0.0, 1.0);
    command.add_option("--temperature", options.temperature, "Divides the logits; 1 = off")
        ->check(positive);
    command.add_option("--top-k", options.topK, "Keep the k most probable; 0 = off")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--top-p", options.topP, "Keep the most probable up to this mass; 1 = off")
        ->check(positive & fraction);
    command
        .add_option("--min-p", options.minP,
            "Keep what is at least this fraction as probable as the best; 0 = off")
        ->check(fraction);
    command
        .add_option("--repetition-penalty", options.repetitionPenalty,
            "Makes tokens that are already there less likely; 1 = off")
        ->check(positive);
    command.add_option("--seed", options.seed, "Repeats a sample exactly; a fresh one by default");
}

} // namespace

void addGenerateCommand(CommandLine& line) {
    const auto arguments = std::make_shared<GenerateArguments>();
    auto& options = arguments->options;
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
    command.add_option("--max-new-tokens", options.maxNewTokens, "Tokens to add at most")
        ->check(CLI::PositiveNumber);
    addStrategyOptions(command, options);
    addSamplingOptions(command, options);
    command.add_option("--stop", options.stop, "Ends the text before this string; may be repeated")
        ->type_name("TEXT")
        ->take_all()
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--candidates", options.candidates, "Candidates reported for each token")
        ->check(CLI::NonNegativeNumber);
    addDeviceOptions(command, arguments->common.load);
    addDTypeOption(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

} // namespace vitrine::cli
