#include "engine/train/text_dataset.h"

#include <string>
#include <string_view>

#include "engine/train/text_lines.h"

namespace vitrine::train {

Expected<void> TextDataset::addLines(
    const std::filesystem::path& file, const text::Tokenizer& tokenizer, int repeat) {
    const auto begin = tokenizer.beginOfText();
    const auto end = tokenizer.endOfText();
    if (!begin || !end) {
        return Unexpected(Error{ErrorCode::TokenizerUnsupported, file.string(), "end of text",
            "A language model is trained with a tokeniser that marks where a text begins and "
            "ends."});
    }

    const auto firstNew = m_texts.size();
    auto read = forEachLine(file, [&](std::string_view line, std::size_t number) -> Expected<void> {
        const auto ids = tokenizer.encode(line, /*addSpecialTokens=*/false);
        if (!ids) {
            return Unexpected(inFile(ids.error(), file, number));
        }
        const auto start = m_tokens.size();
        m_tokens.push_back(*begin);
        m_tokens.insert(m_tokens.end(), ids->begin(), ids->end());
        m_tokens.push_back(*end);
        m_texts.push_back({start, m_tokens.size()});
        return {};
    });
    if (!read) {
        return read;
    }
    const std::vector<Range> added(
        m_texts.begin() + static_cast<std::ptrdiff_t>(firstNew), m_texts.end());
    for (int copy = 1; copy < repeat; ++copy) {
        m_texts.insert(m_texts.end(), added.begin(), added.end());
    }
    return {};
}

std::int64_t TextDataset::targets() const {
    std::int64_t count = 0;
    for (const auto& text : m_texts) {
        count += static_cast<std::int64_t>(text.end - text.begin) - 1;
    }
    return count;
}

} // namespace vitrine::train
