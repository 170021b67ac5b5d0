#include "engine/api/model_card.h"

#include <cstdint>
#include <sstream>
#include <string_view>

#include "engine/text/whole_file.h"

namespace vitrine::api {

namespace {

constexpr std::uintmax_t LargestCard = 1 << 20; // bytes

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    const auto last = text.find_last_not_of(" \t\r");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

/// The YAML head stands between two lines of three dashes. Of YAML it needs
/// "language: zh", or "language:" with "- zh" in the lines below, and "license: mit".
void readHead(std::istream& card, ModelCard& result) {
    auto& languages = result.languages;
    bool inLanguages = false;
    for (std::string line; std::getline(card, line) && trimmed(line) != "---";) {
        const auto entry = trimmed(line);
        if (entry.starts_with("language:")) {
            const auto value = trimmed(entry.substr(entry.find(':') + 1));
            inLanguages = value.empty();
            if (!value.empty()) {
                languages.push_back(value);
            }
        } else if (inLanguages && entry.starts_with("-")) {
            languages.push_back(trimmed(entry.substr(1)));
        } else {
            inLanguages = false;
            if (entry.starts_with("license:")) {
                result.licence = trimmed(entry.substr(entry.find(':') + 1));
            }
        }
    }
}

} // namespace

ModelCard ModelCard::read(const std::filesystem::path& folder) {
    ModelCard result;
    std::istringstream card(text::readWholeFile(folder / "README.md", LargestCard).value_or(""));
    for (std::string line; result.title.empty() && std::getline(card, line);) {
        if (trimmed(line) == "---" && result.languages.empty()) {
            readHead(card, result);
        } else if (line.starts_with("# ")) {
            result.title = trimmed(line.substr(2));
        }
    }
    return result;
}

} // namespace vitrine::api
