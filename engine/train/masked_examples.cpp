#include "engine/train/masked_examples.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include "engine/train/shuffle.h"

namespace vitrine::train {

namespace {

/// Enough that neighbours have nearly one length, and few enough that each time others are.
constexpr std::size_t InputsSortedTogether = 4096;
constexpr std::uint64_t MaskOf10 = 8; // of ten chosen tokens become the mask
constexpr std::uint64_t MaskOrReplacementOf10 = 9;

} // namespace

Expected<Masking> Masking::of(const text::Tokenizer& tokenizer, double fraction) {
    const auto mask = tokenizer.maskToken();
    if (!mask) {
        return Unexpected(Error{ErrorCode::TokenizerUnsupported, "tokenizer", "mask",
            "A model that fills masks is trained with a tokeniser that has a mask token."});
    }
    Masking masking{fraction, *mask, {}};
    for (TokenId id = 0; id < tokenizer.vocabularySize(); ++id) {
        if (!tokenizer.isSpecial(id)) {
            masking.replacements.push_back(id);
        }
    }
    return masking;
}

MaskedExamples::MaskedExamples(const SentenceDataset& dataset, const text::Tokenizer& tokenizer,
    const MaskedLayout& layout, std::int64_t epoch, std::uint64_t order)
    : m_dataset(&dataset), m_tokenizer(&tokenizer), m_layout(layout),
      m_room((epoch < layout.shortEpochs ? std::min(layout.shortLength, layout.blockLength)
                                         : layout.blockLength)
          - tokenizer.layout().pairSize()),
      m_order(order) {
    std::mt19937_64 random(order);
    for (const auto& text : dataset.texts()) {
        addInputs(text, random);
    }
    exchangeSeconds(random);
    sortByLength(random);
    layOutExamples();
    shuffleBatches(random);
}

ExampleSource MaskedExamples::source(std::shared_ptr<const SentenceDataset> dataset,
    std::shared_ptr<const text::Tokenizer> tokenizer, const MaskedLayout& layout) {
    return [dataset = std::move(dataset), tokenizer = std::move(tokenizer), layout](
               std::int64_t epoch, std::uint64_t order) {
        return std::make_unique<MaskedExamples>(*dataset, *tokenizer, layout, epoch, order);
    };
}

void MaskedExamples::addInputs(const SentenceDataset::Text& text, std::mt19937_64& random) {
    const auto& ends = text.sentenceEnds;
    auto begin = text.begin;
    for (std::size_t first = 0; first < ends.size();) {
        // As many whole sentences as fit, or the beginning of one that is too long.
        auto last = first + 1;
        while (last < ends.size() && ends[last] - begin <= m_room) {
            ++last;
        }
        const auto end = std::min(ends[last - 1], begin + m_room);
        if (last - first > 1) {
            const auto parted = ends[first + random() % (last - first - 1)];
            m_inputs.push_back({{begin, parted}, {parted, end}});
        } else {
            m_inputs.push_back({{begin, end}, {}});
        }
        begin = ends[last - 1];
        first = last;
    }
}

void MaskedExamples::exchangeSeconds(std::mt19937_64& random) {
    std::vector<Span> seconds;
    for (const auto& input : m_inputs) {
        if (input.second.size() > 0) {
            seconds.push_back(input.second);
        }
    }
    for (auto& input : m_inputs) {
        if (input.second.size() == 0 || random() % 2 == 0) {
            continue;
        }
        const auto& other = seconds[random() % seconds.size()];
        input.follows = other.begin == input.second.begin;
        input.second
            = {other.begin, std::min(other.end, other.begin + m_room - input.first.size())};
    }
}

void MaskedExamples::sortByLength(std::mt19937_64& random) {
    shuffle(m_inputs, random);
    const auto group = static_cast<std::ptrdiff_t>(InputsSortedTogether);
    for (auto from = m_inputs.begin(); from != m_inputs.end();) {
        const auto to = from + std::min(group, m_inputs.end() - from);
        std::stable_sort(
            from, to, [](const Input& a, const Input& b) { return a.size() < b.size(); });
        from = to;
    }
}

void MaskedExamples::layOutExamples() {
    Example example;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        const auto length = std::max(longest, rowLength(m_inputs[i]));
        const bool full = (i + 1 - example.begin) * length > m_layout.blockLength;
        if (full && i > example.begin) {
            m_examples.push_back(example);
            example.begin = i;
        }
        longest = full ? rowLength(m_inputs[i]) : length;
        example.end = i + 1;
    }
    m_examples.push_back(example);
}

