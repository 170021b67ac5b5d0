#include "app/workspace/prompt_continuation.h"

#include <random>
#include <span>
#include <string_view>
#include <vector>

#include "app/workspace/model_comparison.h"
#include "engine/ngram/text_units.h"
#include "engine/text/unicode.h"

namespace vitrine::app {

namespace {

/// Han characters and the marks between them stand without one.
bool startsWithBlank(std::string_view word) {
    constexpr char32_t firstEastAsian = 0x2E80;
    return text::characterAt(word, 0).codePoint < firstEastAsian;
}

std::string textOf(const ngram::NgramModel& model, std::span<const WordId> drawn) {
    std::string text;
    for (const auto word : drawn) {
        const auto unit = model.words().word(word);
        if (model.unit() == NgramUnit::Word) {
            text += startsWithBlank(unit) ? " " : "";
            text += unit;
        } else {
            text += ngram::unitText(unit);
        }
    }
    return text;
}

/// Inverse of the cumulative distribution, in the order of the words' numbers.
WordId drawFrom(const std::vector<double>& distribution, double place) {
    for (WordId word = 0; word < distribution.size(); ++word) {
        place -= distribution[word];
        if (place < 0) {
            return word;
        }
    }
    return ngram::WordTable::End;
}

std::string drawUnits(
    const ngram::NgramModel& model, const std::string& prompt, std::uint64_t seed, int units) {
    std::mt19937_64 random(seed);
    auto context = model.contextOf(encodeLine(model, lastLine(prompt)), /*fromStart=*/true);
    std::vector<WordId> drawn;
    for (int i = 0; i < units; ++i) {
        // 53 random bits, the same on every machine
        const double place = static_cast<double>(random() >> 11) * 0x1.0p-53;
        auto distribution = model.probabilities().distribution(context);
        double sum = 0;
        for (const auto probability : distribution) {
            sum += probability;
        }
        const auto word = drawFrom(distribution, place * sum); // stupid back-off has another sum
        if (word == ngram::WordTable::End) {
            break;
        }
        drawn.push_back(word);
        model.probabilities().score(context, word);
    }
    return textOf(model, drawn);
}

} // namespace

Expected<std::string> continuePrompt(const ComparedModel& model, const std::string& prompt,
    std::uint64_t seed, int units, const std::stop_token& stop) {
    if (model.ngram) {
        return drawUnits(*model.ngram, prompt, seed, units);
    }
    GenerationOptions options;
    options.strategy = DecodingStrategy::Sample;
    options.seed = seed;
    options.maxNewTokens = units;
    auto ids = model.neural->tokenizer().encode(prompt, /*addSpecialTokens=*/false);
    if (!ids) {
        return Unexpected(ids.error());
    }
    if (const auto begin = model.neural->tokenizer().beginOfText()) {
        ids->insert(ids->begin(), *begin);
    }
    return model.neural->newSession()
        ->generate(*ids, options, stop)
        .map([](const GenerationResult& result) { return text::replaceInvalidUtf8(result.text); });
}

} // namespace vitrine::app
