#include "engine/train/tag_scheme.h"

namespace vitrine::train {

namespace {

constexpr std::string_view Outside = "O";
constexpr std::string_view Beginnings = "BSU"; // S and U mark single words
constexpr std::string_view Continuations = "IMEL";
constexpr std::string_view Ends = "ESLU"; // after which an entity of the same kind is another

bool isOneOf(std::string_view tag, std::string_view letters) {
    return tag.size() > 2 && tag[1] == '-' && letters.find(tag[0]) != std::string_view::npos;
}

} // namespace

std::string_view entityOf(std::string_view tag) {
    return tag.size() > 2 && tag[1] == '-' ? tag.substr(2) : std::string_view();
}

std::optional<std::vector<std::string>> bioTags(
    const std::vector<std::string>& tags, std::string* invalid) {
    std::vector<std::string> result;
    std::string_view before; // entity that goes on
    for (const auto& tag : tags) {
        const bool begins = isOneOf(tag, Beginnings);
        if (tag != Outside && !begins && !isOneOf(tag, Continuations)) {
            if (invalid) {
                *invalid = tag;
            }
            return std::nullopt;
        }
        const auto entity = entityOf(tag);
        if (entity.empty()) {
            result.emplace_back(Outside);
        } else {
            result.push_back((begins || entity != before ? "B-" : "I-") + std::string(entity));
        }
        before = isOneOf(tag, Ends) ? std::string_view() : entity;
    }
    return result;
}

} // namespace vitrine::train
