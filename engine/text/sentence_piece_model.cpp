#include "engine/text/sentence_piece_model.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/text/precompiled_map.h"
#include "engine/text/tokenizer_json.h"
#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::json;
using Piece = SentencePieceModel::Piece;
using PieceType = SentencePieceModel::PieceType;

constexpr const char* Space = "\u2581";

Json replacement(const char* kind, const std::string& what, const std::string& by) {
    return {{"type", "Replace"}, {"pattern", {{kind, what}}}, {"content", by}};
}

Json normalizerJson(const SentencePieceModel& model) {
    auto steps = Json::array();
    if (!model.characterMap.empty()) {
        steps.push_back(
            {{"type", "Precompiled"}, {"precompiled_charsmap", encodedBase64(model.characterMap)}});
    }
    if (model.joinsSpaces) {
        steps.push_back(replacement("Regex", "^ +| +$", ""));
        steps.push_back(replacement("Regex", " {2,}", " "));
    }
    if (model.addsPrefix) {
        steps.push_back({{"type", "Prepend"}, {"prepend", Space}});
    }
    steps.push_back(replacement("String", " ", Space));
    return {{"type", "Sequence"}, {"normalizers", std::move(steps)}};
}

Json decoderJson(const SentencePieceModel& model) {
    auto steps = Json::array(
        {replacement("String", Space, " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}});
    if (model.addsPrefix) {
        steps.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
    }
    return {{"type", "Sequence"}, {"decoders", std::move(steps)}};
}

std::optional<TokenId> firstOf(const std::vector<Piece>& pieces, PieceType type) {
    const auto found = std::ranges::find(pieces, type, &Piece::type);
    return found == pieces.end() ? std::nullopt
                                 : std::optional(static_cast<TokenId>(found - pieces.begin()));
}

bool hasBytes(const std::vector<Piece>& pieces) {
    return firstOf(pieces, PieceType::Byte).has_value();
}

/// Two pieces that SentencePiece joins to a third; the higher its score, the sooner.
struct Join {
    std::string_view left;
    std::string_view right;
    double score = 0;
    TokenId leftId = 0;
    TokenId rightId = 0;
};

std::vector<Join> joinsOf(const std::vector<Piece>& pieces) {
    std::unordered_map<std::string_view, TokenId> ids;
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        if (pieces[id].type == PieceType::Normal) {
            ids.emplace(pieces[id].text, static_cast<TokenId>(id));
        }
    }
    std::vector<Join> joins;
    for (const auto& [text, id] : ids) {
        for (auto at = characterAt(text, 0).length; at < text.size();
             at += characterAt(text, at).length) {
            const auto left = ids.find(text.substr(0, at));
            const auto right = ids.find(text.substr(at));
            if (left != ids.end() && right != ids.end()) {
                joins.push_back({left->first, right->first,
                    pieces[static_cast<std::size_t>(id)].score, left->second, right->second});
            }
        }
    }
    std::ranges::sort(joins, {},
        [](const Join& join) { return std::tuple(-join.score, join.leftId, join.rightId); });
    return joins;
}

Json bpeJson(const SentencePieceModel& model) {
    auto vocabulary = Json::object();
    for (std::size_t id = 0; id < model.pieces.size(); ++id) {
        if (!model.pieces[id].text.empty()) {
            vocabulary.emplace(model.pieces[id].text, id);
        }
    }
    auto merges = Json::array();
    for (const auto& join : joinsOf(model.pieces)) {
        merges.push_back(Json::array({join.left, join.right}));
    }
    Json json = {{"type", "BPE"}, {"fuse_unk", true}, {"byte_fallback", hasBytes(model.pieces)},
        {"vocab", std::move(vocabulary)}, {"merges", std::move(merges)}};
    if (const auto unknown = firstOf(model.pieces, PieceType::Unknown)) {
        json["unk_token"] = model.pieces[static_cast<std::size_t>(*unknown)].text;
    }
    return json;
}

Json unigramJson(const SentencePieceModel& model) {
    auto pieces = Json::array();
    for (const auto& piece : model.pieces) {
        pieces.push_back(Json::array({piece.text, piece.score}));
    }
    Json json = {{"type", "Unigram"}, {"byte_fallback", hasBytes(model.pieces)},
        {"vocab", std::move(pieces)}};
    if (const auto unknown = firstOf(model.pieces, PieceType::Unknown)) {
        json["unk_id"] = *unknown;
    }
    return json;
}

} // namespace

Json addedTokensJson(const SentencePieceModel& model) {
    const auto& pieces = model.pieces;
    auto tokens = Json::array();
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        const auto type = pieces[id].type;
        const bool special = type == PieceType::Control || type == PieceType::Unknown;
        if ((special || type == PieceType::UserDefined) && !pieces[id].text.empty()) {
            tokens.push_back({{"id", id}, {"content", pieces[id].text}, {"special", special},
                {"normalized", false}});
        }
    }
    return tokens;
}

Json postProcessorJson(const SentencePieceModel& model) {
    auto single = Json::array({{{"Sequence", {{"id", "A"}, {"type_id", 0}}}}});
    Json special = Json::object();
    const auto add = [&](std::optional<TokenId> id, Json::const_iterator place) {
        const auto& name = model.pieces[static_cast<std::size_t>(*id)].text;
        single.insert(place, Json{{"SpecialToken", {{"id", name}, {"type_id", 0}}}});
        special[name] = {{"id", name}, {"ids", {*id}}, {"tokens", {name}}};
    };
    if (model.addsBegin && model.beginOfText) {
        add(model.beginOfText, single.cbegin());
    }
    if (model.addsEnd && model.endOfText) {
        add(model.endOfText, single.cend());
    }
    return special.empty() ? Json()
                           : Json{{"type", "TemplateProcessing"}, {"single", std::move(single)},
                               {"special_tokens", std::move(special)}};
}

TokenizerConfig rolesOf(const SentencePieceModel& model, TokenizerConfig config) {
    const auto nameOf = [&](std::optional<TokenId> id) {
        return id ? std::optional(model.pieces[static_cast<std::size_t>(*id)].text) : std::nullopt;
    };
    config.beginOfText = config.beginOfText ? config.beginOfText : nameOf(model.beginOfText);
    config.endOfText = config.endOfText ? config.endOfText : nameOf(model.endOfText);
    return config;
}

Expected<std::unique_ptr<Tokenizer>> makeTokenizer(
    const SentencePieceModel& model, const TokenizerConfig& config, const std::string& file) {
    const bool bpe = model.kind == SentencePieceModel::Kind::Bpe;
    const Json json
        = {{"added_tokens", addedTokensJson(model)}, {"normalizer", normalizerJson(model)},
            {"decoder", decoderJson(model)}, {"post_processor", postProcessorJson(model)},
            {"model", bpe ? bpeJson(model) : unigramJson(model)}};
    return readTokenizerJson(JsonValue(json, file, ""), rolesOf(model, config));
}

} // namespace vitrine::text