void MaskedExamples::shuffleBatches(std::mt19937_64& random) {
    const auto size = m_layout.batchSize;
    std::vector<std::size_t> batches(m_examples.size() / size);
    std::iota(batches.begin(), batches.end(), std::size_t{0});
    shuffle(batches, random);
    std::vector<Example> dealt;
    dealt.reserve(m_examples.size());
    const auto deal = [&](std::size_t first, std::size_t count) {
        const auto from = m_examples.begin() + static_cast<std::ptrdiff_t>(first);
        dealt.insert(dealt.end(), from, from + static_cast<std::ptrdiff_t>(count));
    };
    for (const auto batch : batches) {
        deal(batch * size, size);
    }
    deal(dealt.size(), m_examples.size() - dealt.size()); // which fill no batch
    m_examples = std::move(dealt);
}

std::size_t MaskedExamples::rowLength(const Input& input) const {
    const auto& layout = m_tokenizer->layout();
    return input.size() + (input.second.size() > 0 ? layout.pairSize() : layout.size());
}

SegmentedIds MaskedExamples::idsOf(const Input& input) const {
    const auto& layout = m_tokenizer->layout();
    const auto first = m_dataset->tokens().subspan(input.first.begin, input.first.size());
    const auto second = m_dataset->tokens().subspan(input.second.begin, input.second.size());
    return second.empty() ? layout.single(first) : layout.pair(first, second);
}

void MaskedExamples::mask(
    std::vector<TokenId>& ids, std::int64_t* targets, std::mt19937_64& random) const {
    const auto& masking = m_layout.masking;
    std::vector<std::size_t> candidates;
    for (std::size_t position = 0; position < ids.size(); ++position) {
        if (!m_tokenizer->isSpecial(ids[position])) {
            candidates.push_back(position);
        }
    }
    shuffle(candidates, random);
    const auto share = std::lround(masking.fraction * static_cast<double>(candidates.size()));
    candidates.resize(std::min(candidates.size(), static_cast<std::size_t>(std::max(1L, share))));
    for (const auto position : candidates) {
        auto& id = ids[position];
        targets[position] = id;
        const auto chance = random() % 10;
        if (chance < MaskOf10) {
            id = masking.mask;
        } else if (chance < MaskOrReplacementOf10) {
            id = masking.replacements[random() % masking.replacements.size()];
        }
    }
}

Batch MaskedExamples::batch(std::size_t first, std::size_t count) const {
    std::vector<std::size_t> inputs;
    std::size_t longest = 0;
    for (auto example = first; example < first + count; ++example) {
        for (auto i = m_examples[example].begin; i < m_examples[example].end; ++i) {
            inputs.push_back(i);
            longest = std::max(longest, rowLength(m_inputs[i]));
        }
    }
    const std::vector<std::int64_t> shape{
        static_cast<std::int64_t>(inputs.size()), static_cast<std::int64_t>(longest)};
    Batch batch{torch::zeros(shape, torch::kLong), torch::full(shape, IgnoredTarget, torch::kLong),
        torch::zeros(shape, torch::kLong), torch::zeros(shape, torch::kBool),
        torch::full({shape[0]}, IgnoredTarget, torch::kLong)};
    for (std::size_t row = 0; row < inputs.size(); ++row) {
        const auto& input = m_inputs[inputs[row]];
        auto [ids, segments] = idsOf(input);
        const auto at = row * longest;
        std::mt19937_64 random(mixed(m_order, inputs[row]));
        mask(ids, batch.target.data_ptr<std::int64_t>() + at, random);
        std::ranges::copy(ids, batch.input.data_ptr<std::int64_t>() + at);
        std::ranges::copy(segments, batch.segments.data_ptr<std::int64_t>() + at);
        std::fill_n(batch.visible.data_ptr<bool>() + at, ids.size(), true);
        if (input.second.size() > 0) {
            batch.nextSentence.data_ptr<std::int64_t>()[row] = input.follows ? 0 : 1;
        }
    }
    return batch;
}

} // namespace vitrine::train
