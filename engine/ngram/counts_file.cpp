#include "engine/ngram/counts_file.h"

#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "engine/formats/mapped_file.h"
#include "engine/ngram/memory_guard.h"
#include "engine/text/unicode.h"
#include "engine/text/whole_file.h"

namespace vitrine::ngram {

namespace {

constexpr std::string_view Magic = "VitrineNgrams";
constexpr std::uint8_t Version = 1;
constexpr int PayloadBits = 7;
constexpr int HighestShift = 63;

class NumberWriter {
public:
    void add(std::uint64_t value) {
        while (value >> PayloadBits != 0) {
            m_bytes.push_back(static_cast<char>((value & 0x7F) | 0x80));
            value >>= PayloadBits;
        }
        m_bytes.push_back(static_cast<char>(value));
    }
    void add(std::string_view text) {
        add(text.size());
        m_bytes.append(text);
    }
    std::string& bytes() { return m_bytes; }

private:
    std::string m_bytes;
};

void writeStatistics(NumberWriter& out, const CountStatistics& statistics) {
    out.add(statistics.kinds);
    for (std::size_t r = 1; r <= CountStatistics::Highest; ++r) {
        out.add(statistics.counts[r]);
        out.add(statistics.continuations[r]);
    }
}

void writeLevel(NumberWriter& out, const NgramCounts& counts, int order) {
    const auto& trie = *counts.trie();
    const auto contexts = order == 1 ? 1 : trie.size(order - 1);
    for (std::uint32_t i = 0; i < contexts; ++i) {
        const auto range = trie.children({order - 1, i});
        out.add(range.size());
        WordId last = 0;
        for (auto child = range.begin; child < range.end; ++child) {
            const NgramNode node{order, child};
            out.add(trie.lastWord(node) - last);
            last = trie.lastWord(node);
            out.add(counts.count(node));
            if (order < trie.order()) {
                out.add(counts.continuations(node));
            }
            if (order + 1 < trie.order()) {
                out.add(counts.followers(node));
            }
        }
    }
}

/// Numbers from front to back. After the first that is wrong, all are 0 and `failed` says so.
class NumberReader {
public:
    explicit NumberReader(std::string_view bytes) : m_rest(bytes), m_size(bytes.size()) { }

    std::uint64_t next() {
        std::uint64_t value = 0;
        for (int shift = 0; shift <= HighestShift; shift += PayloadBits) {
            if (m_rest.empty()) {
                return fail(ErrorCode::FileTruncated);
            }
            const auto byte = static_cast<std::uint8_t>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        return fail(ErrorCode::FileDamaged);
    }
    /// The next number, which is at most `most`.
    std::uint64_t nextUpTo(std::uint64_t most) {
        const auto value = next();
        return value <= most ? value : fail(ErrorCode::FileDamaged);
    }
    std::string_view take(std::size_t count) {
        if (count > m_rest.size()) {
            fail(ErrorCode::FileTruncated);
            return {};
        }
        const auto text = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return text;
    }
    std::uint64_t fail(ErrorCode code) {
        if (!m_failed) {
            m_failed = true;
            m_error = code;
            m_place = position();
        }
        m_rest = {};
        return 0;
    }
    bool failed() const { return m_failed; }
    std::size_t left() const { return m_rest.size(); }
    std::size_t position() const { return m_size - m_rest.size(); }
    Unexpected error(const std::string& file) const {
        const auto place = "byte " + std::to_string(m_place);
        return Unexpected(Error{m_error, file, place,
            file + ", " + place + ": the n-gram counts are "
                + (m_error == ErrorCode::FileTruncated ? "cut off." : "damaged.")});
    }

private:
    std::string_view m_rest;
    std::size_t m_size;
    bool m_failed = false;
    ErrorCode m_error = ErrorCode::FileDamaged;
    std::size_t m_place = 0;
};

/// Everything of a file but its head.
class CountsReader {
public:
    CountsReader(NumberReader& in, NgramUnit unit, int order)
        : m_in(in), m_unit(unit), m_order(order) { }

    std::shared_ptr<const NgramCounts> read() {
        readWords();
        std::vector<std::uint32_t> cutoffs;
        std::vector<CountStatistics> statistics;
        for (int n = 1; n <= m_order; ++n) {
            cutoffs.push_back(number());
            statistics.push_back(readStatistics());
        }
        for (int n = 1; n <= m_order && !m_in.failed(); ++n) {
            readLevel(n);
        }
        if (m_in.failed() || m_in.left() > 0) {
            m_in.fail(ErrorCode::FileDamaged);
            return nullptr;
        }
        auto trie = std::make_shared<const NgramTrie>(std::move(m_trie), ColumnPlace{});
        for (int n = 2; n <= m_order; ++n) {
            if (!trie->level(n).suffixOrders.empty()) {
                m_in.fail(ErrorCode::FileDamaged); // the end of an n-gram is one, too
                return nullptr;
            }
        }
        return std::make_shared<const NgramCounts>(m_words, m_unit, std::move(trie),
            std::move(m_levels), std::move(statistics), std::move(cutoffs), std::nullopt);
    }

private:
    std::uint32_t number() {
        return static_cast<std::uint32_t>(m_in.nextUpTo(std::numeric_limits<std::uint32_t>::max()));
    }

