#include "engine/cli/convert_command.h"

#include <filesystem>
#include <memory>
#include <string>

#include "engine/api/adapter.h"
#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

struct ConvertArguments {
    CommonOptions common;
    std::string adapter;
    std::string out;
};

Expected<void> merge(const ConvertArguments& arguments) {
    return modelFolder(arguments.common.model).and_then([&](const std::filesystem::path& model) {
        return api::mergeAdapter(
            {model, arguments.adapter, arguments.out, arguments.common.load.dtype});
    });
}

Expected<void> convert(const ConvertArguments& arguments, const std::stop_token& stop) {
    if (!arguments.adapter.empty()) {
        return merge(arguments);
    }
    CommonOptions open = arguments.common;
    open.load.dtype = DType::Float32;
    open.load.device = DeviceChoice::Cpu;
    return openModel(open, stop).and_then([&](const std::shared_ptr<const api::TextModel>& model) {
        return model->save(arguments.out, arguments.common.load.dtype);
    });
}

} // namespace

void addConvertCommand(CommandLine& line) {
    const auto arguments = std::make_shared<ConvertArguments>();
    auto& command = line.addCommand("convert",
        "Write a model as a folder in Hugging Face layout: safetensors, config and tokeniser",
        "  vitrine-cli convert --model old-checkpoint --out new-folder --dtype bfloat16\n"
        "  vitrine-cli convert --model gpt2 --merge run/model/adapter --out merged",
        [arguments](const std::stop_token& stop) { return convert(*arguments, stop); });
    addModelOption(command, arguments->common);
    command
        .add_option("--merge", arguments->adapter,
            "A LoRA adapter in PEFT's layout, to be made a part of the model's weights")
        ->type_name("ADAPTER");
    command.add_option("--out", arguments->out, "The folder to write")
        ->required()
        ->type_name("DIR");
    addDTypeOption(command, arguments->common.load);
}

} // namespace vitrine::cli
