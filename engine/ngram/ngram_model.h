#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ngram/arpa_reader.h"
#include "engine/ngram/ngram_counts.h"
#include "engine/ngram/smoothing.h"
#include "engine/values/expected.h"
#include "engine/values/ngram_derivation.h"

namespace vitrine::ngram {

/// A word and its probability.
struct WordProbability {
    WordId word = 0;
    double probability = 0;
    bool operator==(const WordProbability&) const = default;
};

/// An n-gram model with where it came from: counts and a method, or an ARPA file. Immutable.
class NgramModel {
public:
    /// Errors: those of estimate().
    static Expected<std::shared_ptr<const NgramModel>> estimated(
        std::shared_ptr<const NgramCounts> counts, NgramEstimate options,
        const std::stop_token& stop);
    explicit NgramModel(const ArpaModel& arpa);

    const BackoffModel& probabilities() const { return *m_model; }
    const WordTable& words() const { return m_model->words(); }
    NgramUnit unit() const { return m_unit; }
    int order() const { return m_model->order(); }
    /// Null for an ARPA file.
    const std::shared_ptr<const NgramCounts>& counts() const { return m_counts; }
    /// With its order set; nothing for an ARPA file.
    const std::optional<NgramEstimate>& estimate() const { return m_estimate; }
    /// By order from 1; empty for an ARPA file.
    const std::vector<NgramDiscounts>& discounts() const { return m_discounts; }

    /// Numbers of a text's units; one that the model does not know is <unk>. White space that a
    /// model of characters never saw only separates them.
    std::vector<WordId> encode(std::string_view text) const;
    /// The context that a text leaves, begun at the start of a sentence or inside one.
    NgramNode contextOf(std::span<const WordId> words, bool fromStart) const;
    /// The likeliest words after a context, </s> among them.
    std::vector<WordProbability> likeliest(NgramNode context, std::size_t count) const;
    /// How p(word | words) comes about. `fromStart` puts <s> before the words.
    NgramDerivation derivation(
        std::span<const WordId> words, bool fromStart, std::string_view word) const;

private:
    NgramModel(std::shared_ptr<const NgramCounts> counts, std::shared_ptr<const BackoffModel> model,
        NgramEstimate estimate);
    bool interpolates() const;
    bool sharesEvenly(std::span<const WordId> context) const;
    NgramDerivationStep evenStep(NgramDerivationStep step) const;
    NgramDerivationStep step(std::span<const WordId> context, WordId word) const;
    std::uint64_t totalOf(NgramNode context) const;
    NgramEvidence evidence(NgramNode context, std::optional<NgramNode> ngram) const;

    std::shared_ptr<const BackoffModel> m_model;
    NgramUnit m_unit = NgramUnit::Word;
    std::shared_ptr<const NgramCounts> m_counts;
    std::optional<NgramEstimate> m_estimate;
    std::vector<NgramDiscounts> m_discounts;
};

} // namespace vitrine::ngram
