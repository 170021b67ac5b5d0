#include "engine/text/tokenizer_json.h"

#include <algorithm>

#include "engine/text/byte_level_bpe.h"
#include "engine/text/character_tokenizer.h"
#include "engine/text/split_rules.h"
#include "engine/text/tokenizer_parts.h"
#include "engine/text/word_piece.h"

namespace vitrine::text {

namespace {

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

Expected<std::unique_ptr<Tokenizer>> readCharacters(
    const JsonValue& root, const JsonValue& model, TokenizerSetup setup) {
    const auto merges = model.member("merges").value();
    if (!elementsOf(merges).empty()) {
        refuse(merges, "merges with byte fallback");
    }
    acceptParts(partsOf(root, "decoder", "decoders"), {"ByteFallback", "Fuse"});
    return createdFrom(
        CharacterTokenizer::create(std::move(setup)), model.file(), model.pointer() + "/vocab");
}

/// Added tokens that are looked for in the normalised text would need it whole.
void refuseNormalizedTokens(const JsonValue& root, const std::vector<AddedToken>& tokens) {
    const auto normalized = std::find_if(
        tokens.begin(), tokens.end(), [](const AddedToken& token) { return token.normalized; });
    if (normalized != tokens.end()) {
        refuse(root.member("added_tokens").value(),
            "the normalized added token " + normalized->content);
    }
}

/// Rules for all but the last of the pre-tokenisers, which must be ByteLevel, and for that one.
WordSplitter readSplitter(const std::vector<JsonValue>& preTokenizers) {
    std::vector<SplitRule> rules;
    for (const auto& part : preTokenizers) {
        if (&part != &preTokenizers.back()) {
            rules.push_back(readSplitRule(part));
        } else if (part.boolOr("use_regex", true).value()) {
            rules.push_back({});
        }
    }
    auto splitter = WordSplitter::create(std::move(rules));
    if (!splitter) {
        refuse(preTokenizers.front(), "the pattern " + splitter.error().place);
    }
    return *std::move(splitter);
}

Expected<std::unique_ptr<Tokenizer>> readByteLevel(const JsonValue& root, const JsonValue& model,
    const std::vector<JsonValue>& preTokenizers, TokenizerSetup setup) {
    const auto& byteLevel = preTokenizers.back();
    acceptParts({byteLevel}, {"ByteLevel"});
    acceptParts(partsOf(root, "decoder", "decoders"), {"ByteLevel"});
    ByteLevelBpe::Parts parts;
    parts.merges = readMerges(model.member("merges").value(), Vocabulary(setup.pieces));
    parts.addPrefixSpace = byteLevel.boolOr("add_prefix_space", true).value();
    if (parts.addPrefixSpace && preTokenizers.size() > 1) {
        refuse(byteLevel, "add_prefix_space after other pre-tokenizers");
    }
    parts.splitter = readSplitter(preTokenizers);
    parts.form = readUnicodeForm(partsOf(root, "normalizer", "normalizers"));
    if (parts.form != UnicodeForm::None) {
        refuseNormalizedTokens(root, setup.addedTokens);
    }
    parts.ignoreMerges = model.boolOr("ignore_merges", false).value();
    parts.setup = std::move(setup);
    return createdFrom(
        ByteLevelBpe::create(std::move(parts)), model.file(), model.pointer() + "/vocab");
}

Expected<std::unique_ptr<Tokenizer>> readBpe(
    const JsonValue& root, const JsonValue& model, const TokenizerConfig& config) {
    requireDefault(model, "dropout", 0.0);
    requireDefault(model, "continuing_subword_prefix", "");
    requireDefault(model, "end_of_word_suffix", "");
    auto setup = readSetup(root, model);
    const Vocabulary vocabulary(setup.pieces);
    setup.beginOfText = roleId(vocabulary, config.beginOfText, gpt2EndOfText);
    setup.endOfText = roleId(vocabulary, config.endOfText, gpt2EndOfText);
    setup.maskToken = roleId(vocabulary, config.mask, robertaMask);

    const auto preTokenizers = partsOf(root, "pre_tokenizer", "pretokenizers");
    if (preTokenizers.empty() && model.boolOr("byte_fallback", false).value()) {
        refuseParts(partsOf(root, "normalizer", "normalizers"));
        requireDefault(model, "ignore_merges", false);
        return readCharacters(root, model, std::move(setup));
    }
    if (preTokenizers.empty()) {
        refuse(model, "BPE without a pre-tokenizer");
    }
    return readByteLevel(root, model, preTokenizers, std::move(setup));
}

BertNormalization readBertNormalization(const JsonValue& root) {
    const auto normalizers = partsOf(root, "normalizer", "normalizers");
    acceptParts(normalizers, {"BertNormalizer"});
    if (normalizers.empty()) {
        return {
            .cleanText = false, .splitChinese = false, .stripAccents = false, .lowercase = false};
    }
    const auto& normalizer = normalizers.front();
    BertNormalization result;
    result.cleanText = normalizer.boolOr("clean_text", true).value();
    result.splitChinese = normalizer.boolOr("handle_chinese_chars", true).value();
    result.lowercase = normalizer.boolOr("lowercase", true).value();
    result.stripAccents = normalizer.boolOr("strip_accents", result.lowercase).value();
    return result;
}

Expected<std::unique_ptr<Tokenizer>> readWordPiece(
    const JsonValue& root, const JsonValue& model, const TokenizerConfig& config) {
    WordPiece::Parts parts;
    parts.setup = readSetup(root, model);
    parts.normalization = readBertNormalization(root);
    refuseNormalizedTokens(root, parts.setup.addedTokens);
    const auto preTokenizers = partsOf(root, "pre_tokenizer", "pretokenizers");
    if (preTokenizers.empty()) {
        refuse(model, "WordPiece without a pre-tokenizer");
    }
    acceptParts(preTokenizers, {"BertPreTokenizer"});
    const auto decoders = partsOf(root, "decoder", "decoders");
    acceptParts(decoders, {"WordPiece"});
    if (!decoders.empty()) {
        parts.cleanUp = decoders.front().boolOr("cleanup", true).value();
    }
    parts.unknownPiece = model.stringOr("unk_token", parts.unknownPiece).value();
    parts.continuationPrefix
        = model.stringOr("continuing_subword_prefix", parts.continuationPrefix).value();
    parts.longestWord = static_cast<std::size_t>(
        model.integerOr("max_input_chars_per_word", 100, 0, 10000).value());
    const Vocabulary vocabulary(parts.setup.pieces);
    parts.setup.beginOfText = roleId(vocabulary, config.beginOfText, "[CLS]");
    parts.setup.endOfText = roleId(vocabulary, config.endOfText, "[SEP]");
    parts.setup.maskToken = roleId(vocabulary, config.mask, "[MASK]");
    return createdFrom(
        WordPiece::create(std::move(parts)), model.file(), model.pointer() + "/vocab");
}

Expected<std::unique_ptr<Tokenizer>> readAny(const JsonValue& root, const TokenizerConfig& config) {
    const auto model = root.member("model").value();
    const auto type = typeOf(model);
    if (type == "BPE") {
        return readBpe(root, model, config);
    }
    if (type == "WordPiece") {
        return readWordPiece(root, model, config);
    }
    refuse(model, type);
}

} // namespace

Expected<std::unique_ptr<Tokenizer>> readTokenizerJson(
    const JsonValue& root, const TokenizerConfig& config) {
    return catchingErrors([&] { return readAny(root, config); });
}

} // namespace vitrine::text
