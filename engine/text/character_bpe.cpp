#include "engine/text/character_bpe.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/text/bpe_merger.h"
#include "engine/text/byte_alphabet.h"
#include "engine/text/unicode.h"
#include "engine/text/vocabulary_tokenizer.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::ordered_json;

std::vector<TokenId> idsOf(const std::vector<WordPart>& parts) {
    std::vector<TokenId> ids(parts.size());
    std::ranges::transform(parts, ids.begin(), &WordPart::id);
    return ids;
}

Json nullOr(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

} // namespace

CharacterBpe::CharacterBpe(const Vocabulary& vocabulary, Options options)
    : m_vocabulary(vocabulary), m_options(std::move(options)),
      m_table(std::exchange(m_options.merges, {})) {
}

std::optional<TokenId> CharacterBpe::wholeWord(std::string_view word) const {
    return m_options.ignoreMerges ? m_vocabulary.idOf(word) : std::nullopt;
}

std::string CharacterBpe::spelled(std::string_view word, std::size_t start, std::size_t end) const {
    return (start > 0 ? m_options.continuationPrefix : "")
        + std::string(word.substr(start, end - start))
        + (end == word.size() ? m_options.endSuffix : "");
}

/// The tokens of a character's bytes, if there is one for each.
bool CharacterBpe::appendBytes(
    std::string_view word, WordPart character, std::vector<WordPart>& parts) const {
    const auto count = parts.size();
    for (auto at = character.start; at < character.end; ++at) {
        const auto id = m_vocabulary.idOf(bytePiece(static_cast<unsigned char>(word[at])));
        if (!id) {
            parts.resize(count);
            return false;
        }
        parts.push_back({*id, at, at + 1});
    }
    return true;
}

std::vector<WordPart> CharacterBpe::initialParts(std::string_view word) const {
    std::vector<WordPart> parts;
    bool afterUnknown = false;
    for (std::size_t start = 0, end = 0; start < word.size(); start = end) {
        end = start + characterAt(word, start).length;
        const auto id = m_vocabulary.idOf(spelled(word, start, end));
        if (id) {
            parts.push_back({*id, start, end});
        } else if (m_options.byteFallback && appendBytes(word, {0, start, end}, parts)) {
            afterUnknown = false;
            continue;
        } else if (m_options.unknown && m_options.fuseUnknown && afterUnknown) {
            parts.back().end = end;
        } else if (m_options.unknown) {
            parts.push_back({*m_options.unknown, start, end});
        }
        afterUnknown = !id && m_options.unknown;
    }
    return parts;
}

void CharacterBpe::encode(std::string_view word, std::vector<TokenId>& ids) const {
    if (const auto whole = wholeWord(word)) {
        ids.push_back(*whole);
    } else {
        BpeMerger(m_table).merge(idsOf(initialParts(word)), ids);
    }
}

std::vector<WordPart> CharacterBpe::parts(std::string_view word) const {
    if (const auto whole = wholeWord(word)) {
        return {{*whole, 0, word.size()}};
    }
    const auto initial = initialParts(word);
    std::vector<TokenId> ids;
    std::vector<BpeMerger::Step> steps;
    BpeMerger(m_table).merge(idsOf(initial), ids, &steps);
    std::vector<bool> gone(initial.size());
    for (const auto& step : steps) {
        gone[static_cast<std::size_t>(step.second)] = true;
    }
    std::vector<WordPart> parts;
    for (std::size_t i = 0; i < initial.size(); ++i) {
        if (gone[i]) {
            parts.back().end = initial[i].end;
        } else {
            parts.push_back({ids[parts.size()], initial[i].start, initial[i].end});
        }
    }
    return parts;
}

void CharacterBpe::explain(std::string_view word, PreTokenSteps& steps) const {
    if (wholeWord(word)) {
        steps.initialPieces.emplace_back(word);
        return;
    }
    const auto initial = initialParts(word);
    for (const auto& part : initial) {
        steps.initialPieces.emplace_back(word.substr(part.start, part.end - part.start));
    }
    std::vector<TokenId> ids;
    std::vector<BpeMerger::Step> merges;
    BpeMerger(m_table).merge(idsOf(initial), ids, &merges);
    steps.merges = shownMerges(merges, initial.size(), m_table,
        [this](TokenId id) { return std::string(m_vocabulary.piece(id)); });
}

Json CharacterBpe::json() const {
    auto merges = Json::array();
    for (const auto& merge : m_table.merges()) {
        merges.push_back({m_vocabulary.piece(merge.left), m_vocabulary.piece(merge.right)});
    }
    return {{"type", "BPE"}, {"dropout", nullptr},
        {"unk_token", m_options.unknown ? Json(m_vocabulary.piece(*m_options.unknown)) : Json()},
        {"continuing_subword_prefix", nullOr(m_options.continuationPrefix)},
        {"end_of_word_suffix", nullOr(m_options.endSuffix)}, {"fuse_unk", m_options.fuseUnknown},
        {"byte_fallback", m_options.byteFallback}, {"ignore_merges", m_options.ignoreMerges},
        {"vocab", vocabularyJson(m_vocabulary)}, {"merges", std::move(merges)}};
}

} // namespace vitrine::text
