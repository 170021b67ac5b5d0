#include "engine/metrics/rouge.h"

#include <algorithm>

#include "engine/metrics/metric_words.h"
#include "engine/metrics/ngram_counts.h"
#include "engine/text/unicode.h"
#include "engine/text/words.h"

namespace vitrine::metrics {

namespace {

using Words = std::vector<std::string>;

std::int64_t sizeOf(const Words& words) {
    return static_cast<std::int64_t>(words.size());
}

PrecisionRecall ngramScores(const Words& text, const Words& reference, int order) {
    const auto total = [order](const Words& words) {
        return std::max<std::int64_t>(0, sizeOf(words) - order + 1);
    };
    return precisionRecall(overlap(countNgrams(text, order), countNgrams(reference, order)),
        total(text), total(reference));
}

/// By dynamic programming over the lengths of common subsequences of all prefixes.
Words longestCommonSubsequence(const Words& a, const Words& b) {
    const auto columns = b.size() + 1;
    std::vector<int> lengths((a.size() + 1) * columns); // [prefix of a, prefix of b]
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            lengths[i * columns + j] = a[i - 1] == b[j - 1]
                ? lengths[(i - 1) * columns + j - 1] + 1
                : std::max(lengths[(i - 1) * columns + j], lengths[i * columns + j - 1]);
        }
    }
    Words found;
    for (auto i = a.size(), j = b.size(); i > 0 && j > 0;) {
        if (a[i - 1] == b[j - 1]) {
            found.push_back(a[i - 1]);
            --i, --j;
        } else if (lengths[i * columns + j - 1] > lengths[(i - 1) * columns + j]) {
            --j;
        } else {
            --i;
        }
    }
    std::ranges::reverse(found);
    return found;
}

bool isWordCharacter(char32_t character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

} // namespace

std::vector<std::string> rougeWords(std::string_view text) {
    const auto lower = text::lowerCased(text);
    Words words;
    bool inside = false;
    for (std::size_t offset = 0; offset < lower.size();) {
        const auto character = text::characterAt(lower, offset);
        const bool han = isHan(character.codePoint);
        const bool letter = isWordCharacter(character.codePoint);
        if (han || (letter && !inside)) {
            words.emplace_back();
        }
        if (han || letter) {
            words.back() += lower.substr(offset, character.length);
        }
        inside = letter;
        offset += character.length;
    }
    return words;
}

RougeScores rouge(std::string_view text, std::string_view reference) {
    const auto words = rougeWords(text);
    const auto right = rougeWords(reference);
    RougeScores scores;
    scores.unigrams = ngramScores(words, right, 1);
    scores.bigrams = ngramScores(words, right, 2);
    scores.subsequence = longestCommonSubsequence(right, words);
    scores.longest = precisionRecall(sizeOf(scores.subsequence), sizeOf(words), sizeOf(right));
    return scores;
}

} // namespace vitrine::metrics
