#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/values/expected.h"

namespace vitrine::embeddings {

/// What a word of a training text is.
enum class WordUnit {
    Words, ///< as Unicode and ICU's dictionary for Chinese find them
    Characters, ///< each letter and digit by itself, for Chinese
};

struct CorpusOptions {
    WordUnit unit = WordUnit::Words;
    bool lowerCase = true;
    int minimumCount = 5; ///< words seen less often are passed over
    int mostWords = 0; ///< the most frequent are kept; 0 = all
};

/// A text to train on: its lines as word ids, the most frequent word being 0.
struct WordCorpus {
    std::vector<std::string> words;
    std::vector<std::int64_t> counts; ///< of each word
    std::vector<std::int32_t> ids; ///< line after line
    std::vector<std::size_t> lineEnds; ///< index behind each line's last id

    std::span<const std::int32_t> line(std::size_t index) const {
        const auto begin = index == 0 ? 0 : lineEnds[index - 1];
        return std::span(ids).subspan(begin, lineEnds[index] - begin);
    }
};

/// Collects texts for training.
class WordCorpusBuilder {
public:
    explicit WordCorpusBuilder(CorpusOptions options = {}) : m_options(options) { }

    /// Every line of a text by itself; no window reaches over its end. Error: TextInvalid (place:
    /// byte offset).
    Expected<void> add(std::string_view text);
    /// A file. Errors besides: FileMissing, FileUnreadable, FileTooLarge.
    Expected<void> addFile(const std::filesystem::path& path);
    /// Error: DatasetTooSmall where fewer than two words are frequent enough.
    Expected<WordCorpus> build() const;

private:
    void addLine(std::string_view line);

    CorpusOptions m_options;
    std::unordered_map<std::string, std::int32_t> m_ids;
    std::vector<const std::string*> m_words; ///< by id, in the order seen
    std::vector<std::int64_t> m_counts;
    std::vector<std::int32_t> m_text;
    std::vector<std::size_t> m_lineEnds;
};

} // namespace vitrine::embeddings
