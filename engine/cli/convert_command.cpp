#include "engine/cli/convert_command.h"

#include <memory>

#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

struct ConvertArguments {
    CommonOptions common;
    std::string out;
};

Expected<void> convert(const ConvertArguments& arguments, const std::stop_token& stop) {
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
        "  vitrine-cli convert --model old-checkpoint --out new-folder --dtype bfloat16",
        [arguments](const std::stop_token& stop) { return convert(*arguments, stop); });
    addModelOption(command, arguments->common);
    command.add_option("--out", arguments->out, "The folder to write")
        ->required()
        ->type_name("DIR");
    addDTypeOption(command, arguments->common.load);
}

} // namespace vitrine::cli
