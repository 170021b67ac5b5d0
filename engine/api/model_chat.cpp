#include "engine/api/model_chat.h"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <system_error>
#include <utility>

#include "engine/formats/gguf_reader.h"
#include "engine/text/json_document.h"
#include "engine/text/whole_file.h"

namespace vitrine::api {

namespace {

namespace fs = std::filesystem;
using text::JsonDocument;
using text::JsonValue;

constexpr std::uintmax_t LargestTemplate = 1 << 20; // bytes

/// One template, or the one that a list of them names "default".
Expected<std::string> templateIn(const JsonValue& value) {
    if (!value.isArray()) {
        return value.asString();
    }
    std::string chosen;
    const auto elements = value.elements();
    for (const auto& element : *elements) {
        const auto name = element.stringOr("name", "");
        auto source = element.stringOr("template", "");
        if (!name || !source) {
            return Unexpected(name ? source.error() : name.error());
        }
        if (chosen.empty() || *name == "default") {
            chosen = *std::move(source);
        }
    }
    return chosen;
}

Expected<std::string> readFolder(const fs::path& folder) {
    std::error_code ignored;
    if (const auto file = folder / "chat_template.jinja"; fs::exists(file, ignored)) {
        return text::readWholeFile(file, LargestTemplate);
    }
    const auto config = folder / "tokenizer_config.json";
    if (!fs::exists(config, ignored)) {
        return std::string();
    }
    return JsonDocument::read(config).and_then([](const JsonDocument& document) {
        const auto value = document.root().find("chat_template");
        return value ? templateIn(*value) : Expected<std::string>(std::string());
    });
}

Expected<std::string> readGgufTemplate(const fs::path& file) {
    return formats::readGguf(file).and_then(
        [](const formats::GgufContent& content) -> Expected<std::string> {
            const auto* value = content.find("tokenizer.chat_template");
            if (!value) {
                return std::string();
            }
            return value->asText().map([](std::string_view text) { return std::string(text); });
        });
}

std::string pieceOf(const text::Tokenizer& tokenizer, std::optional<TokenId> id) {
    return id ? tokenizer.piece(*id) : std::string();
}

/// The tokens that begin within these bytes. Sorted by their place, as tokens of a text are.
ChatPrompt::Range tokensIn(const text::ChatText::Range& bytes, const std::vector<Token>& tokens) {
    const auto from = std::ranges::lower_bound(tokens, bytes.start, {}, &Token::start);
    const auto to = std::ranges::lower_bound(tokens, bytes.end, {}, &Token::start);
    return {static_cast<int>(from - tokens.begin()), static_cast<int>(to - tokens.begin())};
}

/// "23 Nov 2026", as templates write the day.
std::string today() {
    const auto now = std::time(nullptr);
    std::tm day{};
    localtime_r(&now, &day);
    char text[32];
    return {text, std::strftime(text, sizeof(text), "%d %b %Y", &day)};
}

} // namespace

Expected<std::vector<TokenId>> ModelChat::prompt(
    std::span<const text::ChatTurn> turns, const text::Tokenizer& tokenizer) const {
    return compose(turns, tokenizer).map([](const ChatPrompt& prompt) {
        std::vector<TokenId> ids;
        std::ranges::transform(prompt.tokens, std::back_inserter(ids), &Token::id);
        return ids;
    });
}

Expected<ChatPrompt> ModelChat::compose(
    std::span<const text::ChatTurn> turns, const text::Tokenizer& tokenizer) const {
    if (!format) {
        return Unexpected(Error{ErrorCode::HeadMissing, {}, "chat template",
            source.empty() ? "The model brings no chat template."
                           : "The model's chat template is of no family known here."});
    }
    return format->compose(turns, /*awaitsAnswer=*/true).and_then([&](text::ChatText composed) {
        return tokenizer.tokens(composed.text, /*addSpecialTokens=*/false)
            .map([&](std::vector<Token> tokens) {
                ChatPrompt prompt{std::move(composed.text), std::move(tokens), {}};
                std::ranges::transform(composed.turns, std::back_inserter(prompt.turns),
                    [&](const text::ChatText::Range& bytes) {
                        return tokensIn(bytes, prompt.tokens);
                    });
                return prompt;
            });
    });
}

Expected<ModelChat> readModelChat(const fs::path& model, const text::Tokenizer& tokenizer) {
    auto source = formats::isGgufFile(model) ? readGgufTemplate(model) : readFolder(model);
    return std::move(source).map([&](std::string read) {
        const text::ChatTemplate::Context context{
            .beginToken = pieceOf(tokenizer, tokenizer.beginOfText()),
            .endToken = pieceOf(tokenizer, tokenizer.endOfText()),
            .today = today()};
        auto format = text::ChatTemplate::recognise(read, context);
        return ModelChat{std::move(read), std::move(format)};
    });
}

} // namespace vitrine::api
