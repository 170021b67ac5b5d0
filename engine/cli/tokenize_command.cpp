#include "engine/cli/tokenize_command.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

#include "engine/cli/json_output.h"
#include "engine/cli/model_source.h"
#include "engine/text/unicode.h"

namespace vitrine::cli {

namespace {

struct TokenizeArguments {
    CommonOptions common;
    TokenizerOptions tokenizer;
    TextOptions text;
    bool noSpecialTokens = false;
};

struct DetokenizeArguments {
    CommonOptions common;
    TokenizerOptions tokenizer;
    std::vector<TokenId> ids;
};

void print(const std::vector<Token>& tokens, bool json) {
    if (!json) {
        for (const auto& token : tokens) {
            std::cout << token.id << '\t' << token.piece << '\t' << token.start << '-' << token.end
                      << '\n';
        }
        return;
    }
    auto list = Json::array();
    for (const auto& token : tokens) {
        list.push_back(toJson(token));
    }
    std::cout << Json{{"tokens", std::move(list)}}.dump() << '\n';
}

Expected<void> tokenize(const TokenizeArguments& arguments) {
    const auto tokenizer = openTokenizer(arguments.tokenizer);
    if (!tokenizer) {
        return Unexpected(tokenizer.error());
    }
    return readText(arguments.text)
        .and_then([&](const std::string& text) {
            return (*tokenizer)->tokens(text, /*addSpecialTokens=*/!arguments.noSpecialTokens);
        })
        .map([&](const std::vector<Token>& tokens) { print(tokens, arguments.common.json); });
}

Expected<void> checkIds(const std::vector<TokenId>& ids, int vocabularySize) {
    const auto unknown
        = std::ranges::find_if(ids, [&](TokenId id) { return id < 0 || id >= vocabularySize; });
    if (unknown == ids.end()) {
        return {};
    }
    const auto id = std::to_string(*unknown);
    const auto size = std::to_string(vocabularySize);
    return Unexpected(Error{ErrorCode::TokenUnknown, {}, id + ", " + size,
        "There is no token " + id + " in a vocabulary of " + size + "."});
}

Expected<void> detokenize(const DetokenizeArguments& arguments) {
    const auto tokenizer = openTokenizer(arguments.tokenizer);
    if (!tokenizer) {
        return Unexpected(tokenizer.error());
    }
    return checkIds(arguments.ids, (*tokenizer)->vocabularySize()).map([&] {
        const auto text = text::replaceInvalidUtf8((*tokenizer)->decode(arguments.ids));
        std::cout << (arguments.common.json ? Json{{"text", text}}.dump() : text) << '\n';
    });
}

} // namespace

void addTokenizeCommand(CommandLine& line) {
    const auto arguments = std::make_shared<TokenizeArguments>();
    auto& command = line.addCommand("tokenize", "Turn text into tokens",
        "  vitrine-cli tokenize --model stories-en --text \"The sun rises.\"\n"
        "  vitrine-cli tokenize --tokenizer gpt2 --file book.txt --json",
        [arguments](const std::stop_token&) { return tokenize(*arguments); });
    addTokenizerOptions(command, arguments->tokenizer);
    addTextOptions(command, arguments->text);
    command.add_flag("--no-special-tokens", arguments->noSpecialTokens,
        "Leave out the tokens that a tokeniser adds around a text");
    addJsonOption(command, arguments->common);
}

void addDetokenizeCommand(CommandLine& line) {
    const auto arguments = std::make_shared<DetokenizeArguments>();
    auto& command = line.addCommand("detokenize", "Turn tokens into text",
        "  vitrine-cli detokenize --tokenizer gpt2 --ids 464,4252,16736",
        [arguments](const std::stop_token&) { return detokenize(*arguments); });
    addTokenizerOptions(command, arguments->tokenizer);
    command.add_option("--ids", arguments->ids, "Token ids, separated by commas")
        ->delimiter(',')
        ->required()
        ->type_name("ID,…");
    addJsonOption(command, arguments->common);
}

} // namespace vitrine::cli
