#include "engine/text/byte_level_bpe.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/text/bpe_merger.h"
#include "engine/text/byte_alphabet.h"
#include "engine/text/pre_tokenizer.h"
#include "engine/text/word_cache.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::ordered_json;

/// Counts which of n things are gone, in O(log n) (Fenwick 1994): tells where a piece stands among
/// those that are left.
class GoneCounter {
public:
    explicit GoneCounter(std::size_t count) : m_sums(count + 1) { }
    void remove(std::size_t index) {
        for (auto i = index + 1; i < m_sums.size(); i += i & (~i + 1)) {
            ++m_sums[i];
        }
    }
    std::size_t goneBefore(std::size_t index) const {
        std::size_t gone = 0;
        for (auto i = index; i > 0; i &= i - 1) {
            gone += m_sums[i];
        }
        return gone;
    }

private:
    std::vector<std::size_t> m_sums;
};

std::string withSpace(std::string_view text) {
    std::string result(" ");
    return result.append(text);
}

/// The bytes of each piece; those that the byte alphabet cannot spell (added tokens) stand for
/// themselves.
std::vector<std::string> bytesOfPieces(const Vocabulary& vocabulary) {
    std::vector<std::string> bytes;
    bytes.reserve(static_cast<std::size_t>(vocabulary.size()));
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const auto piece = vocabulary.piece(id);
        bytes.push_back(pieceToBytes(piece).value_or(std::string(piece)));
    }
    return bytes;
}

} // namespace

Expected<std::unique_ptr<ByteLevelBpe>> ByteLevelBpe::create(Parts parts) {
    ByteIds byteIds{};
    const Vocabulary vocabulary(parts.setup.pieces);
    for (std::size_t byte = 0; byte < byteIds.size(); ++byte) {
        const auto& piece = byteCharacters()[byte];
        const auto id = vocabulary.idOf(piece);
        if (!id) {
            return Unexpected({.code = ErrorCode::ValueMissing,
                .subject = {},
                .place = piece,
                .detail = "The vocabulary has no token for the byte " + std::to_string(byte)
                    + " (\"" + piece + "\")."});
        }
        byteIds[byte] = *id;
    }
    return std::unique_ptr<ByteLevelBpe>(new ByteLevelBpe(std::move(parts), byteIds));
}

ByteLevelBpe::ByteLevelBpe(Parts parts, const ByteIds& byteIds)
    : VocabularyTokenizer(std::move(parts.setup)), m_table(std::move(parts.merges)),
      m_byteIds(byteIds), m_addPrefixSpace(parts.addPrefixSpace) {
    setTokenBytes(bytesOfPieces(vocabulary()));
}

bool ByteLevelBpe::needsSpace(std::string_view text) const {
    return m_addPrefixSpace && !text.starts_with(' ');
}

void ByteLevelBpe::loadPieces(std::string_view word, std::vector<TokenId>& pieces) const {
    pieces.clear();
    for (const char byte : word) {
        pieces.push_back(m_byteIds[static_cast<unsigned char>(byte)]);
    }
}

void ByteLevelBpe::encodeSegment(std::string_view text, std::vector<TokenId>& ids) const {
    if (needsSpace(text)) {
        encodeWords(withSpace(text), ids);
    } else {
        encodeWords(text, ids);
    }
}

void ByteLevelBpe::encodeWords(std::string_view text, std::vector<TokenId>& ids) const {
    WordCache cache(text.size());
    BpeMerger merger(m_table);
    std::vector<TokenId> pieces;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = preTokenEnd(text, start);
        const auto word = text.substr(start, end - start);
        cache.append(word, ids, [&] {
            loadPieces(word, pieces);
            merger.merge(pieces, ids);
        });
        start = end;
    }
}

void ByteLevelBpe::tokenizeSegment(
    std::string_view text, std::size_t offset, std::vector<Token>& tokens) const {
    std::vector<TokenId> ids;
    encodeSegment(text, ids);
    appendTokens(ids, offset, needsSpace(text), tokens);
}

void ByteLevelBpe::appendTokens(const std::vector<TokenId>& ids, std::size_t start, bool spaceAdded,
    std::vector<Token>& tokens) const {
    for (const auto id : ids) {
        const auto length = bytesOf(id).size() - (spaceAdded ? 1 : 0);
        tokens.push_back(makeToken(id, start, start + length));
        start += length;
        spaceAdded = false;
    }
}

void ByteLevelBpe::explainSegment(
    std::string_view text, std::size_t offset, TokenizationSteps& steps) const {
    bool spaceAdded = needsSpace(text);
    const auto normalized = spaceAdded ? withSpace(text) : std::string(text);
    steps.normalized += normalized;
    BpeMerger merger(m_table);
    for (std::size_t start = 0; start < normalized.size();) {
        const auto end = preTokenEnd(normalized, start);
        const auto word = std::string_view(normalized).substr(start, end - start);
        std::vector<TokenId> ids;
        auto preToken = explainWord(word, merger, ids);
        preToken.start = offset;
        preToken.end = offset + word.size() - (spaceAdded ? 1 : 0);
        appendTokens(ids, offset, spaceAdded, preToken.tokens);
        offset = preToken.end;
        steps.preTokens.push_back(std::move(preToken));
        spaceAdded = false;
        start = end;
    }
}

PreTokenSteps ByteLevelBpe::explainWord(
    std::string_view word, BpeMerger& merger, std::vector<TokenId>& ids) const {
    PreTokenSteps result;
    result.text = word;
    for (const char byte : word) {
        result.initialPieces.emplace_back(1, byte);
    }
    std::vector<TokenId> pieces;
    loadPieces(word, pieces);
    std::vector<BpeMerger::Step> steps;
    merger.merge(pieces, ids, &steps);
    GoneCounter gone(word.size());
    for (const auto& step : steps) {
        const auto first = static_cast<std::size_t>(step.first);
        result.merges.push_back({std::string(bytesOf(m_table.joined(step.rank))),
            first - gone.goneBefore(first), step.rank});
        gone.remove(static_cast<std::size_t>(step.second));
    }
    return result;
}

Json ByteLevelBpe::algorithmJson() const {
    const Json byteLevel = {{"type", "ByteLevel"}, {"add_prefix_space", m_addPrefixSpace},
        {"trim_offsets", true}, {"use_regex", true}};
    auto merges = Json::array();
    for (const auto& merge : m_table.merges()) {
        merges.push_back({piece(merge.left), piece(merge.right)});
    }
    Json json;
    json["normalizer"] = nullptr;
    json["pre_tokenizer"] = byteLevel;
    json["decoder"] = byteLevel;
    json["model"] = {{"type", "BPE"}, {"dropout", nullptr}, {"unk_token", nullptr},
        {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr},
        {"fuse_unk", false}, {"byte_fallback", false}, {"ignore_merges", false},
        {"vocab", vocabularyJson(vocabulary())}, {"merges", std::move(merges)}};
    return json;
}

Json ByteLevelBpe::configJson() const {
    return {{"tokenizer_class", "PreTrainedTokenizerFast"}, {"add_prefix_space", m_addPrefixSpace},
        {"clean_up_tokenization_spaces", false}};
}

} // namespace vitrine::text
