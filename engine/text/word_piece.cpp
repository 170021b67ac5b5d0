#include "engine/text/word_piece.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/text/unicode.h"
#include "engine/text/word_cache.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::ordered_json;

bool isAsciiSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// Marks that decoding puts at the word before them.
bool closesUp(std::string_view piece) {
    return piece == "." || piece == "," || piece == "?" || piece == "!";
}

/// What each token adds to decoded text: a space and the word, or the rest of one. As the decoder
/// of Hugging Face tokenizers with its clean-up.
std::vector<std::string> bytesOfPieces(
    const Vocabulary& vocabulary, std::string_view prefix, bool cleanUp) {
    std::vector<std::string> bytes;
    bytes.reserve(static_cast<std::size_t>(vocabulary.size()));
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const auto piece = vocabulary.piece(id);
        if (piece.starts_with(prefix)) {
            bytes.emplace_back(piece.substr(prefix.size()));
        } else if (cleanUp && closesUp(piece)) {
            bytes.emplace_back(piece);
        } else {
            bytes.emplace_back(" ").append(piece);
        }
    }
    return bytes;
}

} // namespace

Expected<std::unique_ptr<WordPiece>> WordPiece::create(Parts parts) {
    const Vocabulary vocabulary(parts.setup.pieces);
    const auto unknown = vocabulary.idOf(parts.unknownPiece);
    if (!unknown) {
        return Unexpected({.code = ErrorCode::ValueMissing,
            .subject = {},
            .place = parts.unknownPiece,
            .detail = "The vocabulary has no token " + parts.unknownPiece + '.'});
    }
    return std::unique_ptr<WordPiece>(new WordPiece(std::move(parts), *unknown));
}

WordPiece::WordPiece(Parts parts, TokenId unknown)
    : VocabularyTokenizer(std::move(parts.setup)), m_normalization(parts.normalization),
      m_unknown(unknown), m_unknownPiece(std::move(parts.unknownPiece)),
      m_prefix(std::move(parts.continuationPrefix)), m_longestWord(parts.longestWord),
      m_cleanUp(parts.cleanUp) {
    for (TokenId id = 0; id < vocabulary().size(); ++id) {
        auto piece = vocabulary().piece(id);
        if (piece.starts_with(m_prefix)) {
            piece.remove_prefix(m_prefix.size());
            m_continuations.emplace(piece, id);
        }
        m_longestPiece = std::max(m_longestPiece, piece.size());
    }
    setTokenBytes(bytesOfPieces(vocabulary(), m_prefix, m_cleanUp));
}

Expected<void> WordPiece::check(std::string_view utf8) const {
    if (const auto offset = firstInvalidUtf8(utf8)) {
        return Unexpected({.code = ErrorCode::TextInvalid,
            .subject = "text",
            .place = std::to_string(*offset),
            .detail = "The text is not valid UTF-8 at byte " + std::to_string(*offset) + '.'});
    }
    return {};
}

std::string WordPiece::decode(std::span<const TokenId> ids) const {
    auto text = VocabularyTokenizer::decode(ids);
    if (text.starts_with(' ')) {
        text.erase(0, 1);
    }
    return text;
}

std::optional<TokenId> WordPiece::find(std::string_view piece, bool beginsWord) const {
    if (beginsWord) {
        return vocabulary().idOf(piece);
    }
    const auto found = m_continuations.find(piece);
    return found == m_continuations.end() ? std::nullopt : std::optional(found->second);
}

void WordPiece::cut(
    const BertWord& word, std::vector<Match>& matches, std::vector<MatchAttempt>* attempts) const {
    const auto count = word.characters.size();
    const auto offsetOf = [&](std::size_t character) {
        return character == count ? word.text.size() : word.characters[character].begin;
    };
    matches.clear();
    std::size_t first = 0;
    while (first < count && count <= m_longestWord) {
        std::optional<TokenId> id;
        std::size_t last = count + 1;
        while (!id && --last > first) {
            const auto length = offsetOf(last) - offsetOf(first);
            const auto piece = std::string_view(word.text).substr(offsetOf(first), length);
            id = length <= m_longestPiece ? find(piece, first == 0) : std::nullopt;
            if (attempts) {
                attempts->push_back(
                    {(first == 0 ? "" : m_prefix) + std::string(piece), id.has_value()});
            }
        }
        if (!id) {
            break;
        }
        matches.push_back({*id, first, last});
        first = last;
    }
    if (first < count) {
        matches.assign(1, {m_unknown, 0, count});
    }
}

