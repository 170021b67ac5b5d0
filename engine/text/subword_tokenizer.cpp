#include "engine/text/subword_tokenizer.h"

#include <algorithm>
#include <utility>

#include "engine/text/byte_alphabet.h"
#include "engine/text/word_cache.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::ordered_json;
using Tracing = TracedText::Tracing;

std::vector<AddedToken> normalizedTokens(
    const std::vector<AddedToken>& tokens, const Normalizer& normalizer) {
    std::vector<AddedToken> result;
    for (auto token : tokens) {
        if (token.normalized) {
            token.content
                = normalizer.normalized(TracedText(token.content, 0, Tracing::Off)).text();
            result.push_back(std::move(token));
        }
    }
    return result;
}

std::unique_ptr<const WordModel> makeModel(
    const Vocabulary& vocabulary, std::variant<CharacterBpe::Options, Unigram::Options> options) {
    if (auto* bpe = std::get_if<CharacterBpe::Options>(&options)) {
        return std::make_unique<CharacterBpe>(vocabulary, std::move(*bpe));
    }
    return std::make_unique<Unigram>(vocabulary, std::get<Unigram::Options>(std::move(options)));
}

/// What stands for bytes, as these bytes.
void unspell(std::string& text) {
    text = pieceToBytes(text).value_or(text);
}

/// Words that are spelled in byteCharacters() are shown as what they say.
void unspell(PreTokenSteps& steps) {
    for (auto& place : steps.lattice) {
        auto reached = steps.text.substr(0, place.end);
        unspell(reached);
        place.end = reached.size();
    }
    unspell(steps.text);
    std::ranges::for_each(steps.initialPieces, [](std::string& piece) { unspell(piece); });
    std::ranges::for_each(steps.merges, [](MergeStep& merge) { unspell(merge.piece); });
    for (auto& place : steps.lattice) {
        std::ranges::for_each(
            place.candidates, [](LatticePiece& candidate) { unspell(candidate.piece); });
    }
}

bool holds(const Json& part, std::string_view type) {
    if (part.is_object() && part.value("type", "") == type) {
        return true;
    }
    return part.is_structured()
        && std::ranges::any_of(part, [&](const Json& inner) { return holds(inner, type); });
}

} // namespace

SubwordTokenizer::SubwordTokenizer(Parts parts)
    : VocabularyTokenizer(std::move(parts.setup)), m_normalizer(std::move(parts.normalizer)),
      m_normalizedTokens(normalizedTokens(addedTokens().all(), m_normalizer)),
      m_cutter(std::move(parts.cutter)), m_decoder(std::move(parts.decoder)),
      m_model(makeModel(vocabulary(), std::move(parts.model))),
      m_partsJson(std::move(parts.partsJson)),
      m_spellsBytes(holds(m_partsJson["pre_tokenizer"], "ByteLevel")
          || holds(m_partsJson["normalizer"], "ByteLevel")) {
    std::vector<std::string> bytes;
    for (TokenId id = 0; id < vocabulary().size(); ++id) {
        bytes.push_back(m_decoder.bytes(vocabulary().piece(id), /*first=*/false));
    }
    setTokenBytes(std::move(bytes));
}

std::string SubwordTokenizer::decode(std::span<const TokenId> ids) const {
    std::string text;
    bool first = true;
    for (const auto id : ids) {
        if (vocabulary().contains(id) && !isSpecial(id)) {
            text += first ? m_decoder.bytes(vocabulary().piece(id), first)
                          : std::string(bytesOf(id));
            first = false;
        }
    }
    return m_decoder.finished(std::move(text));
}

std::vector<SubwordTokenizer::Stretch> SubwordTokenizer::stretches(
    const TracedText& normalized) const {
    std::vector<Stretch> stretches;
    for (const auto& segment : m_normalizedTokens.split(normalized.text())) {
        auto text = normalized.part({segment.start, segment.end});
        if (segment.token) {
            stretches.push_back({segment.token, std::move(text), {}});
        } else {
            stretches.push_back({nullptr, {}, m_cutter.words(std::move(text))});
        }
    }
    return stretches;
}

void SubwordTokenizer::encodeSegment(
    std::string_view text, std::size_t offset, std::vector<TokenId>& ids) const {
    const auto normalized = m_normalizer.normalized(TracedText(text, offset, Tracing::Off));
    const auto all = stretches(normalized);
    WordCache cache(text.size());
    for (const auto& stretch : all) {
        if (stretch.token) {
            ids.push_back(stretch.token->id);
        }
        for (const auto& word : stretch.words) {
            cache.append(word.text(), ids, [&] { m_model->encode(word.text(), ids); });
        }
    }
}

void SubwordTokenizer::tokenizeSegment(
    std::string_view text, std::size_t offset, std::vector<Token>& tokens) const {
    const auto normalized = m_normalizer.normalized(TracedText(text, offset, Tracing::On));
    for (const auto& stretch : stretches(normalized)) {
        if (stretch.token) {
            const auto origin = stretch.text.origin({0, stretch.text.text().size()});
            tokens.push_back(makeToken(stretch.token->id, origin.start, origin.end));
        }
        for (const auto& word : stretch.words) {
            appendTokens(word, tokens);
        }
    }
}

void SubwordTokenizer::appendTokens(const TracedText& word, std::vector<Token>& tokens) const {
    for (const auto& part : m_model->parts(word.text())) {
        const auto origin = word.origin({part.start, part.end});
        tokens.push_back(makeToken(part.id, origin.start, origin.end));
    }
}

void SubwordTokenizer::explainSegment(
    std::string_view text, std::size_t offset, TokenizationSteps& steps) const {
    const auto normalized = m_normalizer.normalized(TracedText(text, offset, Tracing::On));
    auto shown = normalized.text();
    if (m_spellsBytes) {
        unspell(shown);
    }
    steps.normalized += shown;
    for (const auto& stretch : stretches(normalized)) {
        if (stretch.token) {
            steps.preTokens.push_back(explained(stretch));
        }
        for (const auto& word : stretch.words) {
            steps.preTokens.push_back(explained(word));
        }
    }
}

PreTokenSteps SubwordTokenizer::explained(const TracedText& word) const {
    PreTokenSteps steps;
    const auto origin = word.origin({0, word.text().size()});
    steps.text = word.text();
    steps.start = origin.start;
    steps.end = origin.end;
    m_model->explain(word.text(), steps);
    if (m_spellsBytes) {
        unspell(steps);
    }
    appendTokens(word, steps.tokens);
    return steps;
}

PreTokenSteps SubwordTokenizer::explained(const Stretch& stretch) const {
    PreTokenSteps steps;
    const auto origin = stretch.text.origin({0, stretch.text.text().size()});
    steps.text = stretch.text.text();
    steps.start = origin.start;
    steps.end = origin.end;
    steps.initialPieces.push_back(steps.text);
    steps.tokens.push_back(makeToken(stretch.token->id, origin.start, origin.end));
    return steps;
}

Json SubwordTokenizer::algorithmJson() const {
    auto json = m_partsJson;
    json["model"] = m_model->json();
    return json;
}

Json SubwordTokenizer::configJson() const {
    return {
        {"tokenizer_class", "PreTrainedTokenizerFast"}, {"clean_up_tokenization_spaces", false}};
}

} // namespace vitrine::text
