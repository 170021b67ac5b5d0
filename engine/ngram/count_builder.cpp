#include "engine/ngram/count_builder.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/ngram/memory_guard.h"

namespace vitrine::ngram {

namespace {

constexpr std::size_t BytesPerNgram = 20; // word, children, suffix, count, continuations

using Sizes = std::array<std::size_t, MaximumNgramOrder>;

int lengthOf(const Window& window, int order) {
    const auto end = window.words.begin() + order;
    return static_cast<int>(std::find(window.words.begin(), end, 0U) - window.words.begin());
}

int sharedPrefix(const Window& a, const Window& b, int order) {
    const auto end = a.words.begin() + order;
    return static_cast<int>(
        std::mismatch(a.words.begin(), end, b.words.begin()).first - a.words.begin());
}

/// How many n-grams of each order there are.
class SizeCounter {
public:
    explicit SizeCounter(int order) : m_order(order) { }

    void add(const Window& window) {
        const auto length = lengthOf(window, m_order);
        for (int n = sharedPrefix(m_last, window, m_order); n < length; ++n) {
            ++m_sizes[static_cast<std::size_t>(n)];
        }
        m_last = window;
    }
    const Sizes& sizes() const { return m_sizes; }

private:
    int m_order;
    Window m_last;
    Sizes m_sizes{};
};

/// Windows in order to the words, children and counts of each level. <unk> comes first.
class LevelBuilder {
public:
    LevelBuilder(const Sizes& sizes, int order, const ColumnPlace& place) : m_order(order) {
        for (int n = 1; n <= order; ++n) {
            const auto size = sizes[static_cast<std::size_t>(n - 1)] + (n == 1 ? 1 : 0);
            auto& level = m_trie.emplace_back();
            level.words = {size, place};
            if (n < order) {
                level.children = {size + 1, place};
            }
            m_counts.emplace_back(size, place);
        }
        open(0, WordTable::Unknown);
    }

    void add(const Window& window) {
        const auto length = lengthOf(window, m_order);
        const auto shared = sharedPrefix(m_last, window, m_order);
        for (int i = 0; i < shared; ++i) {
            m_counts[static_cast<std::size_t>(i)]
                    [m_trie[static_cast<std::size_t>(i)].words.size() - 1]
                += window.count;
        }
        for (int i = shared; i < length; ++i) {
            open(static_cast<std::size_t>(i), window.words[static_cast<std::size_t>(i)]);
            m_counts[static_cast<std::size_t>(i)].back() = window.count;
        }
        m_last = window;
    }

    std::vector<TrieLevel> takeTrie() {
        for (std::size_t i = 0; i + 1 < m_trie.size(); ++i) {
            m_trie[i].children.push_back(static_cast<std::uint32_t>(m_trie[i + 1].words.size()));
        }
        return std::move(m_trie);
    }
    std::vector<Column<std::uint32_t>> takeCounts() { return std::move(m_counts); }

private:
    void open(std::size_t level, WordId word) {
        m_trie[level].words.push_back(word);
        if (level + 1 < m_trie.size()) {
            m_trie[level].children.push_back(
                static_cast<std::uint32_t>(m_trie[level + 1].words.size()));
        }
        m_counts[level].push_back(0);
    }