    void readWords() {
        const auto count = m_in.nextUpTo(m_in.left());
        for (std::uint64_t i = 0; i < count && !m_in.failed(); ++i) {
            const auto word = m_in.take(m_in.next());
            const auto size = m_words->size();
            if (text::firstInvalidUtf8(word) || m_words->add(word) != size) {
                m_in.fail(ErrorCode::FileDamaged);
            }
        }
    }

    CountStatistics readStatistics() {
        CountStatistics statistics;
        statistics.kinds = m_in.next();
        for (std::size_t r = 1; r <= CountStatistics::Highest; ++r) {
            statistics.counts[r] = m_in.next();
            statistics.continuations[r] = m_in.next();
        }
        return statistics;
    }

    /// Grows as the file does: a number that claims more than is left ends the reading.
    void readLevel(int order) {
        std::vector<WordId> words;
        std::vector<std::uint32_t> children;
        std::vector<std::uint32_t> counts;
        std::vector<std::uint32_t> continuations;
        std::vector<std::uint64_t> followers;
        const auto contexts = order == 1 ? 1 : m_trie.back().words.size();
        for (std::size_t i = 0; i < contexts && !m_in.failed(); ++i) {
            children.push_back(static_cast<std::uint32_t>(words.size()));
            const auto size = m_in.nextUpTo(m_in.left());
            std::uint64_t word = 0;
            std::uint64_t sum = 0;
            for (std::uint64_t k = 0; k < size && !m_in.failed(); ++k) {
                const auto distance = m_in.nextUpTo(m_words->size());
                word += distance;
                if (word >= m_words->size() || (k > 0 && distance == 0)) {
                    m_in.fail(ErrorCode::FileDamaged);
                }
                words.push_back(static_cast<WordId>(word));
                counts.push_back(number());
                sum += counts.back();
                if (order < m_order) {
                    continuations.push_back(number());
                }
                if (order + 1 < m_order) {
                    followers.push_back(m_in.next());
                }
            }
            checkContext(order, i, sum);
        }
        checkWords(order, words);
        if (order > 1) {
            children.push_back(static_cast<std::uint32_t>(words.size()));
            m_trie.back().children = {children, ColumnPlace{}};
        }
        m_trie.push_back({{words, ColumnPlace{}}, {}, {}, {}});
        m_levels.push_back(
            {{counts, ColumnPlace{}}, {continuations, ColumnPlace{}}, {followers, ColumnPlace{}}});
    }

    /// What follows a context cannot be more than the context.
    void checkContext(int order, std::size_t context, std::uint64_t sum) {
        if (order > 1 && sum > m_levels.back().counts[context]) {
            m_in.fail(ErrorCode::FileDamaged);
        }
    }
    /// Every word is a 1-gram at its own number.
    void checkWords(int order, const std::vector<WordId>& words) {
        if (order == 1 && words.size() != m_words->size()) {
            m_in.fail(ErrorCode::FileDamaged);
        }
    }

    NumberReader& m_in;
    NgramUnit m_unit;
    int m_order;
    std::shared_ptr<WordTable> m_words = std::make_shared<WordTable>();
    std::vector<TrieLevel> m_trie;
    std::vector<CountLevel> m_levels;
};

Expected<std::shared_ptr<const NgramCounts>> read(std::string_view bytes, const std::string& file) {
    NumberReader in(bytes);
    if (in.take(Magic.size()) != Magic) {
        in.fail(ErrorCode::FileDamaged);
        return in.error(file);
    }
    if (const auto version = in.next(); version > Version) {
        return Unexpected(Error{ErrorCode::FormatTooNew, file,
            std::to_string(version) + ", " + std::to_string(Version),
            file + " was written by a newer Vitrine."});
    }
    const auto unit = in.nextUpTo(1) == 0 ? NgramUnit::Word : NgramUnit::Character;
    const auto order = in.nextUpTo(MaximumNgramOrder);
    if (order == 0) {
        in.fail(ErrorCode::FileDamaged);
    }
    if (!in.failed()) {
        if (auto counts = CountsReader(in, unit, static_cast<int>(order)).read()) {
            return counts;
        }
    }
    return in.error(file);
}

} // namespace

Expected<void> writeCounts(const NgramCounts& counts, const std::filesystem::path& file) {
    NumberWriter out;
    out.bytes() = Magic;
    out.add(Version);
    out.add(counts.unit() == NgramUnit::Word ? 0U : 1U);
    out.add(static_cast<std::uint64_t>(counts.order()));
    out.add(counts.words()->size() - WordTable::FirstWord);
    for (WordId word = WordTable::FirstWord; word < counts.words()->size(); ++word) {
        out.add(counts.words()->word(word));
    }
    for (int n = 1; n <= counts.order(); ++n) {
        out.add(counts.cutoffs()[static_cast<std::size_t>(n - 1)]);
        writeStatistics(out, counts.statistics(n));
    }
    for (int n = 1; n <= counts.order(); ++n) {
        writeLevel(out, counts, n);
    }
    return text::writeWholeFile(file, out.bytes());
}

Expected<std::shared_ptr<const NgramCounts>> readCounts(const std::filesystem::path& file) {
    const auto mapped = formats::MappedFile::open(file);
    if (!mapped) {
        return Unexpected(mapped.error());
    }
    const auto bytes = (*mapped)->bytes();
    return withMemory([&] {
        return read({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.string());
    });
}

} // namespace vitrine::ngram
