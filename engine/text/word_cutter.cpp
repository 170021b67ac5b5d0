#include "engine/text/word_cutter.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/text/normalizer.h"
#include "engine/text/split_rules.h"
#include "engine/text/tokenizer_parts.h"

namespace vitrine::text {

namespace {

/// The words that a splitter makes of one.
void split(const WordSplitter& splitter, const TracedText& word, WordCutter::Words& words) {
    const std::string_view text = word.text();
    splitter.forEachWord(text, [&](std::string_view part) {
        const auto start = static_cast<std::size_t>(part.data() - text.data());
        words.push_back(word.part({start, start + part.size()}));
    });
}

WordCutter::Step readSplits(const JsonValue& part, std::vector<SplitRule> rules) {
    auto splitter = WordSplitter::create(std::move(rules));
    if (!splitter) {
        refuse(part, "the pattern " + splitter.error().place);
    }
    return [splitter = *std::move(splitter)](
               const TracedText& word, WordCutter::Words& words) { split(splitter, word, words); };
}

/// The words of GPT-2, or each word as it is, spelled in byteCharacters().
WordCutter::Step readByteLevel(const JsonValue& part) {
    const bool addSpace = part.boolOr("add_prefix_space", true).value();
    const bool asGpt2 = part.boolOr("use_regex", true).value();
    const auto splitter = asGpt2 ? WordSplitter() : WordSplitter::create({}).value();
    return [=](const TracedText& word, WordCutter::Words& words) {
        const bool lacksSpace = addSpace && !word.text().starts_with(' ');
        WordCutter::Words parts;
        split(splitter, lacksSpace ? withPrefix(word, " ") : word, parts);
        std::ranges::transform(parts, std::back_inserter(words), spelledAsBytes);
    };
}

/// Each space as the mark.
TracedText withMarks(const TracedText& word, std::string_view mark) {
    TextRewriter writer(word);
    for (std::size_t at = 0; at < word.text().size(); ++at) {
        const ByteRange byte{at, at + 1};
        word.text()[at] == ' ' ? writer.replace(byte, mark) : writer.keep(byte);
    }
    return writer.finish();
}

WordCutter::Step readMetaspaceStep(const JsonValue& part) {
    const auto options = readMetaspace(part);
    const SplitRule beforeMarks{quotedPattern(options.mark), SplitBehavior::MergedWithNext};
    const auto splitter
        = WordSplitter::create(options.split ? std::vector{beforeMarks} : std::vector<SplitRule>())
              .value();
    return [=](const TracedText& word, WordCutter::Words& words) {
        auto marked = withMarks(word, options.mark);
        const bool wanted = options.prefix == PrefixScheme::Always
            || (options.prefix == PrefixScheme::First && word.atStart());
        if (wanted && !marked.text().starts_with(options.mark)) {
            marked = withPrefix(marked, options.mark);
        }
        split(splitter, marked, words);
    };
}

WordCutter::Step readStep(const JsonValue& part) {
    const auto type = typeOf(part);
    if (type == "ByteLevel") {
        return readByteLevel(part);
    }
    if (type == "Metaspace") {
        return readMetaspaceStep(part);
    }
    auto rules = readSplitRules(part);
    if (rules.empty()) {
        refuse(part, type);
    }
    return readSplits(part, std::move(rules));
}

} // namespace

WordCutter::WordCutter(std::vector<Step> steps) : m_steps(std::move(steps)) {
}

WordCutter::Words WordCutter::words(TracedText text) const {
    Words words;
    words.push_back(std::move(text));
    for (const auto& step : m_steps) {
        Words next;
        for (const auto& word : words) {
            step(word, next);
        }
        words = std::move(next);
    }
    std::erase_if(words, [](const TracedText& word) { return word.text().empty(); });
    return words;
}

WordCutter readWordCutter(const std::vector<JsonValue>& parts) {
    std::vector<WordCutter::Step> steps;
    std::ranges::transform(parts, std::back_inserter(steps), readStep);
    return WordCutter(std::move(steps));
}

MetaspaceOptions readMetaspace(const JsonValue& part) {
    MetaspaceOptions options;
    options.mark = part.stringOr("replacement", "\u2581").value();
    options.split = part.boolOr("split", true).value();
    // Before tokenizers 0.14 there was only this switch.
    const bool adds = part.boolOr("add_prefix_space", true).value();
    const auto scheme = part.stringOr("prepend_scheme", adds ? "always" : "never").value();
    if (scheme != "always" && scheme != "first" && scheme != "never") {
        refuse(part, scheme);
    }
    options.prefix = scheme == "always" ? PrefixScheme::Always
        : scheme == "first"             ? PrefixScheme::First
                                        : PrefixScheme::Never;
    if (options.mark.empty()) {
        refuse(part, "an empty replacement");
    }
    return options;
}

} // namespace vitrine::text
