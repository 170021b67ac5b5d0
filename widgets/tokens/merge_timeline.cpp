#include "widgets/tokens/merge_timeline.h"

#include <algorithm>

namespace vitrine::widgets {

namespace {

constexpr int firstWordPosition = static_cast<int>(MergeTimeline::Stage::Word);

} // namespace

MergeTimeline::MergeTimeline(const TokenizationSteps& steps) {
    int position = firstWordPosition;
    for (const auto& word : steps.preTokens) {
        m_wordStarts.push_back(position);
        position += 1 + static_cast<int>(word.stepCount());
    }
    m_last = position;
}

MergeTimeline::Moment MergeTimeline::at(int position) const {
    if (position >= m_last)
        return {Stage::Tokens, -1, 0};
    if (position < firstWordPosition)
        return {static_cast<Stage>(position), -1, 0};
    const auto after = std::ranges::upper_bound(m_wordStarts, position);
    const auto word = static_cast<int>(after - m_wordStarts.begin()) - 1;
    return {Stage::Word, word, position - startOfWord(word)};
}

int MergeTimeline::finishedWords(int position) const {
    if (position >= m_last)
        return static_cast<int>(m_wordStarts.size());
    return std::max(at(position).word, 0);
}

} // namespace vitrine::widgets
