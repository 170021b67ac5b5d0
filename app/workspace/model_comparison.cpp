#include "app/workspace/model_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <unordered_map>
#include <utility>

#include "engine/ngram/text_units.h"

namespace vitrine::app {

namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
constexpr double ruledOut = 1e-90; // an ARPA logarithm of −99 stands for a probability of 0
const double bitsPerLog10 = std::log2(10.0);

/// A model's distribution by text.
using Distribution = std::unordered_map<std::string, double>;

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    const auto last = text.find_last_not_of(' ');
    return first == std::string_view::npos ? std::string(text)
                                           : std::string(text.substr(first, last - first + 1));
}

Distribution nextOfNgram(const ngram::NgramModel& model, const std::string& before) {
    const auto context = model.contextOf(encodeLine(model, lastLine(before)), /*fromStart=*/true);
    const auto all = model.probabilities().distribution(context);
    Distribution result;
    for (WordId word = 0; word < all.size(); ++word) {
        if (word != ngram::WordTable::Begin) {
            result[std::string(model.words().word(word))] = all[word] < ruledOut ? 0 : all[word];
        }
    }
    return result;
}

/// Whether a token begins a unit: of words, one that goes on inside a word is another matter.
bool beginsUnit(const std::string& bytes, NgramUnit unit) {
    const bool letter = !bytes.empty()
        && ((bytes[0] >= 'a' && bytes[0] <= 'z') || (bytes[0] >= 'A' && bytes[0] <= 'Z'));
    return unit == NgramUnit::Character || !letter;
}

Expected<std::vector<TokenId>> idsOf(const api::TextModel& model, std::string text) {
    return model.tokenizer().encode(text, /*addSpecialTokens=*/false).map([&](auto ids) {
        if (const auto begin = model.tokenizer().beginOfText()) {
            ids.insert(ids.begin(), *begin);
        }
        const auto room = static_cast<std::size_t>(model.info().contextLength);
        if (ids.size() > room) {
            ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(room));
        }
        return ids;
    });
}

struct NeuralNext {
    Distribution distribution;
    double entropy = 0;
};

Expected<NeuralNext> nextOfNeural(
    const api::TextModel& model, std::string before, NgramUnit unit, const std::stop_token& stop) {
    while (unit == NgramUnit::Word && before.ends_with(' ')) {
        before.pop_back(); // the blank belongs to the word that comes
    }
    GenerationOptions options;
    options.candidates = model.info().vocabularySize;
    return idsOf(model, before)
        .and_then(
            [&](const auto& ids) { return model.newSession()->nextToken(ids, options, stop); })
        .map([&](const NextTokenDistribution& next) {
            NeuralNext result{{}, next.entropy};
            for (const auto& candidate : next.candidates) {
                if (!candidate.bytes.empty() && beginsUnit(candidate.bytes, unit)) {
                    result.distribution[trimmed(candidate.bytes)]
                        += static_cast<double>(candidate.probability);
                }
            }
            return result;
        });
}

double entropyOf(const Distribution& distribution) {
    double bits = 0;
    for (const auto& [text, probability] : distribution) {
        bits -= probability > 0 ? probability * std::log2(probability) : 0;
    }
    return bits;
}

double divergence(const Distribution& p, const Distribution& q) {
    double bits = 0;
    double sumP = 0;
    double sumQ = 0;
    const auto add = [&](double ours, double theirs) {
        if (ours > 0) {
            bits += theirs > 0 ? ours * std::log2(ours / theirs)
                               : std::numeric_limits<double>::infinity();
        }
    };
    for (const auto& [text, probability] : p) {
        if (const auto other = q.find(text); other != q.end()) {
            add(probability, other->second);
            sumP += probability;
            sumQ += other->second;
        }
    }
    constexpr double smallest = 1e-6; // below it a rest is rounding
    if (1 - sumP > smallest) {
        add(1 - sumP, std::max(1 - sumQ, smallest));
    }
    return std::max(bits, 0.0);
}

/// The texts that are the likeliest on average, among each model's own likeliest.
std::vector<std::string> chosenTexts(const std::vector<Distribution>& all, std::size_t top) {
    std::set<std::string> texts;
    for (const auto& distribution : all) {
        std::vector<std::pair<double, std::string>> own;
        for (const auto& [text, probability] : distribution) {
            own.emplace_back(-probability, text);
        }
        const auto kept = std::min(top, own.size());
        std::partial_sort(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(kept), own.end());
        for (std::size_t i = 0; i < kept; ++i) {
            texts.insert(own[i].second);
        }
    }
    std::vector<std::pair<double, std::string>> ranked;
    for (const auto& text : texts) {
        double sum = 0;
        for (const auto& distribution : all) {
            const auto found = distribution.find(text);
            sum += found == distribution.end() ? 0 : found->second;
        }
        ranked.emplace_back(-sum, text);
    }
    std::ranges::sort(ranked);
    ranked.resize(std::min(top, ranked.size()));
    std::vector<std::string> result;
    for (auto& [sum, text] : ranked) {
        result.push_back(std::move(text));
    }
    return result;
}

