#include "engine/cli/evaluate_command.h"

#include <iostream>
#include <memory>
#include <string>

#include "engine/cli/json_output.h"
#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

struct EvaluateArguments {
    CommonOptions common;
    std::string file;
    bool stream = false;
};

void print(const TextEvaluation& evaluation, bool json) {
    if (json) {
        std::cout << toJson(evaluation).dump() << '\n';
        return;
    }
    std::cout << "tokens              " << evaluation.tokens << '\n'
              << "cross-entropy       " << evaluation.crossEntropy << " nats per token\n"
              << "perplexity          " << evaluation.perplexity << " per token\n";
    if (evaluation.maskedAccuracy) {
        std::cout << "masked accuracy     " << *evaluation.maskedAccuracy << '\n';
        if (evaluation.nextSentenceAccuracy) {
            std::cout << "next sentence       " << *evaluation.nextSentenceAccuracy << '\n';
        }
    } else {
        std::cout << "bits per character  " << evaluation.bitsPerCharacter << '\n';
    }
}

Expected<void> evaluate(const EvaluateArguments& arguments, const std::stop_token& stop) {
    const auto text = readText({.text = {}, .file = arguments.file});
    if (!text) {
        return Unexpected(text.error());
    }
    const auto model = openModel(arguments.common, stop);
    if (!model) {
        return Unexpected(model.error());
    }
    const auto evaluation = (*model)->evaluate(*text, /*lines=*/!arguments.stream, stop);
    if (!evaluation) {
        return Unexpected(evaluation.error());
    }
    print(*evaluation, arguments.common.json);
    if (evaluation->partial) {
        std::cerr << "Interrupted: the numbers are of a part of the text.\n";
        return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
    }
    return {};
}

} // namespace

void addEvaluateCommand(CommandLine& line) {
    const auto arguments = std::make_shared<EvaluateArguments>();
    auto& command = line.addCommand("evaluate",
        "Measure how well a model predicts a text, each line by itself; one of BERT's kind guesses"
        " hidden tokens",
        "  vitrine-cli evaluate --model classics-zh --file held-out.txt\n"
        "  vitrine-cli evaluate --model ./gpt2 --file novel.txt --stream --json",
        [arguments](const std::stop_token& stop) { return evaluate(*arguments, stop); });
    addModelOption(command, arguments->common);
    command.add_option("--file", arguments->file, "Text to predict, one sentence on each line")
        ->required()
        ->type_name("FILE");
    command.add_flag("--stream", arguments->stream,
        "Take the text as one stream, in windows of the context length");
    addDeviceOptions(command, arguments->common.load);
    addDTypeOption(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

} // namespace vitrine::cli
