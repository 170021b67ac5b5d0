#include "engine/ngram/smoothing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "engine/ngram/discounts.h"
#include "engine/ngram/memory_guard.h"

namespace vitrine::ngram {

namespace {

constexpr std::uint32_t StopInterval = 1 << 14; // contexts between two looks at the stop token

double sum(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double keptTotal(const ContextCounts& context) {
    return static_cast<double>(
        std::accumulate(context.counts.begin(), context.counts.end(), std::uint64_t{0}));
}

ContextEstimate maximumLikelihood(const ContextCounts& context) {
    const auto total = keptTotal(context);
    ContextEstimate result{.probabilities = {}, .backoff = 0};
    for (const auto count : context.counts) {
        result.probabilities.push_back(count / total);
    }
    return result;
}

ContextEstimate addK(const ContextCounts& context, double k) {
    const auto added = k * static_cast<double>(context.vocabulary);
    const auto total = keptTotal(context) + added;
    ContextEstimate result{.probabilities = {}, .backoff = added / total};
    for (const auto count : context.counts) {
        result.probabilities.push_back((count + k) / total);
    }
    return result;
}

ContextEstimate stupidBackoff(const ContextCounts& context, double factor) {
    ContextEstimate result{.probabilities = {}, .backoff = factor};
    for (const auto count : context.counts) {
        result.probabilities.push_back(count / static_cast<double>(context.total));
    }
    return result;
}

/// Discounted relative frequencies. Where every count is too high to be discounted, one more in the
/// denominator leaves something for words that never follow.
ContextEstimate discounted(const ContextCounts& context, const NgramDiscounts& discounts) {
    ContextEstimate result;
    double kept = 0;
    for (const auto count : context.counts) {
        result.probabilities.push_back(count * goodTuringDiscount(discounts, count));
        kept += result.probabilities.back();
    }
    const auto all = static_cast<double>(context.total);
    const auto total = kept < all ? all : all + 1;
    for (auto& probability : result.probabilities) {
        probability /= total;
    }
    return result;
}

ContextEstimate katz(const ContextCounts& context, const NgramDiscounts& discounts) {
    auto result = discounted(context, discounts);
    result.backoff = (1 - sum(result.probabilities)) / (1 - sum(context.lower));
    return result;
}

ContextEstimate interpolated(const ContextCounts& context, const NgramDiscounts& discounts) {
    const auto total = static_cast<double>(context.total);
    double left = total;
    ContextEstimate result;
    for (const auto count : context.counts) {
        result.probabilities.push_back(count - kneserNeyDiscount(discounts, count));
        left -= result.probabilities.back();
    }
    result.backoff = left / total;
    for (std::size_t i = 0; i < result.probabilities.size(); ++i) {
        result.probabilities[i]
            = result.probabilities[i] / total + result.backoff * context.lower[i];
    }
    return result;
}

float asLog10(double probability) {
    return probability > 0 ? static_cast<float>(std::log10(probability)) : BackoffModel::LogZero;
}

/// Fills a model level by level: the shorter contexts first, which the longer ones rest on.
class Estimator {
public:
    Estimator(const NgramCounts& counts, const NgramEstimate& options)
        : m_counts(counts), m_trie(*counts.trie()), m_options(options) { }

    Expected<std::vector<BackoffLevel>> run(const std::stop_token& stop) {
        for (int order = 1; order <= m_options.order; ++order) {
            if (!fill(order, stop)) {
                return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
            }
        }
        return std::move(m_levels);
    }

private:
    bool fill(int order, const std::stop_token& stop) {
        m_discounts = discountsOf(m_counts, m_options.smoothing, order, m_options.order);
        auto& level = m_levels.emplace_back();
        level.log10 = {m_trie.size(order), {}};
        if (order < m_options.order) {
            level.backoffs = Column<float>::zeros(m_trie.size(order), {});
        }
        Column<double> probabilities = Column<double>::zeros(m_trie.size(order), {});
        if (order == 1) {
            fillWords(probabilities);
        } else {
            for (std::uint32_t i = 0; i < m_trie.size(order - 1); ++i) {
                if (i % StopInterval == 0 && stop.stop_requested()) {
                    return false;
                }
                fillContext({order - 1, i}, probabilities);
            }
        }
        for (const auto probability : probabilities.values()) {
            level.log10.push_back(asLog10(probability));
        }
        if (order == 1 && usesContinuations(m_options.smoothing)) {
            level.log10[WordTable::Begin] = 0; // as lmplz writes it
        }
        m_lower = std::move(probabilities);
        return true;
    }

    bool hasOwnEstimate(NgramNode context) const {
        return backsOffToCounts(m_options.smoothing) || context.order + 1 == m_options.order
            || (context.order > 0 && m_trie.startsSentence(context));
    }

    const Column<std::uint32_t>& countsAt(int order) const {
        const auto& level = m_counts.level(order);
        return usesContinuations(m_options.smoothing) && order < m_options.order
            ? level.continuations
            : level.counts;
    }
    std::uint64_t totalOf(NgramNode context) const {
        return usesContinuations(m_options.smoothing) && context.order + 1 < m_options.order
            ? m_counts.followers(context)
            : m_counts.occurrences(context);
    }

    /// The empty context, which backs off to the same probability for every word.
    void fillWords(Column<double>& probabilities) {
        const auto vocabulary = m_counts.words()->predictable();
        const auto uniform = 1 / static_cast<double>(vocabulary);
        const auto counts = countsAt(1).values().subspan(WordTable::End);
        const std::vector<double> lower(counts.size(), uniform);
        auto words
            = estimateContext({counts, totalOf({}), lower, vocabulary}, m_options, m_discounts);
        if (!hasOwnEstimate({})) {
            words = {lower, 1};
        }
        std::ranges::copy(words.probabilities, probabilities.data() + WordTable::End);
        probabilities[WordTable::Unknown] = words.backoff * uniform;
    }

    void fillContext(NgramNode context, Column<double>& probabilities) {
        const auto range = m_trie.children(context);
        if (range.size() == 0) {
            return;
        }
        const int order = context.order + 1;
        m_shorter.clear();
        for (auto child = range.begin; child < range.end; ++child) {
            m_shorter.push_back(m_lower[m_trie.suffix({order, child}).index]);
        }
        if (!hasOwnEstimate(context)) {
            std::ranges::copy(m_shorter, probabilities.data() + range.begin);
            return;
        }
        const auto result
            = estimateContext({countsAt(order).values().subspan(range.begin, range.size()),
                                  totalOf(context), m_shorter, m_counts.words()->predictable()},
                m_options, m_discounts);
        std::ranges::copy(result.probabilities, probabilities.data() + range.begin);
        m_levels[static_cast<std::size_t>(context.order - 1)].backoffs[context.index]
            = asLog10(result.backoff);
    }

    const NgramCounts& m_counts;
    const NgramTrie& m_trie;
    const NgramEstimate& m_options;
    NgramDiscounts m_discounts; ///< of the order that is being filled
    std::vector<BackoffLevel> m_levels;
    Column<double> m_lower; ///< probabilities of the order below
    std::vector<double> m_shorter; ///< of one context's words, reused
};

Expected<void> check(const NgramCounts& counts, const NgramEstimate& options) {
    const auto invalid = [](const std::string& name, double value, const std::string& range) {
        return Unexpected(Error{ErrorCode::OptionInvalid, name,
            std::to_string(value) + ", " + range, name + " must be " + range + "."});
    };
    if (options.order < 1 || options.order > counts.order()) {
        return invalid("order", options.order, "1 to " + std::to_string(counts.order()));
    }
    if (!(options.addK > 0) || !std::isfinite(options.addK)) {
        return invalid("add-k", options.addK, "above 0");
    }
    if (!(options.backoffFactor > 0 && options.backoffFactor <= 1)) {
        return invalid("back-off factor", options.backoffFactor, "above 0 and at most 1");
    }
    return {};
}

} // namespace

double kneserNeyDiscount(const NgramDiscounts& discounts, std::uint64_t count) {
    const auto last = discounts.values.size();
    return count == 0 ? 0 : discounts.values[std::min<std::size_t>(count, last) - 1];
}

double goodTuringDiscount(const NgramDiscounts& discounts, std::uint64_t count) {
    return count == 0 || count > discounts.values.size() ? 1 : discounts.values[count - 1];
}

bool backsOffToCounts(NgramSmoothing smoothing) {
    return smoothing != NgramSmoothing::AddK && smoothing != NgramSmoothing::GoodTuring;
}

ContextEstimate estimateContext(
    const ContextCounts& context, const NgramEstimate& options, const NgramDiscounts& discounts) {
    switch (options.smoothing) {
    case NgramSmoothing::MaximumLikelihood:
        return maximumLikelihood(context);
    case NgramSmoothing::AddK:
        return addK(context, options.addK);
    case NgramSmoothing::GoodTuring:
    case NgramSmoothing::Katz:
        // Good–Turing alone backs off to the same probability for all: `lower` is uniform.
        return katz(context, discounts);
    case NgramSmoothing::StupidBackoff:
        return stupidBackoff(context, options.backoffFactor);
    case NgramSmoothing::KneserNey:
    case NgramSmoothing::ModifiedKneserNey:
        break;
    }
    return interpolated(context, discounts);
}

Expected<std::shared_ptr<const BackoffModel>> estimate(
    const NgramCounts& counts, NgramEstimate options, const std::stop_token& stop) {
    if (options.order == 0) {
        options.order = counts.order();
    }
    if (const auto valid = check(counts, options); !valid) {
        return Unexpected(valid.error());
    }
    return withMemory([&]() -> Expected<std::shared_ptr<const BackoffModel>> {
        return Estimator(counts, options).run(stop).map([&](std::vector<BackoffLevel> levels) {
            return std::make_shared<const BackoffModel>(
                counts.words(), counts.trie(), std::move(levels));
        });
    });
}

} // namespace vitrine::ngram
