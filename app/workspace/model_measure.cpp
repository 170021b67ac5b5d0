#include "app/workspace/model_measure.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <span>
#include <string_view>
#include <utility>

#include "app/workspace/model_comparison.h"
#include "engine/ngram/text_units.h"
#include "engine/text/unicode.h"
#include "engine/text/whole_file.h"

namespace vitrine::app {

namespace {

const double bitsPerLog10 = std::log2(10.0);

constexpr std::uintmax_t largestFile = std::uintmax_t{1} << 30; // bytes

/// Bytes of the lines that are measured.
std::size_t wholeLines(const std::string& text) {
    if (text.size() <= measuredBytes) {
        return text.size();
    }
    const auto end = text.rfind('\n', measuredBytes - 1);
    return end == std::string::npos ? text.size() : end + 1;
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        auto line = text.substr(start, end - start);
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        if (!line.empty()) {
            lines.push_back(std::move(line));
        }
        start = end + 1;
    }
    return lines;
}

std::vector<WordId> encode(const ngram::NgramModel& model, const std::string& line) {
    std::vector<WordId> ids;
    for (const auto& unit : cutLine(line, model.unit())) {
        ids.push_back(model.words().idOf(unit.text));
    }
    return ids;
}

FileMeasure::Model measure(const ngram::NgramModel& model, const std::vector<std::string>& lines) {
    NgramSentenceScore sum;
    std::size_t characters = 0;
    for (const auto& line : lines) {
        const auto score = model.probabilities().scoreSentence(encode(model, line));
        sum.log10 += score.log10;
        sum.tokens += score.tokens;
        characters += text::characterCount(line) + 1;
    }
    return {sum.tokens, std::pow(10, -sum.log10 / sum.tokens),
        -sum.log10 * bitsPerLog10 / static_cast<double>(characters)};
}

Expected<std::vector<FileMeasure::Curve>> curvesOf(
    const std::shared_ptr<const ngram::NgramCounts>& counts, const std::vector<std::string>& lines,
    const std::stop_token& stop) {
    using enum NgramSmoothing;
    std::vector<FileMeasure::Curve> curves;
    for (const auto smoothing : {ModifiedKneserNey, KneserNey, Katz, GoodTuring, AddK}) {
        FileMeasure::Curve curve{smoothing, {}};
        for (int order = 1; order <= counts->order(); ++order) {
            const auto model = ngram::NgramModel::estimated(
                counts, {.smoothing = smoothing, .order = order}, stop);
            if (!model) {
                return Unexpected(model.error());
            }
            curve.perplexities.push_back(measure(**model, lines).perplexity);
        }
        curves.push_back(std::move(curve));
    }
    return curves;
}

/// An n-gram is seen where its context and its last word are in the trie.
std::vector<double> unseenOf(const ngram::NgramCounts& counts, const ngram::NgramModel& cutter,
    const std::vector<std::string>& lines) {
    const auto orders = static_cast<std::size_t>(counts.order());
    std::vector<double> all(orders, 0);
    std::vector<double> missing(orders, 0);
    for (const auto& line : lines) {
        auto ids = encode(cutter, line);
        ids.insert(ids.begin(), ngram::WordTable::Begin);
        ids.push_back(ngram::WordTable::End);
        for (std::size_t start = 0; start < ids.size(); ++start) {
            std::optional<ngram::NgramNode> node = ngram::NgramNode{};
            for (std::size_t n = 0; n < orders && start + n < ids.size(); ++n) {
                const auto word = ids[start + n];
                node = node && word != ngram::WordTable::Unknown ? counts.trie()->child(*node, word)
                                                                 : std::nullopt;
                all[n] += 1;
                missing[n] += node ? 0 : 1;
            }
        }
    }
    for (std::size_t n = 0; n < orders; ++n) {
        missing[n] /= std::max(all[n], 1.0);
    }
    return missing;
}

std::string textOf(const ngram::NgramModel& model, std::span<const WordId> drawn) {
    std::string text;
    for (const auto word : drawn) {
        const auto unit = model.words().word(word);
        if (model.unit() == NgramUnit::Word) {
            text += ' ';
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
    auto context
        = model.contextOf(encode(model, std::string(lastLine(prompt))), /*fromStart=*/true);
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

Expected<FileMeasure> measureFile(const std::vector<ComparedModel>& models,
    const std::shared_ptr<const ngram::NgramCounts>& counts, const std::filesystem::path& file,
    const std::stop_token& stop) {
    auto text = text::readWholeFile(file, largestFile);
    if (!text) {
        return Unexpected(text.error());
    }
    FileMeasure result;
    result.cut = text->size() > measuredBytes;
    text->resize(wholeLines(*text));
    if (const auto bad = text::firstInvalidUtf8(*text)) {
        return Unexpected(Error{ErrorCode::TextInvalid, file.string(), std::to_string(*bad),
            file.string() + " is not valid UTF-8 at byte " + std::to_string(*bad) + "."});
    }
    const auto lines = linesOf(*text);
    if (lines.empty()) {
        return Unexpected(Error{ErrorCode::DatasetTooSmall, file.string(), "0, 1",
            file.string() + " has no line to measure."});
    }
    for (const auto& model : models) {
        if (model.ngram) {
            result.models.push_back(measure(*model.ngram, lines));
            continue;
        }
        const auto evaluation = model.neural->evaluate(*text, /*lines=*/true, stop);
        if (!evaluation) {
            return Unexpected(evaluation.error());
        }
        result.models.push_back({static_cast<std::int64_t>(evaluation->tokens),
            evaluation->perplexity, evaluation->bitsPerCharacter});
    }
    if (!counts) {
        return result;
    }
    const auto cutter = ngram::NgramModel::estimated(counts, {.order = 1}, stop);
    return cutter.and_then([&](const auto& model) {
        result.unseen = unseenOf(*counts, *model, lines);
        return curvesOf(counts, lines, stop).map([&](auto curves) {
            result.curves = std::move(curves);
            return result;
        });
    });
}

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
