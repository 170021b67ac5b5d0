#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <QtTest>

#include "engine/ngram/ngram_counter.h"
#include "engine/ngram/smoothing.h"
#include "engine/ngram/text_units.h"

namespace vitrine::test {

using Counts = std::shared_ptr<const ngram::NgramCounts>;
using Model = std::shared_ptr<const ngram::BackoffModel>;

/// Counts of a text that must be right.
inline Counts countsOf(std::string_view text, NgramCounting counting) {
    auto counter = ngram::NgramCounter::create(std::move(counting));
    if (!counter || !counter->addText(text, [](double) {}, {})) {
        qFatal("the text of a test cannot be counted");
    }
    return counter->finish({}).value();
}

inline Model modelOf(const Counts& counts, NgramEstimate options) {
    return ngram::estimate(*counts, options, {}).value();
}

inline std::vector<WordId> idsOf(
    const ngram::WordTable& words, std::string_view text, NgramUnit unit = NgramUnit::Word) {
    std::vector<WordId> ids;
    for (const auto word : ngram::unitsOf(text, unit)) {
        ids.push_back(words.idOf(word));
    }
    return ids;
}

/// The n-gram of these words; `<s>` and `</s>` may be among them.
inline ngram::NgramNode nodeOf(
    const ngram::NgramTrie& trie, const ngram::WordTable& words, const QString& text) {
    ngram::NgramNode node;
    for (const auto& word : text.split(u' ', Qt::SkipEmptyParts)) {
        const auto child = trie.child(node, words.idOf(word.toStdString()));
        if (!child) {
            return {};
        }
        node = *child;
    }
    return node;
}

} // namespace vitrine::test