void WordPiece::encodeSegment(
    std::string_view text, std::size_t /*offset*/, std::vector<TokenId>& ids) const {
    WordCache cache(text.size());
    std::vector<Match> matches;
    const std::function<void(const BertWord&)> encodeWord = [&](const BertWord& word) {
        cut(word, matches);
        for (const auto& match : matches) {
            ids.push_back(match.id);
        }
    };
    // Words between ASCII white space repeat, so that most need no normalisation.
    for (auto start = text.begin(); start != text.end();) {
        const auto end = std::find_if(start, text.end(), isAsciiSpace);
        const std::string_view chunk(start, end);
        if (!chunk.empty()) {
            cache.append(chunk, ids, [&] { splitBertWords(chunk, m_normalization, encodeWord); });
        }
        start = end == text.end() ? end : end + 1;
    }
}

void WordPiece::tokenizeSegment(
    std::string_view text, std::size_t offset, std::vector<Token>& tokens) const {
    std::vector<Match> matches;
    splitBertWords(text, m_normalization, [&](const BertWord& word) {
        cut(word, matches);
        appendTokens(word, matches, offset, tokens);
    });
}

void WordPiece::appendTokens(const BertWord& word, const std::vector<Match>& matches,
    std::size_t offset, std::vector<Token>& tokens) const {
    for (const auto& match : matches) {
        tokens.push_back(makeToken(match.id, offset + word.characters[match.first].sourceStart,
            offset + word.characters[match.last - 1].sourceEnd));
    }
}

void WordPiece::explainSegment(
    std::string_view text, std::size_t offset, TokenizationSteps& steps) const {
    std::vector<Match> matches;
    const auto explainWord = [&](const BertWord& word) {
        PreTokenSteps preToken;
        preToken.text = word.text;
        preToken.start = offset + word.characters.front().sourceStart;
        preToken.end = offset + word.characters.back().sourceEnd;
        preToken.initialPieces.push_back(word.text);
        cut(word, matches, &preToken.attempts);
        appendTokens(word, matches, offset, preToken.tokens);
        steps.preTokens.push_back(std::move(preToken));
    };
    splitBertWords(text, m_normalization, explainWord, &steps.normalized);
}

Json WordPiece::algorithmJson() const {
    Json json;
    json["normalizer"] = {{"type", "BertNormalizer"}, {"clean_text", m_normalization.cleanText},
        {"handle_chinese_chars", m_normalization.splitChinese},
        {"strip_accents", m_normalization.stripAccents}, {"lowercase", m_normalization.lowercase}};
    json["pre_tokenizer"] = {{"type", "BertPreTokenizer"}};
    json["decoder"] = {{"type", "WordPiece"}, {"prefix", m_prefix}, {"cleanup", m_cleanUp}};
    json["model"] = {{"type", "WordPiece"}, {"unk_token", m_unknownPiece},
        {"continuing_subword_prefix", m_prefix}, {"max_input_chars_per_word", m_longestWord},
        {"vocab", vocabularyJson(vocabulary())}};
    return json;
}

Json WordPiece::configJson() const {
    Json json = {{"tokenizer_class", "BertTokenizer"}, {"do_lower_case", m_normalization.lowercase},
        {"strip_accents", m_normalization.stripAccents},
        {"tokenize_chinese_chars", m_normalization.splitChinese}, {"unk_token", m_unknownPiece}};
    const std::pair<const char*, const char*> roles[]
        = {{"cls_token", "[CLS]"}, {"sep_token", "[SEP]"}, {"pad_token", "[PAD]"}};
    for (const auto& [role, token] : roles) {
        if (idOf(token)) {
            json[role] = token;
        }
    }
    return json;
}

} // namespace vitrine::text
