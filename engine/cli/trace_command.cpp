#include "engine/cli/trace_command.h"

#include <memory>
#include <vector>

#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

struct TraceArguments {
    CommonOptions common;
    std::string text;
    std::string second;
    std::vector<TokenId> ids;
    std::string out;
};

Expected<SegmentedIds> readInput(const api::TextModel& model, const TraceArguments& arguments) {
    if (!arguments.second.empty()) {
        return model.encodePair(arguments.text, arguments.second).map(inputOf);
    }
    const auto ids = arguments.ids.empty()
        ? model.tokenizer().encode(arguments.text, /*addSpecialTokens=*/true)
        : Expected<std::vector<TokenId>>(arguments.ids);
    return ids.map([](const std::vector<TokenId>& given) { return SegmentedIds{given, {}}; });
}

Expected<void> trace(const TraceArguments& arguments, const std::stop_token& stop) {
    const auto model = openModel(arguments.common, stop);
    if (!model) {
        return Unexpected(model.error());
    }
    return readInput(**model, arguments).and_then([&](const SegmentedIds& input) {
        return (*model)->trace(input, arguments.out);
    });
}

} // namespace

void addTraceCommand(CommandLine& line) {
    const auto arguments = std::make_shared<TraceArguments>();
    auto& command = line.addCommand("trace",
        "Write everything that one forward pass computes: input_ids, logits, hidden.0 …,"
        " attention.0 …",
        "  vitrine-cli trace --model stories-en --text \"To be or not\" --out trace.safetensors\n"
        "  vitrine-cli trace --model gpt2 --ids 5,6,7 --out trace.safetensors",
        [arguments](const std::stop_token& stop) { return trace(*arguments, stop); });
    addModelOption(command, arguments->common);
    auto& input = *command.add_option_group("Input", "What the model reads");
    auto* text = input.add_option("--text", arguments->text, "A text")->type_name("TEXT");
    input.add_option("--ids", arguments->ids, "Token ids, taken as they are")
        ->delimiter(',')
        ->type_name("ID,…");
    input.require_option(1);
    command.add_option("--second", arguments->second, "A second text in the same input")
        ->needs(text)
        ->type_name("TEXT");
    command.add_option("--out", arguments->out, "The file to write")
        ->required()
        ->type_name("FILE.safetensors");
    addDeviceOptions(command, arguments->common.load);
    addDTypeOption(command, arguments->common.load);
}

} // namespace vitrine::cli
