#include "engine/text/subword_json.h"

#include <utility>

#include "engine/text/subword_tokenizer.h"
#include "engine/text/tokenizer_parts.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void fail(const Error& error) {
    throw tl::bad_expected_access<Error>(error);
}

/// ["▁the", -3.2]
void checkScoredPiece(const JsonValue& entry) {
    const auto& json = entry.json();
    if (!json.is_array() || json.size() != 2 || !json[0].is_string() || !json[1].is_number()) {
        fail(entry.invalid("must hold a piece and its score"));
    }
}

std::optional<TokenId> readUnknownPiece(const JsonValue& model, const Vocabulary& vocabulary) {
    const auto name = model.find("unk_token");
    if (!name) {
        return std::nullopt;
    }
    const auto piece = name->asString().value();
    const auto id = vocabulary.idOf(piece);
    if (!id) {
        fail(name->invalid("names \"" + piece + "\", which the vocabulary does not have"));
    }
    return id;
}

CharacterBpe::Options readBpeOptions(const JsonValue& model, const TokenizerSetup& setup) {
    const Vocabulary vocabulary(setup.pieces);
    CharacterBpe::Options options;
    options.continuationPrefix = model.stringOr("continuing_subword_prefix", "").value();
    options.endSuffix = model.stringOr("end_of_word_suffix", "").value();
    options.merges
        = readMerges(model.member("merges").value(), vocabulary, options.continuationPrefix);
    options.unknown = readUnknownPiece(model, vocabulary);
    options.fuseUnknown = model.boolOr("fuse_unk", false).value();
    options.byteFallback = model.boolOr("byte_fallback", false).value();
    options.ignoreMerges = model.boolOr("ignore_merges", false).value();
    return options;
}

Unigram::Options readUnigramOptions(const JsonValue& model) {
    Unigram::Options options;
    for (const auto& entry : model.member("vocab").value().json()) {
        options.scores.push_back(entry[1].get<double>()); // as readScoredPieces() checked
    }
    if (const auto unknown = model.find("unk_id")) {
        const auto last = static_cast<std::int64_t>(options.scores.size()) - 1;
        options.unknown = static_cast<TokenId>(unknown->asInteger(0, last).value());
    }
    options.byteFallback = model.boolOr("byte_fallback", false).value();
    return options;
}

Json partJson(const JsonValue& root, std::string_view key) {
    const auto part = root.find(key);
    return part ? Json(part->json()) : Json();
}

} // namespace

std::vector<std::string> readScoredPieces(const JsonValue& vocabulary) {
    std::vector<std::string> pieces;
    for (const auto& entry : elementsOf(vocabulary)) {
        checkScoredPiece(entry);
        pieces.push_back(entry.json()[0].get<std::string>());
    }
    return pieces;
}

std::unique_ptr<Tokenizer> readSubwordTokenizer(
    const JsonValue& root, const JsonValue& model, TokenizerSetup setup) {
    SubwordTokenizer::Parts parts{.setup = {},
        .normalizer = readNormalizer(partsOf(root, "normalizer", "normalizers")),
        .cutter = readWordCutter(partsOf(root, "pre_tokenizer", "pretokenizers")),
        .decoder = readPieceDecoder(partsOf(root, "decoder", "decoders")),
        .model = {},
        .partsJson = {}};
    if (typeOf(model) == "Unigram") {
        parts.model = readUnigramOptions(model);
    } else {
        parts.model = readBpeOptions(model, setup);
    }
    for (const auto* key : {"normalizer", "pre_tokenizer", "decoder"}) {
        parts.partsJson[key] = partJson(root, key);
    }
    setup.normalizes = !parts.normalizer.changesNothing();
    parts.setup = std::move(setup);
    return std::make_unique<SubwordTokenizer>(std::move(parts));
}

} // namespace vitrine::text
