#include "engine/downloads/child_process.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace vitrine::downloads {

namespace {

using namespace std::chrono_literals;

constexpr int TickMilliseconds = 100;
constexpr auto Grace = 2s; ///< between asking a program to end and ending it
constexpr std::size_t KeptOutput = 64 * 1024; // bytes
constexpr int SignalExit = 128; // as shells report it

/// A descriptor that is closed with its scope.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) { }
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    void close() {
        if (m_number >= 0) {
            ::close(std::exchange(m_number, -1));
        }
    }
    int number() const { return m_number; }

private:
    int m_number;
};

std::vector<std::string> mergedEnvironment(const std::map<std::string, std::string>& added) {
    std::vector<std::string> merged;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text(*entry);
        if (added.count(std::string(text.substr(0, text.find('=')))) == 0) {
            merged.emplace_back(text);
        }
    }
    for (const auto& [name, value] : added) {
        merged.push_back(name + '=' + value);
    }
    return merged;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// In a process group of its own, so that a stop reaches its children too. Returns errno.
int spawn(const ChildProcess& child, int output, pid_t& id) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    auto command = child.command;
    auto environment = mergedEnvironment(child.environment);
    const int error = ::posix_spawnp(&id, command.front().c_str(), &actions, &attributes,
        pointersTo(command).data(), pointersTo(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/// Reads until the program closes its output; false where it was told to stop.
bool readOutput(int descriptor, const std::function<void()>& tick, const std::stop_token& stop,
    std::string& output) {
    std::array<char, 4096> buffer{};
    while (!stop.stop_requested()) {
        pollfd ready{descriptor, POLLIN, 0};
        if (::poll(&ready, 1, TickMilliseconds) > 0) {
            const auto count = ::read(descriptor, buffer.data(), buffer.size());
            if (count == 0 || (count < 0 && errno != EINTR)) {
                return true;
            }
            output.append(buffer.data(), count < 0 ? 0 : static_cast<std::size_t>(count));
            output.erase(0, output.size() > KeptOutput ? output.size() - KeptOutput : 0);
        }
        if (tick) {
            tick();
        }
    }
    return false;
}

void end(pid_t id) {
    ::kill(-id, SIGTERM);
    const auto limit = std::chrono::steady_clock::now() + Grace;
    int status = 0;
    while (::waitpid(id, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > limit) {
            ::kill(-id, SIGKILL);
            ::waitpid(id, &status, 0);
            return;
        }
        std::this_thread::sleep_for(10ms);
    }
}

} // namespace

Expected<ChildProcess::Result> ChildProcess::run(const std::stop_token& stop) const {
    std::array<int, 2> ends{-1, -1};
    const bool piped = ::pipe2(ends.data(), O_CLOEXEC) == 0;
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    pid_t id = 0;
    const int error = piped ? spawn(*this, writing.number(), id) : errno;
    if (error != 0) {
        return Unexpected(Error{ErrorCode::ProgramMissing, command.front(), {},
            command.front() + " could not be started: " + std::generic_category().message(error)});
    }
    writing.close();
    Result result;
    if (!readOutput(reading.number(), tick, stop, result.output)) {
        end(id);
        return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."});
    }
    int status = 0;
    ::waitpid(id, &status, 0);
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : SignalExit + WTERMSIG(status);
    return result;
}

} // namespace vitrine::downloads
