#include "engine/text/character_tokenizer.h"

#include <nlohmann/json.hpp>

#include "engine/text/byte_alphabet.h"

namespace vitrine::text {

using Json = nlohmann::ordered_json;

Expected<std::unique_ptr<CharacterTokenizer>> CharacterTokenizer::create(TokenizerSetup setup) {
    ByteIds byteIds{};
    const Vocabulary vocabulary(setup.pieces);
    for (std::size_t byte = 0; byte < byteIds.size(); ++byte) {
        const auto piece = bytePiece(static_cast<unsigned char>(byte));
        const auto id = vocabulary.idOf(piece);
        if (!id) {
            return Unexpected({.code = ErrorCode::ValueMissing,
                .subject = {},
                .place = piece,
                .detail = "The vocabulary has no token " + piece + '.'});
        }
        byteIds[byte] = *id;
    }
    return std::unique_ptr<CharacterTokenizer>(new CharacterTokenizer(std::move(setup), byteIds));
}

CharacterTokenizer::CharacterTokenizer(TokenizerSetup setup, const ByteIds& byteIds)
    : VocabularyTokenizer(std::move(setup)), m_byteIds(byteIds) {
    std::vector<std::string> bytes;
    for (TokenId id = 0; id < vocabulary().size(); ++id) {
        const auto piece = vocabulary().piece(id);
        bytes.emplace_back(piece);
        const auto character = piece.empty() ? Utf8Character() : characterAt(piece, 0);
        if (character.valid && character.length == piece.size()) {
            if (m_idsOfCharacters.size() <= character.codePoint) {
                m_idsOfCharacters.resize(character.codePoint + 1, noId);
            }
            m_idsOfCharacters[character.codePoint] = id;
        }
    }
    for (std::size_t byte = 0; byte < m_byteIds.size(); ++byte) {
        bytes[static_cast<std::size_t>(m_byteIds[byte])].assign(1, static_cast<char>(byte));
    }
    setTokenBytes(std::move(bytes));
}

TokenId CharacterTokenizer::idOfCharacter(const Utf8Character& character) const {
    const bool inTable = character.valid && character.codePoint < m_idsOfCharacters.size();
    return inTable ? m_idsOfCharacters[character.codePoint] : noId;
}

void CharacterTokenizer::encodeSegment(
    std::string_view text, std::size_t /*offset*/, std::vector<TokenId>& ids) const {
    for (std::size_t offset = 0; offset < text.size();) {
        const auto character = characterAt(text, offset);
        const auto end = offset + character.length;
        if (const auto id = idOfCharacter(character); id != noId) {
            ids.push_back(id);
            offset = end;
        }
        for (; offset < end; ++offset) {
            ids.push_back(m_byteIds[static_cast<unsigned char>(text[offset])]);
        }
    }
}

void CharacterTokenizer::tokenizeSegment(
    std::string_view text, std::size_t offset, std::vector<Token>& tokens) const {
    std::vector<TokenId> ids;
    encodeSegment(text, offset, ids);
    for (const auto id : ids) {
        const auto length = bytesOf(id).size();
        tokens.push_back(makeToken(id, offset, offset + length));
        offset += length;
    }
}

void CharacterTokenizer::explainSegment(
    std::string_view text, std::size_t offset, TokenizationSteps& steps) const {
    steps.normalized += text;
    for (std::size_t start = 0; start < text.size();) {
        const auto length = characterAt(text, start).length;
        PreTokenSteps character;
        character.text = text.substr(start, length);
        character.start = offset + start;
        character.end = character.start + length;
        character.initialPieces.push_back(character.text);
        tokenizeSegment(character.text, character.start, character.tokens);
        steps.preTokens.push_back(std::move(character));
        start += length;
    }
}

Json CharacterTokenizer::algorithmJson() const {
    Json json;
    json["normalizer"] = nullptr;
    json["pre_tokenizer"] = nullptr;
    json["decoder"]
        = {{"type", "Sequence"}, {"decoders", {{{"type", "ByteFallback"}}, {{"type", "Fuse"}}}}};
    json["model"] = {{"type", "BPE"}, {"dropout", nullptr}, {"unk_token", nullptr},
        {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr},
        {"fuse_unk", false}, {"byte_fallback", true}, {"ignore_merges", false},
        {"vocab", vocabularyJson(vocabulary())}, {"merges", Json::array()}};
    return json;
}

Json CharacterTokenizer::configJson() const {
    return {
        {"tokenizer_class", "PreTrainedTokenizerFast"}, {"clean_up_tokenization_spaces", false}};
}

} // namespace vitrine::text
