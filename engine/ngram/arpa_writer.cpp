#include "engine/ngram/arpa_writer.h"

#include <array>
#include <charconv>
#include <string>

#include "engine/text/atomic_file.h"

namespace vitrine::ngram {

namespace {

constexpr std::size_t BufferBytes = std::size_t{1} << 20;
constexpr std::size_t LongestNumber = 64; // the shortest form that reads as the same float

void append(std::string& text, float number) {
    std::array<char, LongestNumber> digits{};
    const auto end = std::to_chars(
        digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
    text.append(digits.data(), end.ptr);
}

/// The n-grams of one order with their words, from the first to the last.
class NgramWalk {
public:
    NgramWalk(const BackoffModel& model, int order)
        : m_model(model), m_order(order), m_ancestors(static_cast<std::size_t>(order - 1), 0) { }

    /// Appends the words of the n-gram with this number; numbers never fall.
    void appendWords(std::string& line, std::uint32_t index) {
        advance(index);
        line += m_prefix;
        line += m_model.words().word(m_model.trie().lastWord({m_order, index}));
    }

private:
    /// Moves each ancestor on to the one that the node below belongs to.
    void advance(std::uint32_t index) {
        bool moved = m_prefix.empty();
        auto child = index;
        for (int n = m_order - 1; n >= 1; --n) {
            auto& ancestor = m_ancestors[static_cast<std::size_t>(n - 1)];
            const auto& starts = m_model.trie().level(n).children;
            while (starts[ancestor + 1] <= child) {
                ++ancestor;
                moved = true;
            }
            child = ancestor;
        }
        if (moved) {
            m_prefix.clear();
            for (int n = 1; n < m_order; ++n) {
                const auto word
                    = m_model.trie().lastWord({n, m_ancestors[static_cast<std::size_t>(n - 1)]});
                m_prefix.append(m_model.words().word(word)).append(" ");
            }
        }
    }

    const BackoffModel& m_model;
    int m_order;
    std::vector<std::uint32_t> m_ancestors; ///< by order from 1
    std::string m_prefix; ///< their words
};

std::string head(const BackoffModel& model) {
    std::string text = "\\data\\\n";
    for (int n = 1; n <= model.order(); ++n) {
        text += "ngram " + std::to_string(n) + "=" + std::to_string(model.size(n)) + "\n";
    }
    return text;
}

Expected<void> writeOrder(
    text::AtomicFile& file, const BackoffModel& model, int order, const std::stop_token& stop) {
    std::string buffer = "\n\\" + std::to_string(order) + "-grams:\n";
    NgramWalk walk(model, order);
    for (std::uint32_t i = 0; i < model.size(order); ++i) {
        const NgramNode node{order, i};
        append(buffer, model.log10(node));
        buffer += '\t';
        walk.appendWords(buffer, i);
        if (order < model.order()) {
            buffer += '\t';
            append(buffer, model.backoff(node));
        }
        buffer += '\n';
        if (buffer.size() < BufferBytes) {
            continue;
        }
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
        }
        if (auto written = file.write(buffer); !written) {
            return written;
        }
        buffer.clear();
    }
    return file.write(buffer);
}

} // namespace

Expected<void> writeArpa(
    const BackoffModel& model, const std::filesystem::path& path, const std::stop_token& stop) {
    auto file = text::AtomicFile::create(path);
    if (!file) {
        return Unexpected(file.error());
    }
    auto done = file->write(head(model));
    for (int n = 1; n <= model.order() && done; ++n) {
        done = writeOrder(*file, model, n, stop);
    }
    return done.and_then([&] { return file->write(std::string_view("\n\\end\\\n")); })
        .and_then([&] { return file->commit(); });
}

} // namespace vitrine::ngram
