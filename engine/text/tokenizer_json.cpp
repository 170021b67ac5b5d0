#include "engine/text/tokenizer_json.h"

#include <algorithm>

#include "engine/text/byte_level_bpe.h"
#include "engine/text/character_tokenizer.h"
#include "engine/text/tokenizer_parts.h"

namespace vitrine::text {

namespace {

constexpr std::string_view gpt2EndOfText = "<|endoftext|>";

/// The parts of a list such as {"type": "Sequence", "decoders": […]}; a part alone is a list of
/// one, null of none.
std::vector<JsonValue> partsOf(
    const JsonValue& root, std::string_view key, std::string_view listKey) {
    const auto part = root.find(key);
    if (!part) {
        return {};
    }
    return typeOf(*part) == "Sequence" ? elementsOf(part->member(listKey).value())
                                       : std::vector{*part};
}

void refuseParts(const std::vector<JsonValue>& parts) {
    if (!parts.empty()) {
        refuse(parts.front(), typeOf(parts.front()));
    }
}

void acceptParts(
    const std::vector<JsonValue>& parts, std::initializer_list<std::string_view> known) {
    for (const auto& part : parts) {
        const auto type = typeOf(part);
        if (std::find(known.begin(), known.end(), type) == known.end()) {
            refuse(part, type);
        }
    }
}

std::optional<TokenId> roleId(const Vocabulary& vocabulary, const std::optional<std::string>& name,
    std::string_view fallback) {
    return vocabulary.idOf(name ? std::string_view(*name) : fallback);
}

TokenizerSetup readSetup(const JsonValue& root, const JsonValue& model) {
    TokenizerSetup setup;
    setup.pieces = readVocabulary(model.member("vocab").value());
    setup.addedTokens = readAddedTokens(root, setup.pieces);
    readPostProcessor(root, setup);
    return setup;
}

/// What create() misses in the vocabulary, as an error of the file.
Error inVocabulary(Error error, const JsonValue& model) {
    error.subject = model.file();
    error.place = model.pointer() + "/vocab/" + error.place;
    error.detail = error.subject + ": " + error.detail;
    return error;
}

template <typename T>
Expected<std::unique_ptr<Tokenizer>> created(
    Expected<std::unique_ptr<T>> tokenizer, const JsonValue& model) {
    if (!tokenizer) {
        return Unexpected(inVocabulary(tokenizer.error(), model));
    }
    return *std::move(tokenizer);
}

Expected<std::unique_ptr<Tokenizer>> readCharacters(
    const JsonValue& root, const JsonValue& model, TokenizerSetup setup) {
    const auto merges = model.member("merges").value();
    if (!elementsOf(merges).empty()) {
        refuse(merges, "merges with byte fallback");
    }
    acceptParts(partsOf(root, "decoder", "decoders"), {"ByteFallback", "Fuse"});
    return created(CharacterTokenizer::create(std::move(setup)), model);
}

Expected<std::unique_ptr<Tokenizer>> readByteLevel(const JsonValue& root, const JsonValue& model,
    const JsonValue& preTokenizer, TokenizerSetup setup) {
    requireDefault(preTokenizer, "use_regex", true);
    acceptParts(partsOf(root, "decoder", "decoders"), {"ByteLevel"});
    ByteLevelBpe::Parts parts;
    parts.merges = readMerges(model.member("merges").value(), Vocabulary(setup.pieces));
    parts.addPrefixSpace = preTokenizer.boolOr("add_prefix_space", true).value();
    parts.setup = std::move(setup);
    return created(ByteLevelBpe::create(std::move(parts)), model);
}

Expected<std::unique_ptr<Tokenizer>> readBpe(
    const JsonValue& root, const JsonValue& model, const TokenizerConfig& config) {
    refuseParts(partsOf(root, "normalizer", "normalizers"));
    requireDefault(model, "dropout", 0.0);
    requireDefault(model, "continuing_subword_prefix", "");
    requireDefault(model, "end_of_word_suffix", "");
    requireDefault(model, "ignore_merges", false);
    auto setup = readSetup(root, model);
    const Vocabulary vocabulary(setup.pieces);
    setup.beginOfText = roleId(vocabulary, config.beginOfText, gpt2EndOfText);
    setup.endOfText = roleId(vocabulary, config.endOfText, gpt2EndOfText);

    const auto preTokenizers = partsOf(root, "pre_tokenizer", "pretokenizers");
    if (preTokenizers.empty() && model.boolOr("byte_fallback", false).value()) {
        return readCharacters(root, model, std::move(setup));
    }
    if (preTokenizers.empty()) {
        refuse(model, "BPE without a pre-tokenizer");
    }
    acceptParts(preTokenizers, {"ByteLevel"});
    return readByteLevel(root, model, preTokenizers.front(), std::move(setup));
}

Expected<std::unique_ptr<Tokenizer>> readAny(const JsonValue& root, const TokenizerConfig& config) {
    const auto model = root.member("model").value();
    const auto type = typeOf(model);
    if (type == "BPE") {
        return readBpe(root, model, config);
    }
    refuse(model, type);
}

} // namespace

Expected<std::unique_ptr<Tokenizer>> readTokenizerJson(
    const JsonValue& root, const TokenizerConfig& config) {
    try {
        return readAny(root, config);
    } catch (const tl::bad_expected_access<Error>& failure) { // from value() above
        return Unexpected(failure.error());
    }
}

} // namespace vitrine::text
