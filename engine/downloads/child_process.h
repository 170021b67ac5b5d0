#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/values/expected.h"

namespace vitrine::downloads {

/// Another program, run to its end without a shell, with nothing to read.
struct ChildProcess {
    std::vector<std::string> command; ///< the program, looked up on PATH, and its arguments
    std::map<std::string, std::string> environment; ///< besides what this process has
    std::function<void()> tick; ///< called some ten times a second while it runs; may be empty

    struct Result {
        int exitCode = 0; ///< 128 and more where a signal ended it
        std::string output; ///< the last of what it wrote, both streams together
    };
    /// A stop ends the program and those that it has started. Errors: ProgramMissing, Interrupted.
    Expected<Result> run(const std::stop_token& stop) const;
};

} // namespace vitrine::downloads