    int m_order;
    Window m_last;
    std::vector<TrieLevel> m_trie;
    std::vector<Column<std::uint32_t>> m_counts;
};

/// Of order `n`: for each n-gram, how many (n+1)-grams end with it, which is how many different
/// words come before it.
Column<std::uint32_t> continuationsOf(
    const NgramTrie& trie, int n, const Column<std::uint32_t>& counts, const ColumnPlace& place) {
    auto result = Column<std::uint32_t>::zeros(trie.size(n), place);
    for (const auto suffix : trie.level(n + 1).suffixes.values()) {
        ++result[suffix];
    }
    const auto start = trie.sentenceStarts(n);
    for (auto i = start.begin; i < start.end; ++i) {
        result[i] = n == 1 ? 0 : counts[i];
    }
    return result;
}

Column<std::uint64_t> followersOf(const NgramTrie& trie, int n,
    const Column<std::uint32_t>& continuations, const ColumnPlace& place) {
    Column<std::uint64_t> sums(trie.size(n), place);
    for (std::uint32_t i = 0; i < trie.size(n); ++i) {
        const auto range = trie.children({n, i});
        const auto* first = continuations.data();
        sums.push_back(std::accumulate(first + range.begin, first + range.end, std::uint64_t{0}));
    }
    return sums;
}

CountStatistics statisticsOf(const CountLevel& level, int order) {
    CountStatistics statistics;
    const auto tally = [&](std::span<const std::uint32_t> values, auto& histogram) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool start = order == 1 && i == WordTable::Begin;
            if (!start && values[i] <= CountStatistics::Highest) {
                ++histogram[values[i]];
            }
        }
    };
    statistics.kinds = level.counts.size() - (order == 1 ? 2 : 0); // <unk> and <s> do not count
    tally(level.counts.values(), statistics.counts);
    tally(level.continuations.values(), statistics.continuations);
    statistics.counts[0] = statistics.continuations[0] = 0;
    return statistics;
}

/// The trie and its counts without what occurs too seldom.
class Pruner {
public:
    Pruner(const NgramTrie& trie, const std::vector<CountLevel>& counts, const ColumnPlace& place)
        : m_trie(trie), m_counts(counts), m_place(place) { }

    void run(const std::vector<std::uint32_t>& cutoffs) {
        auto kept = Column<std::uint32_t>::zeros(m_trie.size(1), m_place); // all 1-grams
        std::iota(kept.data(), kept.data() + kept.size(), 0U);
        for (int n = 1; n <= m_trie.order(); ++n) {
            auto next = n < m_trie.order() ? keptAt(n + 1, cutoffs) : Column<std::uint32_t>();
            copyLevel(n, kept, next);
            kept = std::move(next);
        }
    }
    std::vector<TrieLevel> takeTrie() { return std::move(m_levels); }
    std::vector<CountLevel> takeCounts() { return std::move(m_kept); }

private:
    /// Places of the n-grams of an order that stay.
    Column<std::uint32_t> keptAt(int order, const std::vector<std::uint32_t>& cutoffs) const {
        const auto limit = cutoffs[static_cast<std::size_t>(order - 1)];
        const auto counts = m_counts[static_cast<std::size_t>(order - 1)].counts.values();
        const auto stays = [&](std::uint32_t count) { return count > limit; };
        Column<std::uint32_t> kept(
            static_cast<std::size_t>(std::ranges::count_if(counts, stays)), m_place);
        for (std::uint32_t i = 0; i < counts.size(); ++i) {
            if (stays(counts[i])) {
                kept.push_back(i);
            }
        }
        return kept;
    }
    void copyLevel(
        int n, const Column<std::uint32_t>& kept, const Column<std::uint32_t>& keptBelow) {
        const auto& counts = m_counts[static_cast<std::size_t>(n - 1)];
        auto& level = m_levels.emplace_back();
        auto& target = m_kept.emplace_back();
        level.words = picked(m_trie.level(n).words, kept);
        target.counts = picked(counts.counts, kept);
        target.continuations = picked(counts.continuations, kept);
        target.followers = picked(counts.followers, kept);
        if (n == m_trie.order()) {
            return;
        }
        level.children = {kept.size() + 1, m_place};
        std::uint32_t child = 0;
        for (const auto node : kept.values()) {
            const auto begin = m_trie.children({n, node}).begin;
            while (child < keptBelow.size() && keptBelow[child] < begin) {
                ++child;
            }
            level.children.push_back(child);
        }
        level.children.push_back(static_cast<std::uint32_t>(keptBelow.size()));
    }
    template <typename T>
    Column<T> picked(const Column<T>& values, const Column<std::uint32_t>& places) const {
        if (values.empty()) {
            return {};
        }
        Column<T> result(places.size(), m_place);
        for (const auto place : places.values()) {
            result.push_back(values[place]);
        }
        return result;
    }

