#include "engine/train/text_dataset.h"

#include <string>
#include <string_view>

#include "engine/train/data_readers.h"

namespace vitrine::train {

Expected<void> TextDataset::addTexts(const CorpusFile& source, const text::Tokenizer& tokenizer,
    TextFilter& filter, std::vector<DataProblem>& problems) {
    const auto begin = tokenizer.beginOfText();
    const auto end = tokenizer.endOfText();
    if (!begin || !end) {
        return Unexpected(
            Error{ErrorCode::TokenizerUnsupported, source.file.string(), "end of text",
                "A language model is trained with a tokeniser that marks where a text begins and "
                "ends."});
    }

    const auto firstNew = m_texts.size();
    const auto addText = [&](std::string_view text, std::size_t line) -> Expected<void> {
        if (!filter.takesNext()) {
            return {};
        }
        const auto ids = tokenizer.encode(text, /*addSpecialTokens=*/false);
        if (!ids) {
            return Unexpected(inFile(ids.error(), source.file, line));
        }
        const auto start = m_tokens.size();
        m_tokens.push_back(*begin);
        m_tokens.insert(m_tokens.end(), ids->begin(), ids->end());
        m_tokens.push_back(*end);
        m_texts.push_back({start, m_tokens.size()});
        return {};
    };
    if (auto read = forEachText(source, filter.columns, problems, addText); !read) {
        return read;
    }
    const std::vector<Range> added(
        m_texts.begin() + static_cast<std::ptrdiff_t>(firstNew), m_texts.end());
    for (int copy = 1; copy < source.repeat; ++copy) {
        m_texts.insert(m_texts.end(), added.begin(), added.end());
    }
    return {};
}

Expected<void> TextDataset::addLines(
    const std::filesystem::path& file, const text::Tokenizer& tokenizer, int repeat) {
    TextFilter all;
    std::vector<DataProblem> problems;
    return addTexts({file, repeat, DataFormat::Lines}, tokenizer, all, problems);
}

std::int64_t TextDataset::targets() const {
    std::int64_t count = 0;
    for (const auto& text : m_texts) {
        count += static_cast<std::int64_t>(text.end - text.begin) - 1;
    }
    return count;
}

} // namespace vitrine::train
