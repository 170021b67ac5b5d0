#include "engine/api/evaluation_windows.h"

#include <algorithm>
#include <span>

#include "engine/text/unicode.h"

namespace vitrine::api {

namespace {

/// A text's ids as a model is asked about them, and the characters that it is asked for.
struct AskedText {
    std::vector<TokenId> ids;
    std::size_t characters = 0;
};

Expected<AskedText> askedText(
    std::string_view text, bool withEnd, const text::Tokenizer& tokenizer) {
    return tokenizer.encode(text, /*addSpecialTokens=*/false).map([&](std::vector<TokenId> ids) {
        AskedText asked{std::move(ids), text::characterCount(text)};
        if (const auto begin = tokenizer.beginOfText()) {
            asked.ids.insert(asked.ids.begin(), *begin);
        } else if (!asked.ids.empty()) {
            asked.characters -= text::characterCount(tokenizer.tokenBytes(asked.ids.front()));
        }
        if (const auto end = tokenizer.endOfText(); end && withEnd) {
            asked.ids.push_back(*end);
            ++asked.characters;
        }
        return asked;
    });
}

} // namespace

Expected<std::vector<EvaluationWindow>> windowsOf(
    std::string_view text, bool withEnd, const text::Tokenizer& tokenizer, std::size_t context) {
    return askedText(text, withEnd, tokenizer).map([&](const AskedText& asked) {
        const std::span ids(asked.ids);
        std::vector<EvaluationWindow> windows;
        std::size_t scored = 0; // targets so far
        for (std::size_t begin = 0; scored + 1 < ids.size();) {
            const auto inputs = std::min(context, ids.size() - 1 - begin);
            const auto window = ids.subspan(begin, inputs + 1);
            windows.push_back({{window.begin(), window.end()}, scored - begin, 0});
            scored = begin + inputs;
            begin += std::max<std::size_t>(1, context / 2);
        }
        if (!windows.empty()) {
            windows.back().characters = static_cast<std::int64_t>(asked.characters);
        }
        return windows;
    });
}

} // namespace vitrine::api