    const NgramTrie& m_trie;
    const std::vector<CountLevel>& m_counts;
    const ColumnPlace& m_place;
    std::vector<TrieLevel> m_levels;
    std::vector<CountLevel> m_kept;
};

std::vector<CountLevel> completeLevels(
    const NgramTrie& trie, std::vector<Column<std::uint32_t>> counts, const ColumnPlace& place) {
    std::vector<CountLevel> levels(counts.size());
    for (int n = trie.order(); n >= 1; --n) {
        const auto i = static_cast<std::size_t>(n - 1);
        levels[i].counts = std::move(counts[i]);
        if (n < trie.order()) {
            levels[i].continuations = continuationsOf(trie, n, levels[i].counts, place);
        }
        if (n + 1 < trie.order()) {
            levels[i].followers = followersOf(trie, n, levels[i + 1].continuations, place);
        }
    }
    return levels;
}

/// One cut-off for each order.
std::vector<std::uint32_t> everyCutoff(const NgramCounting& counting) {
    auto cutoffs = counting.cutoffs;
    cutoffs.resize(static_cast<std::size_t>(counting.order), cutoffs.empty() ? 0 : cutoffs.back());
    cutoffs.front() = 0;
    return cutoffs;
}

ColumnPlace placeFor(const Sizes& sizes, const NgramCounting& counting) {
    const auto all = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
    const auto folder = counting.temporaryFolder.empty() ? std::filesystem::temp_directory_path()
                                                         : counting.temporaryFolder;
    return {.onDisk = all * BytesPerNgram > counting.memoryBytes, .folder = folder};
}

Expected<void> checkSizes(const Sizes& sizes) {
    constexpr auto Limit = std::numeric_limits<std::uint32_t>::max();
    if (std::ranges::max(sizes) < Limit) {
        return {};
    }
    return Unexpected(Error{ErrorCode::FileTooLarge, "n-grams", std::to_string(Limit),
        "The text has more than " + std::to_string(Limit) + " different n-grams of one order."});
}

std::shared_ptr<const NgramCounts> finished(
    LevelBuilder& builder, CountedText text, const ColumnPlace& place) {
    auto trie = std::make_shared<const NgramTrie>(builder.takeTrie(), place);
    auto levels = completeLevels(*trie, builder.takeCounts(), place);
    std::vector<CountStatistics> statistics;
    for (int n = 1; n <= trie->order(); ++n) {
        statistics.push_back(statisticsOf(levels[static_cast<std::size_t>(n - 1)], n));
    }
    auto cutoffs = everyCutoff(text.counting);
    if (std::ranges::max(cutoffs) > 0) {
        Pruner pruner(*trie, levels, place);
        pruner.run(cutoffs);
        trie = std::make_shared<const NgramTrie>(pruner.takeTrie(), place);
        levels = pruner.takeCounts();
    }
    return std::make_shared<const NgramCounts>(std::move(text.words), text.counting.unit,
        std::move(trie), std::move(levels), std::move(statistics), std::move(cutoffs),
        std::move(text.sentences));
}

} // namespace

Expected<std::shared_ptr<const NgramCounts>> buildCounts(
    WindowRuns& windows, CountedText text, const std::stop_token& stop) {
    return withMemory([&]() -> Expected<std::shared_ptr<const NgramCounts>> {
        const int order = text.counting.order;
        SizeCounter counter(order);
        // Two passes: the columns are made as large as they need to be, and no larger.
        auto done = windows.forEach([&](const Window& window) { counter.add(window); }, stop);
        if (done) {
            done = checkSizes(counter.sizes());
        }
        if (!done) {
            return Unexpected(done.error());
        }
        const auto place = placeFor(counter.sizes(), text.counting);
        LevelBuilder builder(counter.sizes(), order, place);
        done = windows.forEach([&](const Window& window) { builder.add(window); }, stop);
        if (!done) {
            return Unexpected(done.error());
        }
        return finished(builder, std::move(text), place);
    });
}

} // namespace vitrine::ngram
