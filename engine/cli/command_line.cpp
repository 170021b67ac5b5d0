#include "engine/cli/command_line.h"

#include <iostream>
#include <map>
#include <utility>

#include "engine/cli/interrupt_signal.h"

namespace vitrine::cli {

CommandLine::CommandLine()
    : m_app("Vitrine's engine without a window: look into language models, train and measure them.",
        "vitrine-cli") {
    m_app.require_subcommand(1);
}

CLI::App& CommandLine::addCommand(const std::string& name, const std::string& description,
    const std::string& examples, Action action) {
    return addCommand(m_app, name, description, examples, std::move(action));
}

CLI::App& CommandLine::addGroup(
    const std::string& name, const std::string& description, const std::string& examples) {
    auto* group = m_app.add_subcommand(name, description);
    group->footer("Examples:\n" + examples);
    group->require_subcommand(1);
    return *group;
}

CLI::App& CommandLine::addCommand(CLI::App& group, const std::string& name,
    const std::string& description, const std::string& examples, Action action) {
    auto* command = group.add_subcommand(name, description);
    command->footer("Examples:\n" + examples);
    command->callback([this, command, action = std::move(action)] {
        if (command->get_subcommands().empty()) { // else one of its own commands was chosen
            m_chosen = action;
        }
    });
    return *command;
}

int CommandLine::run(int argc, char** argv) {
    InterruptSignal interrupt; // before any other thread exists
    try {
        m_app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return m_app.exit(error) == 0 ? Done : WrongUsage; // --help is an "error" too
    }
    const auto done = m_chosen(interrupt.token());
    if (done) {
        return Done;
    }
    if (done.error().code == ErrorCode::Interrupted) {
        return Interrupted;
    }
    std::cerr << "vitrine-cli: " << done.error().detail << '\n';
    return Failed;
}

void addModelOption(CLI::App& command, CommonOptions& options) {
    command
        .add_option(
            "--model", options.model, "Built-in or fetched model, Hugging Face folder or GGUF file")
        ->required()
        ->type_name("NAME|DIR|FILE");
}

void addDeviceOptions(CLI::App& command, LoadOptions& options) {
    static const std::map<std::string, DeviceChoice> Devices{
        {"auto", DeviceChoice::Auto}, {"cpu", DeviceChoice::Cpu}, {"cuda", DeviceChoice::Cuda}};
    command.add_option("--device", options.device, "Where to compute: auto, cpu or cuda")
        ->transform(CLI::CheckedTransformer(Devices).description(""))
        ->type_name("DEVICE");
    command.add_option("--threads", options.threads, "Processor threads; 0 takes all")
        ->check(CLI::NonNegativeNumber)
        ->type_name("N");
}

void addDTypeOption(CLI::App& command, LoadOptions& options) {
    static const std::map<std::string, DType> Types{
        {"float32", DType::Float32}, {"bfloat16", DType::BFloat16}, {"int8", DType::Int8}};
    command.add_option("--dtype", options.dtype, "Weights in memory: float32, bfloat16 or int8")
        ->transform(CLI::CheckedTransformer(Types).description(""))
        ->type_name("TYPE");
}

void addJsonOption(CLI::App& command, CommonOptions& options) {
    command.add_flag("--json", options.json, "Print one JSON document and nothing else");
}

} // namespace vitrine::cli
