#include "engine/train/sentence_dataset.h"

#include "engine/text/sentences.h"
#include "engine/train/data_readers.h"

namespace vitrine::train {

Expected<void> SentenceDataset::addTexts(const CorpusFile& source, const text::Tokenizer& tokenizer,
    TextFilter& filter, std::vector<DataProblem>& problems) {
    const auto firstNew = static_cast<std::ptrdiff_t>(m_texts.size());
    const auto addText = [&](std::string_view line, std::size_t number) -> Expected<void> {
        if (!filter.takesNext()) {
            return {};
        }
        Text text{m_tokens.size(), {}};
        for (const auto sentence : text::sentencesOf(line)) {
            const auto ids = tokenizer.encode(sentence, /*addSpecialTokens=*/false);
            if (!ids) {
                return Unexpected(inFile(ids.error(), source.file, number));
            }
            if (!ids->empty()) {
                m_tokens.insert(m_tokens.end(), ids->begin(), ids->end());
                text.sentenceEnds.push_back(m_tokens.size());
            }
        }
        if (!text.sentenceEnds.empty()) {
            m_texts.push_back(std::move(text));
        }
        return {};
    };
    if (auto read = forEachText(source, filter.columns, problems, addText); !read) {
        return read;
    }
    const std::vector<Text> added(m_texts.begin() + firstNew, m_texts.end());
    for (int copy = 1; copy < source.repeat; ++copy) {
        m_texts.insert(m_texts.end(), added.begin(), added.end());
    }
    return {};
}

Expected<void> SentenceDataset::addLines(
    const std::filesystem::path& file, const text::Tokenizer& tokenizer, int repeat) {
    TextFilter all;
    std::vector<DataProblem> problems;
    return addTexts({file, repeat, DataFormat::Lines}, tokenizer, all, problems);
}

} // namespace vitrine::train
