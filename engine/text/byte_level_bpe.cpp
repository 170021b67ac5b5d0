#include "engine/text/byte_level_bpe.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/text/bpe_merger.h"
#include "engine/text/byte_alphabet.h"
#include "engine/text/word_cache.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::ordered_json;

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

constexpr std::array<std::pair<SplitBehavior, const char*>, 5> Behaviors{{
    {SplitBehavior::Removed, "Removed"},
    {SplitBehavior::Isolated, "Isolated"},
    {SplitBehavior::MergedWithPrevious, "MergedWithPrevious"},
    {SplitBehavior::MergedWithNext, "MergedWithNext"},
    {SplitBehavior::Contiguous, "Contiguous"},
}};

constexpr std::array<std::pair<UnicodeForm, const char*>, 4> Forms{{
    {UnicodeForm::Nfc, "NFC"},
    {UnicodeForm::Nfd, "NFD"},
    {UnicodeForm::Nfkc, "NFKC"},
    {UnicodeForm::Nfkd, "NFKD"},
}};

Json splitJson(const SplitRule& rule) {
    const auto* behavior = std::ranges::find(
        Behaviors, rule.behavior, &std::pair<SplitBehavior, const char*>::first);
    return {{"type", "Split"}, {"pattern", {{"Regex", rule.pattern}}},
        {"behavior", behavior->second}, {"invert", rule.inverted}};
}

} // namespace

/// A segment of the input as words are cut from it.
class ByteLevelBpe::PreparedText {
public:
    PreparedText(NormalizedText text, bool addSpace)
        : m_text(std::move(text)), m_added(addSpace ? 1 : 0) {
        if (addSpace) {
            m_text.text.insert(m_text.text.begin(), ' ');
        }
    }

    std::string_view text() const { return m_text.text; }
    /// Where these bytes come from in the segment; an added space comes from the place before which
    /// it stands.
    ByteRange origin(ByteRange bytes) const {
        const auto start = bytes.start - std::min(bytes.start, m_added);
        const auto end = std::max(start, bytes.end - std::min(bytes.end, m_added));
        const auto& origins = m_text.origins;
        if (origins.empty()) {
            return {start, end};
        }
        const auto first = start < origins.size() ? origins[start].start : origins.back().end;
        return {first, end > start ? origins[end - 1].end : first};
    }

private:
    NormalizedText m_text;
    std::size_t m_added; ///< bytes at the start that are not in the segment
};

Expected<std::unique_ptr<ByteLevelBpe>> ByteLevelBpe::create(Parts parts) {
    ByteIds byteIds{};
    const Vocabulary vocabulary(parts.setup.pieces);
    for (std::size_t byte = 0; byte < byteIds.size(); ++byte) {
        byteIds[byte] = vocabulary.idOf(byteCharacters()[byte]).value_or(NoToken);
    }
    if (std::ranges::count(byteIds, NoToken) == std::ssize(byteIds)) {
        return Unexpected({.code = ErrorCode::ValueMissing,
            .subject = {},
            .place = byteCharacters().front(),
            .detail = "The vocabulary has no token for any byte."});
    }
    return std::unique_ptr<ByteLevelBpe>(new ByteLevelBpe(std::move(parts), byteIds));
}

ByteLevelBpe::ByteLevelBpe(Parts parts, const ByteIds& byteIds)
    : VocabularyTokenizer(std::move(parts.setup)), m_table(std::move(parts.merges)),
      m_byteIds(byteIds), m_addPrefixSpace(parts.addPrefixSpace), m_form(parts.form),
      m_splitter(std::move(parts.splitter)), m_ignoreMerges(parts.ignoreMerges) {
    setTokenBytes(bytesOfPieces(vocabulary()));
}

ByteLevelBpe::PreparedText ByteLevelBpe::prepared(std::string_view segment) const {
    auto text = normalized(segment, m_form);
    const bool addSpace = m_addPrefixSpace && !text.text.starts_with(' ');
    return {std::move(text), addSpace};
}

std::optional<TokenId> ByteLevelBpe::wholeWord(std::string_view word) const {
    return m_ignoreMerges ? vocabulary().idOf(bytesToPiece(word)) : std::nullopt;
}

void ByteLevelBpe::loadPieces(std::string_view word, std::vector<TokenId>& pieces) const {
    pieces.clear();
    for (const char byte : word) {
        if (hasToken(byte)) {
            pieces.push_back(m_byteIds[static_cast<unsigned char>(byte)]);
        }
    }
}

void ByteLevelBpe::encodeWord(std::string_view word, BpeMerger& merger,
    std::vector<TokenId>& pieces, std::vector<TokenId>& ids) const {
    if (const auto whole = wholeWord(word)) {
        ids.push_back(*whole);
    } else {
        loadPieces(word, pieces);
        merger.merge(pieces, ids);
    }
}

void ByteLevelBpe::encodeSegment(
    std::string_view text, std::size_t /*offset*/, std::vector<TokenId>& ids) const {
    const auto words = prepared(text);
    WordCache cache(words.text().size());
    BpeMerger merger(m_table);
    std::vector<TokenId> pieces;
    m_splitter.forEachWord(words.text(), [&](std::string_view word) {
        cache.append(word, ids, [&] { encodeWord(word, merger, pieces, ids); });
    });
}

