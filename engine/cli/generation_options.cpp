#include "engine/cli/generation_options.h"

#include <cstdint>
#include <map>
#include <string>

namespace vitrine::cli {

namespace {

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

void addGenerationOptions(CLI::App& command, GenerationOptions& options) {
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
}

} // namespace vitrine::cli
