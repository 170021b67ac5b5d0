#include "app/workspace/text_scores.h"

#include <algorithm>
#include <array>

#include "engine/metrics/metric_words.h"
#include "engine/text/take_line.h"
#include "engine/text/unicode.h"

namespace vitrine::app {

namespace {

/// Whether any character is Chinese: such texts have no blanks between words.
bool holdsHan(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const auto character = text::characterAt(text, offset);
        if (metrics::isHan(character.codePoint)) {
            return true;
        }
        offset += character.length;
    }
    return false;
}

ScoredPair scorePair(const std::string& candidate, const std::string& reference) {
    ScoredPair pair{metrics::rouge(candidate, reference), {}, metrics::meteorWords(candidate),
        metrics::meteorWords(reference)};
    pair.meteor = metrics::meteor(pair.words, pair.referenceWords);
    return pair;
}

} // namespace

TextScores scoreTexts(std::string_view candidates, std::string_view references) {
    TextScores scores;
    scores.chinese = holdsHan(references);
    metrics::BleuEvaluation bleu(
        {.cut = scores.chinese ? metrics::WordCut::Chinese : metrics::WordCut::Western});
    while (!candidates.empty() && !references.empty()) {
        const std::string candidate(text::takeLine(candidates));
        const std::array reference{std::string(text::takeLine(references))};
        if (candidate.empty() && reference.front().empty()) {
            continue;
        }
        bleu.add(candidate, reference);
        scores.pairs.push_back(scorePair(candidate, reference.front()));
    }
    const auto count = static_cast<double>(std::max<std::size_t>(1, scores.pairs.size()));
    for (const auto& pair : scores.pairs) {
        scores.rouge1 += pair.rouge.unigrams.f1 / count;
        scores.rouge2 += pair.rouge.bigrams.f1 / count;
        scores.rougeL += pair.rouge.longest.f1 / count;
        scores.meteor += pair.meteor.score / count;
    }
    scores.bleu = bleu.score();
    return scores;
}

} // namespace vitrine::app
