#include "engine/metrics/meteor.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <libstemmer.h>

#include "engine/text/words.h"

namespace vitrine::metrics {

namespace {

constexpr double Alpha = 0.9;
constexpr double Beta = 3;
constexpr double Gamma = 0.5;

struct DeleteStemmer {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

std::vector<std::string> stemsOf(std::span<const std::string> words) {
    const std::unique_ptr<sb_stemmer, DeleteStemmer> stemmer(sb_stemmer_new("porter", nullptr));
    std::vector<std::string> stems(words.begin(), words.end());
    for (auto& word : stems) {
        const auto* stem = sb_stemmer_stem(stemmer.get(),
            reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
        if (stem != nullptr) {
            word.assign(reinterpret_cast<const char*>(stem),
                static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
        }
    }
    return stems;
}

/// Pairs words that are free in both texts.
class Aligner {
public:
    Aligner(std::size_t words, std::size_t reference)
        : m_free(words, true), m_open(reference, true) { }

    void match(
        std::span<const std::string> words, std::span<const std::string> reference, bool stem) {
        for (auto i = words.size(); i-- > 0;) {
            for (auto j = reference.size(); m_free[i] && j-- > 0;) {
                if (m_open[j] && words[i] == reference[j]) {
                    m_free[i] = m_open[j] = false;
                    m_matches.push_back({static_cast<int>(i), static_cast<int>(j), stem});
                }
            }
        }
    }
    std::vector<MeteorMatch> matches() && {
        std::ranges::sort(m_matches, {}, &MeteorMatch::word);
        return std::move(m_matches);
    }

private:
    std::vector<bool> m_free; // words of the text
    std::vector<bool> m_open; // words of the reference
    std::vector<MeteorMatch> m_matches;
};

int chunksOf(std::span<const MeteorMatch> matches) {
    int chunks = matches.empty() ? 0 : 1;
    for (std::size_t i = 1; i < matches.size(); ++i) {
        const bool goesOn = matches[i].word == matches[i - 1].word + 1
            && matches[i].reference == matches[i - 1].reference + 1;
        chunks += goesOn ? 0 : 1;
    }
    return chunks;
}

} // namespace

std::vector<std::string> meteorWords(std::string_view text) {
    const auto lower = text::lowerCased(text);
    const auto words = text::wordsOf(lower);
    return {words.begin(), words.end()};
}

MeteorScore meteor(std::span<const std::string> words, std::span<const std::string> reference) {
    Aligner aligner(words.size(), reference.size());
    aligner.match(words, reference, /*stem=*/false);
    aligner.match(stemsOf(words), stemsOf(reference), /*stem=*/true);
    MeteorScore score;
    score.matches = std::move(aligner).matches();
    if (score.matches.empty()) {
        return score;
    }
    const auto hits = static_cast<double>(score.matches.size());
    score.precision = hits / static_cast<double>(words.size());
    score.recall = hits / static_cast<double>(reference.size());
    score.mean
        = score.precision * score.recall / (Alpha * score.precision + (1 - Alpha) * score.recall);
    score.chunks = chunksOf(score.matches);
    score.penalty = Gamma * std::pow(score.chunks / hits, Beta);
    score.score = (1 - score.penalty) * score.mean;
    return score;
}

} // namespace vitrine::metrics
