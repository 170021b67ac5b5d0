#include "engine/ngram/ngram_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/ngram/discounts.h"
#include "engine/ngram/text_units.h"

namespace vitrine::ngram {

Expected<std::shared_ptr<const NgramModel>> NgramModel::estimated(
    std::shared_ptr<const NgramCounts> counts, NgramEstimate options, const std::stop_token& stop) {
    if (options.order == 0) {
        options.order = counts->order();
    }
    return ngram::estimate(*counts, options, stop)
        .map([&](std::shared_ptr<const BackoffModel> model) {
            return std::shared_ptr<const NgramModel>(
                new NgramModel(std::move(counts), std::move(model), options));
        });
}

NgramModel::NgramModel(std::shared_ptr<const NgramCounts> counts,
    std::shared_ptr<const BackoffModel> model, NgramEstimate estimate)
    : m_model(std::move(model)), m_unit(counts->unit()), m_counts(std::move(counts)),
      m_estimate(estimate) {
    for (int n = 1; n <= estimate.order; ++n) {
        m_discounts.push_back(discountsOf(*m_counts, estimate.smoothing, n, estimate.order));
    }
}

NgramModel::NgramModel(const ArpaModel& arpa) : m_model(arpa.model), m_unit(arpa.unit) {
}

std::vector<WordId> NgramModel::encode(std::string_view text) const {
    std::vector<WordId> ids;
    TextUnits units(text, m_unit);
    for (std::string_view unit; units.next(unit);) {
        const auto id = words().find(unit);
        const bool isSpace = m_unit == NgramUnit::Character && unitText(unit) != unit;
        if (id || !isSpace) {
            ids.push_back(id.value_or(WordTable::Unknown));
        }
    }
    return ids;
}

NgramNode NgramModel::contextOf(std::span<const WordId> words, bool fromStart) const {
    auto context = fromStart ? m_model->start() : NgramNode{};
    for (const auto word : words) {
        m_model->score(context, word);
    }
    return context;
}

std::vector<WordProbability> NgramModel::likeliest(NgramNode context, std::size_t count) const {
    const auto all = m_model->distribution(context);
    std::vector<WordProbability> words;
    for (WordId word = 0; word < all.size(); ++word) {
        if (word != WordTable::Begin) {
            words.push_back({word, all[word]});
        }
    }
    count = std::min(count, words.size());
    std::ranges::partial_sort(words, words.begin() + static_cast<std::ptrdiff_t>(count),
        [](const WordProbability& a, const WordProbability& b) {
            return a.probability != b.probability ? a.probability > b.probability : a.word < b.word;
        });
    words.resize(count);
    return words;
}

bool NgramModel::interpolates() const {
    return m_estimate && usesContinuations(m_estimate->smoothing);
}

/// Whether a context is one of those that add-k and Good–Turing say nothing of.
bool NgramModel::sharesEvenly(std::span<const WordId> context) const {
    return m_estimate && !backsOffToCounts(m_estimate->smoothing)
        && static_cast<int>(context.size()) + 1 < order()
        && (context.empty() || context.front() != WordTable::Begin);
}

/// The same probability for every word.
NgramDerivationStep NgramModel::evenStep(NgramDerivationStep step) const {
    step.found = false;
    step.evidence.reset();
    step.backoff = 1;
    step.lower = 1 / static_cast<double>(words().predictable());
    return step;
}

NgramDerivation NgramModel::derivation(
    std::span<const WordId> words, bool fromStart, std::string_view word) const {
    std::vector<WordId> context;
    if (fromStart) {
        context.push_back(WordTable::Begin);
    }
    context.insert(context.end(), words.begin(), words.end());
    const auto longest = std::min(context.size(), static_cast<std::size_t>(order() - 1));
    const auto id = this->words().idOf(word);
    NgramDerivation result{.word = std::string(word),
        .known = this->words().find(word).has_value(),
        .estimate = m_estimate,
        .order = order(),
        .vocabulary = this->words().predictable(),
        .probability = 0,
        .steps = {}};
    for (auto length = longest + 1; length-- > 0;) {
        const auto suffix = std::span(context).last(length);
        result.steps.push_back(step(suffix, id));
        const auto& last = result.steps.back();
        if (sharesEvenly(suffix)) {
            result.steps.back() = evenStep(last);
            break;
        }
        const bool endsHere = m_estimate && !backsOffToCounts(m_estimate->smoothing);
        if ((last.found && !interpolates()) || (last.contextKnown && endsHere)) {
            break;
        }
    }
    result.probability = result.steps.front().probability;
    return result;
}

NgramDerivationStep NgramModel::step(std::span<const WordId> context, WordId word) const {
    NgramDerivationStep result;
    for (const auto id : context) {
        result.context.emplace_back(words().word(id));
    }
    const auto& trie = m_model->trie();
    std::optional<NgramNode> node = NgramNode{};
    for (const auto id : context) {
        node = node ? trie.child(*node, id) : std::nullopt;
    }
    auto from = node ? *node : m_model->contextOf(context);
    auto shorter = from.order == 0 ? from : trie.suffix(from);
    const bool isEmpty = context.empty();
    result.probability = std::pow(10, m_model->score(from, word).log10);
    if (!node) {
        result.lower = result.probability;
        return result;
    }
    result.contextKnown = true;
    result.lower = isEmpty ? 1 / static_cast<double>(words().predictable())
                           : std::pow(10, m_model->score(shorter, word).log10);
    result.backoff = isEmpty ? 1 : std::pow(10, static_cast<double>(m_model->backoff(*node)));
    const auto ngram = trie.child(*node, word);
    result.found = ngram.has_value();
    if (m_counts) {
        result.evidence = evidence(*node, ngram);
        if (isEmpty) {
            // <unk> has nothing but its share of what is left for words that never occur.
            const NgramNode unknown{1, WordTable::Unknown};
            result.found = word != WordTable::Unknown;
            result.backoff = std::pow(10, static_cast<double>(m_model->log10(unknown)))
                * static_cast<double>(words().predictable());
        }
    }
    return result;
}

/// What the method divides by. Maximum likelihood and add-k count only what a cut-off kept; where
/// Good–Turing discounts nothing, it is one more (see estimateContext()).
std::uint64_t NgramModel::totalOf(NgramNode context) const {
    if (interpolates() && context.order + 1 < order()) {
        return m_counts->followers(context);
    }
    const auto all = m_counts->occurrences(context);
    const auto& discounts = m_discounts[static_cast<std::size_t>(context.order)];
    std::uint64_t kept = 0;
    double discounted = 0;
    const auto range = m_counts->trie()->children(context);
    for (auto child = range.begin; child < range.end; ++child) {
        const NgramNode ngram{context.order + 1, child};
        if (m_counts->trie()->lastWord(ngram) != WordTable::Begin) {
            const auto count = m_counts->count(ngram);
            kept += count;
            discounted += count * goodTuringDiscount(discounts, count);
        }
    }
    switch (m_estimate->smoothing) {
    case NgramSmoothing::MaximumLikelihood:
    case NgramSmoothing::AddK:
        return kept;
    case NgramSmoothing::GoodTuring:
    case NgramSmoothing::Katz:
        return discounted < static_cast<double>(all) ? all : all + 1;
    default:
        return all;
    }
}

NgramEvidence NgramModel::evidence(NgramNode context, std::optional<NgramNode> ngram) const {
    const int order = context.order + 1;
    NgramEvidence result;
    result.continuations = interpolates() && order < this->order();
    result.total = totalOf(context);
    result.kinds = m_counts->trie()->children(context).size();
    if (context.order == 0) {
        result.kinds -= 2; // <unk> and <s>
    }
    if (ngram) {
        result.count
            = result.continuations ? m_counts->continuations(*ngram) : m_counts->count(*ngram);
    }
    const auto& discounts = m_discounts[static_cast<std::size_t>(order - 1)];
    if (interpolates()) {
        result.discount = kneserNeyDiscount(discounts, result.count);
    } else if (!discounts.values.empty()) {
        result.discount = goodTuringDiscount(discounts, result.count);
    }
    return result;
}

} // namespace vitrine::ngram
