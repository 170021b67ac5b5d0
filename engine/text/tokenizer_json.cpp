#include "engine/text/tokenizer_json.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/text/byte_level_bpe.h"
#include "engine/text/character_tokenizer.h"
#include "engine/text/split_rules.h"
#include "engine/text/subword_json.h"
#include "engine/text/tokenizer_parts.h"
#include "engine/text/word_piece.h"

namespace vitrine::text {

namespace {

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

TokenizerSetup readSetup(const JsonValue& root, std::vector<std::string> pieces) {
    TokenizerSetup setup;
    setup.pieces = std::move(pieces);
    setup.addedTokens = readAddedTokens(root, setup.pieces);
    readPostProcessor(root, setup);
    return setup;
}

/// The roles of a tokeniser of pieces: GPT-2's tokens, or those that SentencePiece has.
void readRoles(const TokenizerConfig& config, TokenizerSetup& setup) {
    const Vocabulary vocabulary(setup.pieces);
    const bool asGpt2 = vocabulary.idOf(gpt2EndOfText).has_value();
    setup.beginOfText = roleId(vocabulary, config.beginOfText, asGpt2 ? gpt2EndOfText : "<s>");
    setup.endOfText = roleId(vocabulary, config.endOfText, asGpt2 ? gpt2EndOfText : "</s>");
    setup.maskToken = roleId(vocabulary, config.mask, robertaMask);
}

bool onlyHolds(const std::vector<JsonValue>& parts, std::initializer_list<std::string_view> known) {
    return std::ranges::all_of(parts, [&](const JsonValue& part) {
        return std::ranges::find(known, typeOf(part)) != known.end();
    });
}

/// Single characters and bytes, of which a CharacterTokenizer is made.
bool isOfCharacters(const JsonValue& root, const JsonValue& model) {
    return model.boolOr("byte_fallback", false).value()
        && !model.boolOr("ignore_merges", false).value() && !model.find("unk_token")
        && elementsOf(model.member("merges").value()).empty() && !root.find("normalizer")
        && !root.find("pre_tokenizer")
        && onlyHolds(partsOf(root, "decoder", "decoders"), {"ByteFallback", "Fuse"});
}

Expected<std::unique_ptr<Tokenizer>> readCharacters(const JsonValue& model, TokenizerSetup setup) {
    return createdFrom(
        CharacterTokenizer::create(std::move(setup)), model.file(), model.pointer() + "/vocab");
}

/// Rules that cut, then ByteLevel; before them nothing but a Unicode form: what ByteLevelBpe does.
bool isByteLevel(const JsonValue& root, const JsonValue& model, const TokenizerSetup& setup) {
    const auto preTokenizers = partsOf(root, "pre_tokenizer", "pretokenizers");
    const auto normalizers = partsOf(root, "normalizer", "normalizers");
    if (preTokenizers.empty() || typeOf(preTokenizers.back()) != "ByteLevel"
        || !onlyHolds(partsOf(root, "decoder", "decoders"), {"ByteLevel"})
        || model.stringOr("end_of_word_suffix", "").value() != ""
        || model.stringOr("continuing_subword_prefix", "").value() != "" || model.find("unk_token")
        || normalizers.size() > 1) {
        return false;
    }
    const bool form = !normalizers.empty() && unicodeFormOf(typeOf(normalizers.front()));
    const bool addsSpace = preTokenizers.back().boolOr("add_prefix_space", true).value();
    return (normalizers.empty() || form) && (preTokenizers.size() == 1 || !addsSpace)
        && std::all_of(preTokenizers.begin(), preTokenizers.end() - 1,
            [](const JsonValue& part) { return !readSplitRules(part).empty(); })
        && (!form || std::ranges::none_of(setup.addedTokens, &AddedToken::normalized));
}

/// Rules for all but the last of the pre-tokenisers, and for that one, which is ByteLevel.
WordSplitter readSplitter(const std::vector<JsonValue>& preTokenizers) {
    std::vector<SplitRule> rules;
    for (const auto& part : preTokenizers) {
        if (&part != &preTokenizers.back()) {
            std::ranges::move(readSplitRules(part), std::back_inserter(rules));
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

Expected<std::unique_ptr<Tokenizer>> readByteLevel(
    const JsonValue& root, const JsonValue& model, TokenizerSetup setup) {
    const auto preTokenizers = partsOf(root, "pre_tokenizer", "pretokenizers");
    const auto normalizers = partsOf(root, "normalizer", "normalizers");
    ByteLevelBpe::Parts parts;
    parts.merges = readMerges(model.member("merges").value(), Vocabulary(setup.pieces));
    parts.addPrefixSpace = preTokenizers.back().boolOr("add_prefix_space", true).value();
    parts.splitter = readSplitter(preTokenizers);
    if (!normalizers.empty()) {
        parts.form = *unicodeFormOf(typeOf(normalizers.front()));
    }
    parts.ignoreMerges = model.boolOr("ignore_merges", false).value();
    parts.setup = std::move(setup);
    return createdFrom(
        ByteLevelBpe::create(std::move(parts)), model.file(), model.pointer() + "/vocab");
}

Expected<std::unique_ptr<Tokenizer>> readBpe(
    const JsonValue& root, const JsonValue& model, const TokenizerConfig& config) {
    requireDefault(model, "dropout", 0.0);
    auto setup = readSetup(root, readVocabulary(model.member("vocab").value()));
    readRoles(config, setup);
    if (isOfCharacters(root, model)) {
        return readCharacters(model, std::move(setup));
    }
    if (isByteLevel(root, model, setup)) {
        return readByteLevel(root, model, std::move(setup));
    }
    return readSubwordTokenizer(root, model, std::move(setup));
}

Expected<std::unique_ptr<Tokenizer>> readUnigram(
    const JsonValue& root, const JsonValue& model, const TokenizerConfig& config) {
    auto setup = readSetup(root, readScoredPieces(model.member("vocab").value()));
    readRoles(config, setup);
    return readSubwordTokenizer(root, model, std::move(setup));
}

/// Added tokens that are looked for in the normalised text would need it whole.
void refuseNormalizedTokens(const JsonValue& root, const std::vector<AddedToken>& tokens) {
    const auto normalized = std::ranges::find_if(tokens, &AddedToken::normalized);
    if (normalized != tokens.end()) {
        refuse(root.member("added_tokens").value(),
            "the normalized added token " + normalized->content);
    }
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
    parts.setup = readSetup(root, readVocabulary(model.member("vocab").value()));
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
    if (type == "Unigram") {
        return readUnigram(root, model, config);
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
