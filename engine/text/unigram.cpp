#include "engine/text/unigram.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/text/byte_alphabet.h"
#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::ordered_json;

constexpr double Unreached = -std::numeric_limits<double>::infinity();

std::vector<PrefixIndex::Entry> scoredPieces(const Vocabulary& vocabulary, std::size_t count) {
    std::vector<PrefixIndex::Entry> pieces;
    for (std::size_t id = 0; id < count; ++id) {
        const auto piece = vocabulary.piece(static_cast<TokenId>(id));
        if (!piece.empty()) {
            pieces.emplace_back(piece, static_cast<TokenId>(id));
        }
    }
    return pieces;
}

} // namespace

Unigram::Unigram(const Vocabulary& vocabulary, Options options)
    : m_vocabulary(vocabulary), m_options(std::move(options)),
      m_index(scoredPieces(vocabulary, m_options.scores.size())) {
    if (!m_options.scores.empty()) {
        m_unknownScore = std::ranges::min(m_options.scores) - UnknownPenalty;
    }
}

template <typename OnEdge>
std::vector<Unigram::Edge> Unigram::bestEdges(std::string_view word, const OnEdge& onEdge) const {
    std::vector<Edge> best(word.size() + 1); // by end
    for (auto& edge : best) {
        edge.total = Unreached;
    }
    best.front().total = 0;
    for (std::size_t start = 0, end = 0; start < word.size(); start = end) {
        end = start + characterAt(word, start).length;
        bool coversCharacter = false;
        const auto reach = [&](TokenId id, std::size_t to, double score) {
            const Edge edge{id, start, to, score, best[start].total + score};
            onEdge(edge);
            if (edge.total > best[to].total) {
                best[to] = edge;
            }
        };
        m_index.forEachPrefix(word.substr(start), [&](std::size_t length, TokenId id) {
            coversCharacter = coversCharacter || start + length == end;
            reach(id, start + length, m_options.scores[static_cast<std::size_t>(id)]);
        });
        if (!coversCharacter) {
            reach(NoPiece, end, m_unknownScore);
        }
    }
    return best;
}

std::vector<Unigram::Edge> Unigram::bestWay(const std::vector<Edge>& best) {
    std::vector<Edge> way;
    for (auto end = best.size() - 1; end > 0; end = best[end].start) {
        if (best[end].id == NoPiece && !way.empty() && way.back().id == NoPiece) {
            way.back().start = best[end].start;
        } else {
            way.push_back(best[end]);
        }
    }
    std::ranges::reverse(way);
    return way;
}

void Unigram::appendUnknown(
    std::string_view word, const Edge& edge, std::vector<WordPart>& parts) const {
    const auto count = parts.size();
    for (auto at = edge.start; m_options.byteFallback && at < edge.end; ++at) {
        const auto id = m_vocabulary.idOf(bytePiece(static_cast<unsigned char>(word[at])));
        if (!id) {
            parts.resize(count);
            break;
        }
        parts.push_back({*id, at, at + 1});
    }
    if (parts.size() == count && m_options.unknown) {
        parts.push_back({*m_options.unknown, edge.start, edge.end});
    }
}

std::vector<WordPart> Unigram::parts(std::string_view word) const {
    std::vector<WordPart> parts;
    for (const auto& edge : bestWay(bestEdges(word, [](const Edge&) {}))) {
        if (edge.id == NoPiece || edge.id == m_options.unknown) {
            appendUnknown(word, edge, parts);
        } else {
            parts.push_back({edge.id, edge.start, edge.end});
        }
    }
    return parts;
}

void Unigram::encode(std::string_view word, std::vector<TokenId>& ids) const {
    for (const auto& part : parts(word)) {
        ids.push_back(part.id);
    }
}

void Unigram::explain(std::string_view word, PreTokenSteps& steps) const {
    std::map<std::size_t, std::vector<LatticePiece>> byEnd;
    bestEdges(word, [&](const Edge& edge) {
        byEnd[edge.end].push_back(
            {std::string(word.substr(edge.start, edge.end - edge.start)), edge.score, edge.total});
    });
    for (auto& [end, candidates] : byEnd) {
        std::ranges::stable_sort(candidates, std::ranges::greater(), &LatticePiece::total);
        steps.lattice.push_back({end, std::move(candidates)});
    }
    for (std::size_t at = 0; at < word.size();) {
        const auto length = characterAt(word, at).length;
        steps.initialPieces.emplace_back(word.substr(at, length));
        at += length;
    }
}

Json Unigram::json() const {
    auto pieces = Json::array();
    for (std::size_t id = 0; id < m_options.scores.size(); ++id) {
        pieces.push_back(
            Json::array({m_vocabulary.piece(static_cast<TokenId>(id)), m_options.scores[id]}));
    }
    return {{"type", "Unigram"}, {"unk_id", m_options.unknown ? Json(*m_options.unknown) : Json()},
        {"vocab", std::move(pieces)}, {"byte_fallback", m_options.byteFallback}};
}

} // namespace vitrine::text