NextComparison joined(
    const std::vector<Distribution>& all, std::vector<double> entropies, std::size_t top) {
    NextComparison result;
    result.entropies = std::move(entropies);
    result.rest.assign(all.size(), 1);
    for (auto& text : chosenTexts(all, top)) {
        NextComparison::Candidate candidate{text, {}};
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto found = all[i].find(text);
            candidate.probabilities.push_back(found == all[i].end() ? notKnown : found->second);
            result.rest[i] -= found == all[i].end() ? 0 : found->second;
        }
        result.candidates.push_back(std::move(candidate));
    }
    for (auto& rest : result.rest) {
        rest = std::max(rest, 0.0);
    }
    for (const auto& p : all) {
        auto& row = result.divergences.emplace_back();
        for (const auto& q : all) {
            row.push_back(&p == &q ? 0 : divergence(p, q));
        }
    }
    return result;
}

/// Bits of each token of a text with the byte behind it.
struct TokenBits {
    std::size_t end = 0;
    double bits = 0;
};

std::vector<TokenBits> bitsOfNgram(const ngram::NgramModel& model, const std::string& sentence) {
    const auto units = cutLine(sentence, model.unit());
    auto context = model.probabilities().start();
    std::vector<TokenBits> result;
    for (const auto& unit : units) {
        const auto score = model.probabilities().score(context, model.words().idOf(unit.text));
        result.push_back({unit.end, -score.log10 * bitsPerLog10});
    }
    return result;
}

Expected<std::vector<TokenBits>> bitsOfNeural(
    const api::TextModel& model, const std::string& sentence, const std::stop_token& stop) {
    const auto tokens = model.tokenizer().tokens(sentence, /*addSpecialTokens=*/false);
    if (!tokens) {
        return Unexpected(tokens.error());
    }
    std::vector<TokenId> ids;
    for (const auto& token : *tokens) {
        ids.push_back(token.id);
    }
    return model.newSession()->score(ids, stop).map([&](const std::vector<ScoredToken>& scored) {
        std::vector<TokenBits> result;
        for (std::size_t i = 0; i < scored.size(); ++i) {
            result.push_back({(*tokens)[i].end,
                scored[i].scored ? -scored[i].logProbability / std::log(2.0) : 0});
        }
        return result;
    });
}

/// Sums the tokens that end inside each unit or in the blanks behind the unit before.
std::vector<double> byUnit(
    const std::vector<TextUnit>& units, const std::vector<TokenBits>& tokens) {
    std::vector<double> sums(units.size(), 0);
    std::size_t unit = 0;
    for (const auto& token : tokens) {
        while (unit + 1 < units.size() && units[unit].end < token.end) {
            ++unit;
        }
        if (!sums.empty()) {
            sums[unit] += token.bits;
        }
    }
    return sums;
}

} // namespace

std::string_view lastLine(std::string_view text) {
    const auto end = text.rfind('\n');
    return end == std::string_view::npos ? text : text.substr(end + 1);
}

std::vector<TextUnit> cutLine(std::string_view line, NgramUnit unit) {
    const auto separate
        = unit == NgramUnit::Word ? ngram::withSeparateWords(line) : std::string(line);
    std::vector<TextUnit> units;
    std::size_t end = 0;
    for (const auto text : ngram::unitsOf(separate, unit)) {
        const auto own = ngram::unitText(text);
        end = line.find(own, end) + own.size();
        units.push_back({std::string(text), end});
    }
    return units;
}

std::vector<WordId> encodeLine(const ngram::NgramModel& model, std::string_view line) {
    return model.unit() == NgramUnit::Word ? model.encode(ngram::withSeparateWords(line))
                                           : model.encode(line);
}

Expected<NextComparison> compareNext(const std::vector<ComparedModel>& models,
    const std::string& before, NgramUnit unit, std::size_t top, const std::stop_token& stop) {
    std::vector<Distribution> all;
    std::vector<double> entropies;
    for (const auto& model : models) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
        }
        if (model.ngram) {
            all.push_back(nextOfNgram(*model.ngram, before));
            entropies.push_back(entropyOf(all.back()));
            continue;
        }
        auto next = nextOfNeural(*model.neural, before, unit, stop);
        if (!next) {
            return Unexpected(next.error());
        }
        all.push_back(std::move(next->distribution));
        entropies.push_back(next->entropy);
    }
    return joined(all, std::move(entropies), top);
}

Expected<SentenceComparison> compareSentence(const std::vector<ComparedModel>& models,
    const std::string& sentence, NgramUnit unit, const std::stop_token& stop) {
    SentenceComparison result;
    const auto units = cutLine(sentence, unit);
    for (const auto& part : units) {
        result.units.push_back(part.text);
    }
    for (const auto& model : models) {
        auto tokens = model.ngram
            ? Expected<std::vector<TokenBits>>(bitsOfNgram(*model.ngram, sentence))
            : bitsOfNeural(*model.neural, sentence, stop);
        if (!tokens) {
            return Unexpected(tokens.error());
        }
        result.surprisals.push_back(byUnit(units, *tokens));
        const auto& own = result.surprisals.back();
        result.totals.push_back(-std::accumulate(own.begin(), own.end(), 0.0));
        result.tokens.push_back(static_cast<int>(tokens->size()));
    }
    return result;
}

} // namespace vitrine::app
