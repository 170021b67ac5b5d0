#include "engine/ngram/backoff_model.h"

#include <cmath>
#include <utility>

namespace vitrine::ngram {

BackoffModel::BackoffModel(std::shared_ptr<const WordTable> words,
    std::shared_ptr<const NgramTrie> trie, std::vector<BackoffLevel> levels)
    : m_words(std::move(words)), m_trie(std::move(trie)), m_levels(std::move(levels)) {
}

NgramNode BackoffModel::contextOf(std::span<const WordId> words) const {
    NgramNode context;
    for (const auto word : words) {
        score(context, word);
    }
    return context;
}

WordScore BackoffModel::score(NgramNode& context, WordId word) const {
    double backoffs = 0;
    for (auto shorter = context;; shorter = m_trie->suffix(shorter)) {
        if (const auto found = m_trie->child(shorter, word)) {
            context = contextAfter(*found);
            return {backoffs + log10(*found), found->order};
        }
        backoffs += backoff(shorter);
    }
}

std::vector<double> BackoffModel::distribution(NgramNode context) const {
    std::vector<NgramNode> path; // from the empty context to the longest
    for (auto node = context; node.order > 0; node = m_trie->suffix(node)) {
        path.insert(path.begin(), node);
    }
    std::vector<double> probabilities(m_words->size());
    for (WordId word = 0; word < probabilities.size(); ++word) {
        probabilities[word] = std::pow(10, static_cast<double>(log10({1, word})));
    }
    for (const auto node : path) {
        const auto weight = std::pow(10, static_cast<double>(backoff(node)));
        for (auto& probability : probabilities) {
            probability *= weight;
        }
        const auto range = m_trie->children(node);
        for (auto child = range.begin; child < range.end; ++child) {
            const NgramNode ngram{node.order + 1, child};
            probabilities[m_trie->lastWord(ngram)]
                = std::pow(10, static_cast<double>(log10(ngram)));
        }
    }
    probabilities[WordTable::Begin] = 0;
    return probabilities;
}

NgramSentenceScore BackoffModel::scoreSentence(std::span<const WordId> words) const {
    NgramSentenceScore sum;
    auto context = start();
    const auto add = [&](WordId word) {
        const auto score = this->score(context, word);
        sum.log10 += score.log10;
        ++sum.tokens;
        if (word == WordTable::Unknown) {
            ++sum.unknownWords;
            sum.log10Unknown += score.log10;
        }
    };
    for (const auto word : words) {
        add(word);
    }
    add(WordTable::End);
    return sum;
}

} // namespace vitrine::ngram
