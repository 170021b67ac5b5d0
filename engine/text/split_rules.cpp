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

std::string readPattern(const JsonValue& pattern) {
    const auto regex = pattern.find("Regex");
    const auto text = regex ? regex->asString().value()
                            : quotedPattern(pattern.member("String").value().asString().value());
    if (text.empty()) {
        refuse(pattern, "an empty pattern");
    }
    return text;
}

SplitRule punctuationRule(SplitBehavior behavior) {
    return {R"([\p{P}\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e])", behavior};
}

} // namespace

std::vector<SplitRule> readSplitRules(const JsonValue& preTokenizer) {
    const auto type = typeOf(preTokenizer);
    if (type == "Split") {
        return {{readPattern(preTokenizer.member("pattern").value()), readBehavior(preTokenizer),
            preTokenizer.boolOr("invert", false).value()}};
    }
    if (type == "Digits") {
        const bool single = preTokenizer.boolOr("individual_digits", false).value();
        return {{single ? R"(\p{N})" : R"(\p{N}+)"}};
    }
    if (type == "Punctuation") {
        return {punctuationRule(readBehavior(preTokenizer))};
    }
    if (type == "Whitespace") {
        return {{R"(\w+|[^\w\s]+)", SplitBehavior::Removed, /*inverted=*/true}};
    }
    if (type == "WhitespaceSplit") {
        return {{R"(\s)", SplitBehavior::Removed}};
    }
    if (type == "BertPreTokenizer") {
        return {{R"(\s)", SplitBehavior::Removed}, punctuationRule(SplitBehavior::Isolated)};
    }
    if (type == "CharDelimiterSplit") {
        const auto delimiter = preTokenizer.member("delimiter").value().asString().value();
        return {{quotedPattern(delimiter), SplitBehavior::Removed}};
    }
    return {};
}

TextPattern readTextPattern(const JsonValue& pattern) {
    const auto text = readPattern(pattern);
    auto compiled = TextPattern::create(text);
    if (!compiled) {
        refuse(pattern, "the pattern " + text);
    }
    return *std::move(compiled);
}

std::optional<UnicodeForm> unicodeFormOf(std::string_view name) {
    const auto* known
        = std::ranges::find(Forms, name, &std::pair<std::string_view, UnicodeForm>::first);
    return known == Forms.end() ? std::nullopt : std::optional(known->second);
}

} // namespace vitrine::text
