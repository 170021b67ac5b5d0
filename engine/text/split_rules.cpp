#include "engine/text/split_rules.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/text/tokenizer_parts.h"

namespace vitrine::text {

namespace {

constexpr std::array<std::pair<std::string_view, SplitBehavior>, 5> Behaviors{{
    {"Removed", SplitBehavior::Removed},
    {"Isolated", SplitBehavior::Isolated},
    {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
    {"MergedWithNext", SplitBehavior::MergedWithNext},
    {"Contiguous", SplitBehavior::Contiguous},
}};

constexpr std::array<std::pair<std::string_view, UnicodeForm>, 4> Forms{{
    {"NFC", UnicodeForm::Nfc},
    {"NFD", UnicodeForm::Nfd},
    {"NFKC", UnicodeForm::Nfkc},
    {"NFKD", UnicodeForm::Nfkd},
}};

SplitBehavior readBehavior(const JsonValue& part) {
    const auto name = part.stringOr("behavior", "Isolated").value();
    const auto* known
        = std::ranges::find(Behaviors, name, &std::pair<std::string_view, SplitBehavior>::first);
    if (known == Behaviors.end()) {
        refuse(part, name);
    }
    return known->second;
}

/// Text that stands for itself in a regular expression.
std::string quoted(const std::string& text) {
    std::string pattern;
    for (const char c : text) {
        const bool meaning
            = std::string_view("\\^$.|?*+()[]{}-&#").find(c) != std::string_view::npos;
        pattern += meaning ? std::string("\\") + c : std::string(1, c);
    }
    return pattern;
}

std::string readPattern(const JsonValue& pattern) {
    const auto regex = pattern.find("Regex");
    const auto text = regex ? regex->asString().value()
                            : quoted(pattern.member("String").value().asString().value());
    if (text.empty()) {
        refuse(pattern, "an empty pattern");
    }
    return text;
}

} // namespace

SplitRule readSplitRule(const JsonValue& preTokenizer) {
    const auto type = typeOf(preTokenizer);
    if (type == "Split") {
        return {readPattern(preTokenizer.member("pattern").value()), readBehavior(preTokenizer),
            preTokenizer.boolOr("invert", false).value()};
    }
    if (type == "Digits") {
        const bool single = preTokenizer.boolOr("individual_digits", false).value();
        return {single ? R"(\p{N})" : R"(\p{N}+)"};
    }
    if (type == "Punctuation") {
        return {R"([\p{P}\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e])", readBehavior(preTokenizer)};
    }
    if (type == "Whitespace") {
        return {R"(\w+|[^\w\s]+)", SplitBehavior::Removed, /*inverted=*/true};
    }
    if (type == "WhitespaceSplit") {
        return {R"(\s)", SplitBehavior::Removed};
    }
    if (type == "CharDelimiterSplit") {
        const auto delimiter = preTokenizer.member("delimiter").value().asString().value();
        return {quoted(delimiter), SplitBehavior::Removed};
    }
    refuse(preTokenizer, type);
}

UnicodeForm readUnicodeForm(const std::vector<JsonValue>& normalizers) {
    auto form = UnicodeForm::None;
    for (const auto& normalizer : normalizers) {
        const auto type = typeOf(normalizer);
        const auto* known
            = std::ranges::find(Forms, type, &std::pair<std::string_view, UnicodeForm>::first);
        if (known == Forms.end() || form != UnicodeForm::None) {
            refuse(normalizer, type);
        }
        form = known->second;
    }
    return form;
}

} // namespace vitrine::text