void ByteLevelBpe::tokenizeSegment(
    std::string_view text, std::size_t offset, std::vector<Token>& tokens) const {
    const auto words = prepared(text);
    BpeMerger merger(m_table);
    std::vector<TokenId> pieces;
    std::vector<TokenId> ids;
    m_splitter.forEachWord(words.text(), [&](std::string_view word) {
        ids.clear();
        encodeWord(word, merger, pieces, ids);
        appendTokens(ids, words, word, offset, tokens);
    });
}

void ByteLevelBpe::appendTokens(const std::vector<TokenId>& ids, const PreparedText& text,
    std::string_view word, std::size_t offset, std::vector<Token>& tokens) const {
    auto start = static_cast<std::size_t>(word.data() - text.text().data());
    const auto wordEnd = start + word.size();
    for (const auto id : ids) {
        while (start < wordEnd && !hasToken(text.text()[start])) {
            ++start; // a byte that was left out
        }
        auto end = start;
        for (auto left = bytesOf(id).size(); left > 0 && end < wordEnd; ++end) {
            left -= hasToken(text.text()[end]) ? 1 : 0;
        }
        const auto origin = text.origin({start, end});
        tokens.push_back(makeToken(id, offset + origin.start, offset + origin.end));
        start = end;
    }
}

void ByteLevelBpe::explainSegment(
    std::string_view text, std::size_t offset, TokenizationSteps& steps) const {
    const auto words = prepared(text);
    steps.normalized += words.text();
    BpeMerger merger(m_table);
    m_splitter.forEachWord(words.text(), [&](std::string_view word) {
        std::vector<TokenId> ids;
        auto preToken = explainWord(word, merger, ids);
        const auto start = static_cast<std::size_t>(word.data() - words.text().data());
        const auto origin = words.origin({start, start + word.size()});
        preToken.start = offset + origin.start;
        preToken.end = offset + origin.end;
        appendTokens(ids, words, word, offset, preToken.tokens);
        steps.preTokens.push_back(std::move(preToken));
    });
}

PreTokenSteps ByteLevelBpe::explainWord(
    std::string_view word, BpeMerger& merger, std::vector<TokenId>& ids) const {
    PreTokenSteps result;
    result.text = word;
    if (const auto whole = wholeWord(word)) {
        result.initialPieces.emplace_back(word);
        ids.push_back(*whole);
        return result;
    }
    for (const char byte : word) {
        if (hasToken(byte)) {
            result.initialPieces.emplace_back(1, byte);
        }
    }
    std::vector<TokenId> pieces;
    loadPieces(word, pieces);
    std::vector<BpeMerger::Step> steps;
    merger.merge(pieces, ids, &steps);
    result.merges = shownMerges(
        steps, pieces.size(), m_table, [this](TokenId id) { return std::string(bytesOf(id)); });
    return result;
}

/// "ByteLevel" alone where words are cut as GPT-2 cuts them, else after the rules.
Json ByteLevelBpe::preTokenizerJson() const {
    const auto& rules = m_splitter.rules();
    const bool asGpt2 = !rules.empty() && rules.back().pattern.empty();
    const Json byteLevel = {{"type", "ByteLevel"}, {"add_prefix_space", m_addPrefixSpace},
        {"trim_offsets", true}, {"use_regex", asGpt2}};
    if (rules.size() == (asGpt2 ? 1U : 0U)) {
        return byteLevel;
    }
    auto parts = Json::array();
    for (const auto& rule : rules) {
        if (!rule.pattern.empty()) {
            parts.push_back(splitJson(rule));
        }
    }
    parts.push_back(byteLevel);
    return {{"type", "Sequence"}, {"pretokenizers", std::move(parts)}};
}

Json ByteLevelBpe::algorithmJson() const {
    auto merges = Json::array();
    for (const auto& merge : m_table.merges()) {
        merges.push_back({piece(merge.left), piece(merge.right)});
    }
    const auto* form
        = std::ranges::find(Forms, m_form, &std::pair<UnicodeForm, const char*>::first);
    Json json;
    json["normalizer"] = form == Forms.end() ? Json() : Json{{"type", form->second}};
    json["pre_tokenizer"] = preTokenizerJson();
    json["decoder"] = {{"type", "ByteLevel"}, {"add_prefix_space", m_addPrefixSpace},
        {"trim_offsets", true}, {"use_regex", true}};
    json["model"] = {{"type", "BPE"}, {"dropout", nullptr}, {"unk_token", nullptr},
        {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr},
        {"fuse_unk", false}, {"byte_fallback", false}, {"ignore_merges", m_ignoreMerges},
        {"vocab", vocabularyJson(vocabulary())}, {"merges", std::move(merges)}};
    return json;
}

Json ByteLevelBpe::configJson() const {
    return {{"tokenizer_class", "PreTrainedTokenizerFast"}, {"add_prefix_space", m_addPrefixSpace},
        {"clean_up_tokenization_spaces", false}};
}

} // namespace vitrine::text
