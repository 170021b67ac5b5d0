#include "engine/cli/process_environment.h"

#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>

namespace vitrine::cli {

namespace {

constexpr int MostProcesses = 65536;
constexpr int MostPort = 65535;

std::string_view valueOf(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// Reads whole numbers, of which the first error wins.
class Numbers {
public:
    int read(const char* name, int least, int most) {
        const auto text = valueOf(name);
        int number = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool whole = code == std::errc() && end == text.data() + text.size();
        if (!m_error && !(whole && number >= least && number <= most)) {
            const auto range = std::to_string(least) + " to " + std::to_string(most);
            m_error = Error{ErrorCode::OptionInvalid, name, std::string(text) + ", " + range,
                text.empty() ? std::string(name) + " is not set, but WORLD_SIZE is: " + range + "."
                             : std::string(name) + " is \"" + std::string(text) + "\", not one of "
                        + range + "."};
        }
        return number;
    }
    int readOr(const char* name, int fallback, int least, int most) {
        return valueOf(name).empty() ? fallback : read(name, least, most);
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace

Expected<std::optional<ProcessPlace>> processPlace() {
    if (valueOf("WORLD_SIZE").empty()) {
        return std::nullopt;
    }
    Numbers numbers;
    ProcessPlace place;
    place.processes = numbers.read("WORLD_SIZE", 1, MostProcesses);
    if (!numbers.error() && place.processes == 1) {
        return std::nullopt;
    }
    place.rank = numbers.read("RANK", 0, place.processes - 1);
    place.localRank = numbers.readOr("LOCAL_RANK", place.rank, 0, MostProcesses);
    place.port = numbers.read("MASTER_PORT", 1, MostPort);
    place.attempt = numbers.readOr("TORCHELASTIC_RESTART_COUNT", 0, 0, MostProcesses);
    place.hasStore = valueOf("TORCHELASTIC_USE_AGENT_STORE") == "True";
    place.host = valueOf("MASTER_ADDR");
    if (numbers.error()) {
        return Unexpected(*numbers.error());
    }
    if (place.host.empty()) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "MASTER_ADDR", {},
            "MASTER_ADDR is not set, but WORLD_SIZE is: the name or address of the first "
            "machine."});
    }
    return place;
}

} // namespace vitrine::cli
