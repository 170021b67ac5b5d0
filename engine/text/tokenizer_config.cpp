#include "engine/text/tokenizer_config.h"

#include <system_error>

#include "engine/text/json_document.h"

namespace vitrine::text {

namespace {

/// The name of a token, given as a string or as an object with "content".
std::optional<std::string> tokenName(const JsonValue& root, std::string_view key) {
    const auto value = root.find(key);
    if (!value) {
        return std::nullopt;
    }
    return value->isObject() ? value->member("content").value().asString().value()
                             : value->asString().value();
}

std::optional<bool> flag(const JsonValue& root, std::string_view key) {
    const auto value = root.find(key);
    return value ? std::optional(value->asBool().value()) : std::nullopt;
}

} // namespace

Expected<TokenizerConfig> TokenizerConfig::read(const std::filesystem::path& folder) {
    TokenizerConfig config;
    const auto file = folder / "tokenizer_config.json";
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        return config;
    }
    const auto document = JsonDocument::read(file);
    if (!document) {
        return Unexpected(document.error());
    }
    const auto root = document->root();
    try {
        const auto begin = tokenName(root, "bos_token");
        const auto end = tokenName(root, "eos_token");
        config.beginOfText = begin ? begin : tokenName(root, "cls_token");
        config.endOfText = end ? end : tokenName(root, "sep_token");
        config.mask = tokenName(root, "mask_token");
        config.lowercase = flag(root, "do_lower_case");
        config.stripAccents = flag(root, "strip_accents");
        config.splitChinese = flag(root, "tokenize_chinese_chars");
        config.addPrefixSpace = flag(root, "add_prefix_space").value_or(false);
        const auto kind = root.stringOr("tokenizer_class", "").value();
        const bool begins = kind.starts_with("Llama") || kind.starts_with("Gemma");
        config.addsBegin = flag(root, "add_bos_token").value_or(begins);
        config.addsEnd = flag(root, "add_eos_token").value_or(false);
    } catch (const tl::bad_expected_access<Error>& failure) { // from value() above
        return Unexpected(failure.error());
    }
    return config;
}

} // namespace vitrine::text
