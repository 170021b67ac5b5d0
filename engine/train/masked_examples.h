#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/train/examples.h"
#include "engine/train/sentence_dataset.h"
#include "engine/values/expected.h"
#include "engine/values/segmented_ids.h"

namespace vitrine::train {

/// What is masked, and with what.
struct Masking {
    double fraction = 0.15; ///< of the tokens of a text that are to be predicted
    TokenId mask = 0;
    std::vector<TokenId> replacements; ///< tokens that may stand in for another: no special ones

    /// Error: TokenizerUnsupported where the tokeniser has no mask token.
    static Expected<Masking> of(const text::Tokenizer& tokenizer, double fraction);
};

/// How examples are laid out. Short inputs at first make training much faster (Devlin et al. 2018,
/// appendix A.2): heads learn to look at neighbours where there are few others to look at.
struct MaskedLayout {
    std::size_t blockLength = 128; ///< tokens of an example, special ones and padding included
    std::size_t shortLength = 128; ///< of an input in the first `shortEpochs` epochs
    std::int64_t shortEpochs = 0;
    std::size_t batchSize = 32; ///< examples with inputs of about one length that stand together
    Masking masking;
};

/// Sentences with masked tokens, in pairs (Devlin et al. 2018, section 3.1). Neighbouring sentences
/// of a text, as many as fit a block, are parted in two at a sentence's end; half of the pairs
/// then get the second part of another pair. A sentence without a neighbour stands alone. An
/// example is one such input, or several short ones of about one length, each in a row of its own,
/// so that all examples cost and teach about the same.
///
/// Of the chosen tokens 80 % become the mask, 10 % another token, 10 % stay; special tokens are
/// never chosen. Which ones, `order` decides, so that each epoch masks anew.
class MaskedExamples final : public Examples {
public:
    /// `dataset` and `tokenizer` outlive the examples.
    MaskedExamples(const SentenceDataset& dataset, const text::Tokenizer& tokenizer,
        const MaskedLayout& layout, std::int64_t epoch, std::uint64_t order);

    static ExampleSource source(std::shared_ptr<const SentenceDataset> dataset,
        std::shared_ptr<const text::Tokenizer> tokenizer, const MaskedLayout& layout);

    std::size_t size() const override { return m_examples.size(); }
    Batch batch(std::size_t first, std::size_t count) const override;

private:
    /// Tokens [begin, end) of the dataset.
    struct Span {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t size() const { return end - begin; }
    };
    /// What the model reads at once.
    struct Input {
        Span first;
        Span second; ///< empty where a sentence stands alone
        bool follows = true; ///< the second goes on from the first
        std::size_t size() const { return first.size() + second.size(); }
    };

    /// Neighbouring inputs.
    struct Example {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    void addInputs(const SentenceDataset::Text& text, std::mt19937_64& random);
    /// Half of the pairs get the second part of another.
    void exchangeSeconds(std::mt19937_64& random);
    void sortByLength(std::mt19937_64& random);
    void layOutExamples();
    void shuffleBatches(std::mt19937_64& random);
    std::size_t rowLength(const Input& input) const;
    SegmentedIds idsOf(const Input& input) const;
    /// Masks `ids` and writes what they were to `targets`.
    void mask(std::vector<TokenId>& ids, std::int64_t* targets, std::mt19937_64& random) const;

    const SentenceDataset* m_dataset;
    const text::Tokenizer* m_tokenizer;
    MaskedLayout m_layout;
    std::size_t m_room; // tokens of an input besides the special ones
    std::uint64_t m_order;
    std::vector<Input> m_inputs;
    std::vector<Example> m_examples;
};

} // namespace vitrine::train
