#include "engine/embeddings/word_corpus.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "engine/text/unicode.h"
#include "engine/text/whole_file.h"
#include "engine/text/words.h"

namespace vitrine::embeddings {

namespace {

constexpr std::uintmax_t LargestFile = std::uintmax_t{4} << 30; // bytes
constexpr std::size_t LeastWords = 2;

} // namespace

Expected<void> WordCorpusBuilder::add(std::string_view text) {
    if (const auto offset = text::firstInvalidUtf8(text)) {
        return Unexpected(Error{ErrorCode::TextInvalid, "text", std::to_string(*offset),
            "The text is not UTF-8 at byte " + std::to_string(*offset) + "."});
    }
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        addLine(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

Expected<void> WordCorpusBuilder::addFile(const std::filesystem::path& path) {
    const auto text = text::readWholeFile(path, LargestFile);
    if (!text) {
        return Unexpected(text.error());
    }
    return add(*text).map_error([&path](Error error) {
        error.subject = path.string();
        return error;
    });
}

void WordCorpusBuilder::addLine(std::string_view line) {
    const auto small = m_options.lowerCase ? text::lowerCased(line) : std::string(line);
    const auto words
        = m_options.unit == WordUnit::Words ? text::wordsOf(small) : text::lettersOf(small);
    for (const auto word : words) {
        const auto next = static_cast<std::int32_t>(m_words.size());
        const auto [entry, isNew] = m_ids.try_emplace(std::string(word), next);
        if (isNew) {
            m_words.push_back(&entry->first);
            m_counts.push_back(0);
        }
        ++m_counts[static_cast<std::size_t>(entry->second)];
        m_text.push_back(entry->second);
    }
    if (!words.empty()) {
        m_lineEnds.push_back(m_text.size());
    }
}

Expected<WordCorpus> WordCorpusBuilder::build() const {
    std::vector<std::size_t> kept;
    for (std::size_t id = 0; id < m_words.size(); ++id) {
        if (m_counts[id] >= m_options.minimumCount) {
            kept.push_back(id);
        }
    }
    std::ranges::sort(kept, {}, [this](std::size_t id) {
        return std::tuple(-m_counts[id], std::string_view(*m_words[id]));
    });
    if (m_options.mostWords > 0 && kept.size() > static_cast<std::size_t>(m_options.mostWords)) {
        kept.resize(static_cast<std::size_t>(m_options.mostWords));
    }
    if (kept.size() < LeastWords) {
        return Unexpected(Error{ErrorCode::DatasetTooSmall, "text",
            std::to_string(kept.size()) + " / " + std::to_string(LeastWords),
            "Too few words are frequent enough to train vectors."});
    }
    WordCorpus corpus;
    std::vector<std::int32_t> renumbered(m_words.size(), -1);
    for (const auto id : kept) {
        renumbered[id] = static_cast<std::int32_t>(corpus.words.size());
        corpus.words.push_back(*m_words[id]);
        corpus.counts.push_back(m_counts[id]);
    }
    std::size_t at = 0;
    for (const auto end : m_lineEnds) {
        for (; at < end; ++at) {
            if (const auto id = renumbered[static_cast<std::size_t>(m_text[at])]; id >= 0) {
                corpus.ids.push_back(id);
            }
        }
        corpus.lineEnds.push_back(corpus.ids.size());
    }
    return corpus;
}

} // namespace vitrine::embeddings
