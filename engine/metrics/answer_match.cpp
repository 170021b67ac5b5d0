#include "engine/metrics/answer_match.h"

#include <algorithm>
#include <iterator>

#include "engine/metrics/metric_words.h"
#include "engine/metrics/ngram_counts.h"
#include "engine/text/unicode.h"
#include "engine/text/words.h"

namespace vitrine::metrics {

namespace {

bool isArticle(std::string_view word) {
    return word == "a" || word == "an" || word == "the";
}

AnswerMatch matchOne(
    const std::vector<std::string>& answer, const std::vector<std::string>& right) {
    AnswerMatch match;
    match.exact = answer == right;
    match.words = precisionRecall(overlap(countNgrams(answer, 1), countNgrams(right, 1)),
        static_cast<std::int64_t>(answer.size()), static_cast<std::int64_t>(right.size()));
    if (answer.empty() && right.empty()) {
        match.words.precision = match.words.recall = match.words.f1 = 1;
    }
    return match;
}

} // namespace

std::vector<std::string> answerWords(std::string_view answer) {
    const auto lower = text::lowerCased(answer);
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        if (!word.empty() && !isArticle(word)) {
            words.push_back(word);
        }
        word.clear();
    };
    for (std::size_t offset = 0; offset < lower.size();) {
        const auto character = text::characterAt(lower, offset);
        const auto bytes = std::string_view(lower).substr(offset, character.length);
        offset += character.length;
        if (isHan(character.codePoint)) {
            finish();
            words.emplace_back(bytes);
        } else if (isBlank(character.codePoint)) {
            finish();
        } else if (!isPunctuation(character.codePoint)) {
            word += bytes;
        }
    }
    finish();
    return words;
}

AnswerMatch matchAnswer(std::string_view answer, std::span<const std::string> rightAnswers) {
    const auto words = answerWords(answer);
    if (rightAnswers.empty()) {
        return matchOne(words, {});
    }
    std::vector<AnswerMatch> matches;
    std::ranges::transform(rightAnswers, std::back_inserter(matches),
        [&words](const std::string& right) { return matchOne(words, answerWords(right)); });
    auto best = *std::ranges::max_element(
        matches, {}, [](const AnswerMatch& match) { return match.words.f1; });
    best.exact = std::ranges::any_of(matches, &AnswerMatch::exact);
    return best;
}

} // namespace vitrine::metrics
