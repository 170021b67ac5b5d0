#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include <CLI/CLI.hpp>

#include "engine/values/expected.h"
#include "engine/values/load_options.h"

namespace vitrine::cli {

/// What the program returns to the shell.
enum ExitCode { Done = 0, Failed = 1, WrongUsage = 2, Interrupted = 130 };

/// Options that commands share; each command adds those that it has a use for.
struct CommonOptions {
    std::string model; ///< --model
    LoadOptions load; ///< --device, --dtype, --threads
    bool json = false; ///< --json: one JSON document on standard output, nothing else there
};

/// The program's command line. A command adds a subcommand and what it does; exactly one runs.
class CommandLine {
public:
    /// What a command does. The token is stopped by the first SIGINT or SIGTERM; a second one ends
    /// the program at once.
    using Action = std::function<Expected<void>(const std::stop_token&)>;

    CommandLine();

    /// A subcommand whose options are added to what is returned. `examples` stand below its help.
    CLI::App& addCommand(const std::string& name, const std::string& description,
        const std::string& examples, Action action);

    /// A command that only has commands of its own, one of which must be given.
    CLI::App& addGroup(
        const std::string& name, const std::string& description, const std::string& examples);
    CLI::App& addCommand(CLI::App& group, const std::string& name, const std::string& description,
        const std::string& examples, Action action);

    /// Parses and runs; an error becomes one line on standard error. Returns an ExitCode.
    int run(int argc, char** argv);

private:
    CLI::App m_app;
    Action m_chosen;
};

void addModelOption(CLI::App& command, CommonOptions& options);
/// --device and --threads.
void addDeviceOptions(CLI::App& command, LoadOptions& options);
/// --dtype.
void addDTypeOption(CLI::App& command, LoadOptions& options);
void addJsonOption(CLI::App& command, CommonOptions& options);

} // namespace vitrine::cli
