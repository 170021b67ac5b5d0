#pragma once

#include <optional>
#include <vector>

#include "engine/text/prefix_index.h"
#include "engine/text/vocabulary.h"
#include "engine/text/word_model.h"

namespace vitrine::text {

/// A unigram language model of pieces: a word is cut so that the sum of its pieces'
/// log-probabilities is the largest (Kudo 2018, section 3.2), found by the Viterbi algorithm. As
/// "Unigram" of Hugging Face tokenizers and SentencePiece have it.
class Unigram final : public WordModel {
public:
    struct Options {
        std::vector<double> scores; ///< log-probability of the first pieces by id, nats
        std::optional<TokenId> unknown; ///< of a character without piece; none: it is left out
        bool byteFallback = false; ///< what is unknown becomes the tokens of its bytes
    };

    /// The vocabulary must outlive the model.
    Unigram(const Vocabulary& vocabulary, Options options);

    std::string kind() const override { return "Unigram"; }
    void encode(std::string_view word, std::vector<TokenId>& ids) const override;
    std::vector<WordPart> parts(std::string_view word) const override;
    void explain(std::string_view word, PreTokenSteps& steps) const override;
    nlohmann::ordered_json json() const override;

private:
    static constexpr TokenId NoPiece = -1; ///< of a character that no piece covers
    static constexpr double UnknownPenalty
        = 10; ///< below the lowest score, as SentencePiece has it

    /// A piece on a way through the lattice.
    struct Edge {
        TokenId id = NoPiece;
        std::size_t start = 0;
        std::size_t end = 0;
        double score = 0;
        double total = 0; ///< of the best way that ends with it
    };
    /// Finds the best way to every place of the word. `onEdge` sees each edge once its total is
    /// known.
    template <typename OnEdge>
    std::vector<Edge> bestEdges(std::string_view word, const OnEdge& onEdge) const;
    /// The best way, unknown neighbours made one.
    static std::vector<Edge> bestWay(const std::vector<Edge>& best);
    void appendUnknown(std::string_view word, const Edge& edge, std::vector<WordPart>& parts) const;

    const Vocabulary& m_vocabulary;
    Options m_options;
    PrefixIndex m_index;
    double m_unknownScore = 0;
};

} // namespace vitrine::text
