#include "engine/ngram/arpa_assembler.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/text/unicode.h"

namespace vitrine::ngram {

namespace {

constexpr std::size_t LongestQuote = 80; // bytes

/// The rows of an order, sorted by their words.
class SortedRows {
public:
    SortedRows(const ArpaRows& rows, std::size_t order)
        : m_rows(rows), m_order(order), m_places(rows.log10.size()) {
        std::iota(m_places.begin(), m_places.end(), 0U);
        const auto less = [this](std::uint32_t a, std::uint32_t b) {
            return std::ranges::lexicographical_compare(wordsOf(a), wordsOf(b));
        };
        if (!std::ranges::is_sorted(m_places, less)) {
            std::ranges::sort(m_places, less);
        }
    }

    std::size_t size() const { return m_places.size(); }
    std::uint32_t row(std::size_t i) const { return m_places[i]; }
    std::span<const WordId> words(std::size_t i) const { return wordsOf(m_places[i]); }
    std::uint64_t line(std::size_t i) const { return m_rows.firstLine + m_places[i]; }

private:
    std::span<const WordId> wordsOf(std::uint32_t row) const {
        return std::span(m_rows.words).subspan(row * m_order, m_order);
    }

    const ArpaRows& m_rows;
    std::size_t m_order;
    std::vector<std::uint32_t> m_places;
};

std::string joined(const WordTable& table, std::span<const WordId> words) {
    std::string text;
    for (const auto word : words) {
        text += (text.empty() ? "" : " ") + std::string(table.word(word));
    }
    return text;
}

} // namespace

Error arpaError(
    ErrorCode code, const std::string& file, std::uint64_t line, const std::string& reason) {
    const auto place = "line " + std::to_string(line);
    return {code, file, place, file + ", " + place + ": " + reason};
}

std::string inQuotes(std::string_view text) {
    const bool cut = text.size() > LongestQuote;
    return "\"" + text::replaceInvalidUtf8(text.substr(0, LongestQuote)) + (cut ? "…\"" : "\"");
}

ArpaAssembler::ArpaAssembler(std::string file, const WordTable& words, std::size_t order)
    : m_file(std::move(file)), m_words(words), m_order(order) {
}

Expected<void> ArpaAssembler::add(const ArpaRows& rows) {
    return m_trie.empty() ? addWords(rows) : addLonger(rows);
}

/// A word that the file does not list has probability 0: <unk>, <s> and </s> always have a number.
Expected<void> ArpaAssembler::addWords(const ArpaRows& rows) {
    const auto size = m_words.size();
    std::vector<float> log10(size, BackoffModel::LogZero);
    std::vector<float> backoffs(size, 0);
    m_lines.assign(size, 0);
    for (std::size_t i = 0; i < rows.words.size(); ++i) {
        const auto word = rows.words[i];
        if (m_lines[word] != 0) {
            return Unexpected(arpaError(ErrorCode::FileDamaged, m_file, rows.firstLine + i,
                inQuotes(m_words.word(word)) + " is listed twice."));
        }
        m_lines[word] = rows.firstLine + i;
        log10[word] = rows.log10[i];
        backoffs[word] = rows.backoffs[i];
    }
    m_result.hasUnknown = m_lines[WordTable::Unknown] != 0;
    m_contexts.resize(size);
    std::iota(m_contexts.begin(), m_contexts.end(), 0U);
    m_trie.push_back({{m_contexts, ColumnPlace{}}, {}, {}, {}});
    m_levels.push_back({{log10, ColumnPlace{}}, {}});
    if (m_order > 1) {
        m_levels.back().backoffs = {backoffs, ColumnPlace{}};
    }
    return {};
}

std::span<const WordId> ArpaAssembler::contextWords(std::size_t context) const {
    const auto length = m_trie.size();
    return std::span(m_contexts).subspan(context * length, length);
}

Expected<void> ArpaAssembler::addLonger(const ArpaRows& rows) {
    const auto order = m_trie.size() + 1;
    const SortedRows sorted(rows, order);
    const auto contexts = m_lines.size();
    TrieLevel level{{sorted.size(), {}}, {}, {}, {}};
    BackoffLevel numbers{{sorted.size(), {}}, {isLast() ? 0 : sorted.size(), {}}};
    Column<std::uint32_t> children(contexts + 1, {});
    children.push_back(0);
    std::vector<WordId> words;
    std::vector<std::uint64_t> lines;
    std::size_t context = 0; // both lists are sorted alike
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const auto ngram = sorted.words(i);
        const auto wanted = ngram.first(order - 1);
        if (i > 0 && std::ranges::equal(ngram, sorted.words(i - 1))) {
            return Unexpected(arpaError(ErrorCode::FileDamaged, m_file, sorted.line(i),
                inQuotes(joined(m_words, ngram)) + " is listed twice."));
        }
        while (context < contexts
            && std::ranges::lexicographical_compare(contextWords(context), wanted)) {
            children.push_back(static_cast<std::uint32_t>(i));
            ++context;
        }
        if (context == contexts || !std::ranges::equal(contextWords(context), wanted)) {
            return Unexpected(arpaError(ErrorCode::FileDamaged, m_file, sorted.line(i),
                "The context " + inQuotes(joined(m_words, wanted)) + " is not among the "
                    + std::to_string(order - 1) + "-grams."));
        }
        level.words.push_back(ngram.back());
        numbers.log10.push_back(rows.log10[sorted.row(i)]);
        if (!isLast()) {
            numbers.backoffs.push_back(rows.backoffs[sorted.row(i)]);
        }
        words.insert(words.end(), ngram.begin(), ngram.end());
        lines.push_back(sorted.line(i));
    }
    while (children.size() <= contexts) {
        children.push_back(static_cast<std::uint32_t>(sorted.size()));
    }
    m_trie.back().children = std::move(children);
    takeBackoffs();
    m_trie.push_back(std::move(level));
    m_levels.push_back(std::move(numbers));
    m_contexts = std::move(words);
    m_lines = std::move(lines);
    return {};
}

/// Back-off weights of the order below: those that are missing are 1, and noted where they matter.
void ArpaAssembler::takeBackoffs() {
    auto& backoffs = m_levels.back().backoffs;
    const auto& children = m_trie.back().children;
    for (std::size_t i = 0; i < backoffs.size(); ++i) {
        if (!std::isnan(backoffs[i])) {
            continue;
        }
        backoffs[i] = 0;
        if (children[i] < children[i + 1]) {
            ++m_result.missingBackoffs;
            const auto first = m_result.firstMissingLine;
            m_result.firstMissingLine = first == 0 ? m_lines[i] : std::min(first, m_lines[i]);
        }
    }
}

ArpaModel ArpaAssembler::finish(std::shared_ptr<const WordTable> words) {
    auto trie = std::make_shared<const NgramTrie>(std::move(m_trie), ColumnPlace{});
    m_result.model = std::make_shared<const BackoffModel>(
        std::move(words), std::move(trie), std::move(m_levels));
    return std::move(m_result);
}

} // namespace vitrine::ngram
