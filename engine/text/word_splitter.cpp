#include "engine/text/word_splitter.h"

#include <algorithm>
#include <utility>

#include "engine/text/pre_tokenizer.h"

namespace vitrine::text {

namespace {

using Part = PatternPart;

/// A match joins the part before it, if that is no match.
std::vector<Part> mergedWithPrevious(const std::vector<Part>& parts) {
    std::vector<Part> result;
    bool afterMatch = false;
    for (const auto& part : parts) {
        if (part.match && !afterMatch && !result.empty()) {
            result.back().end = part.end;
        } else {
            result.push_back(part);
        }
        afterMatch = part.match;
    }
    return result;
}

/// The same from the end.
std::vector<Part> mergedWithNext(const std::vector<Part>& parts) {
    std::vector<Part> result;
    bool beforeMatch = false;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (part->match && !beforeMatch && !result.empty()) {
            result.back().start = part->start;
        } else {
            result.push_back(*part);
        }
        beforeMatch = part->match;
    }
    std::ranges::reverse(result);
    return result;
}

std::vector<Part> contiguous(const std::vector<Part>& parts) {
    std::vector<Part> result;
    for (const auto& part : parts) {
        if (!result.empty() && result.back().match == part.match) {
            result.back().end = part.end;
        } else {
            result.push_back(part);
        }
    }
    return result;
}

std::vector<Part> arranged(std::vector<Part> parts, SplitBehavior behavior) {
    switch (behavior) {
    case SplitBehavior::Isolated:
        return parts;
    case SplitBehavior::Removed:
        std::erase_if(parts, &Part::match);
        return parts;
    case SplitBehavior::MergedWithPrevious:
        return mergedWithPrevious(parts);
    case SplitBehavior::MergedWithNext:
        return mergedWithNext(parts);
    case SplitBehavior::Contiguous:
        return contiguous(parts);
    }
    return parts;
}

void splitAsGpt2(std::string_view text, const WordSplitter::OnWord& onWord) {
    for (std::size_t start = 0; start < text.size();) {
        const auto end = preTokenEnd(text, start);
        onWord(text.substr(start, end - start));
        start = end;
    }
}

} // namespace

WordSplitter::WordSplitter() : m_rules(1), m_patterns(1) {
}

Expected<WordSplitter> WordSplitter::create(std::vector<SplitRule> rules) {
    WordSplitter splitter;
    splitter.m_patterns.clear();
    for (const auto& rule : rules) {
        if (rule.pattern.empty()) {
            splitter.m_patterns.push_back(std::nullopt);
            continue;
        }
        auto pattern = TextPattern::create(rule.pattern);
        if (!pattern) {
            return Unexpected(pattern.error());
        }
        splitter.m_patterns.push_back(*std::move(pattern));
    }
    splitter.m_rules = std::move(rules);
    return splitter;
}

void WordSplitter::forEachWord(std::string_view text, const OnWord& onWord) const {
    split(/*rule=*/0, text, onWord);
}

void WordSplitter::split(std::size_t rule, std::string_view text, const OnWord& onWord) const {
    if (rule == m_rules.size()) {
        onWord(text);
        return;
    }
    const bool last = rule + 1 == m_rules.size();
    const OnWord next
        = [&](std::string_view word) { last ? onWord(word) : split(rule + 1, word, onWord); };
    const auto& pattern = m_patterns[rule];
    if (!pattern) {
        splitAsGpt2(text, next);
        return;
    }
    auto parts = pattern->parts(text);
    for (auto& part : parts) {
        part.match = part.match != m_rules[rule].inverted;
    }
    for (const auto& part : arranged(std::move(parts), m_rules[rule].behavior)) {
        next(text.substr(part.start, part.end - part.start));
    }
}

} // namespace vitrine::text
