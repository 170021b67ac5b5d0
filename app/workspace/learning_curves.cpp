#include "app/workspace/learning_curves.h"

#include <array>
#include <cmath>
#include <optional>

#include "app/workspace/model_comparison.h"
#include "engine/ngram/ngram_counter.h"

namespace vitrine::app {

namespace {

using Counts = std::shared_ptr<const ngram::NgramCounts>;
using Model = std::shared_ptr<const ngram::NgramModel>;

constexpr int doublings = 6; // from the smallest share to all
constexpr std::size_t heldOutEvery = 10;
const double bitsPerLog10 = std::log2(10.0);

std::vector<LearningCurves::Curve> emptyCurves() {
    using enum NgramSmoothing;
    std::vector<LearningCurves::Curve> curves;
    for (int order = 1; order <= longestLearned; ++order) {
        curves.push_back({ModifiedKneserNey, order, {}});
    }
    for (const auto smoothing : {KneserNey, Katz, GoodTuring, AddK}) {
        curves.push_back({smoothing, comparedOrder, {}});
    }
    return curves;
}

/// The text's lines, of which every tenth is held out.
class PartedText {
public:
    PartedText(const NgramText& text, NgramUnit unit, std::stop_token stop)
        : m_text(text), m_unit(unit), m_stop(std::move(stop)) { }

    /// Counts one of `share` lines that are not held out, spread over the text.
    Expected<Counts> count(std::size_t share, int order) const {
        return ngram::NgramCounter::create({.order = order, .unit = m_unit})
            .and_then([&](ngram::NgramCounter counter) {
                std::size_t learned = 0;
                return forEach([&](std::string_view line, bool heldOut) -> Expected<void> {
                    if (heldOut || learned++ % share != 0) {
                        return {};
                    }
                    return counter.addText(
                        countedLine(line, m_unit), [](double) {}, m_stop);
                }).and_then([&] { return counter.finish(m_stop); });
            });
    }

    template <typename OnLine>
    Expected<void> forEachHeldOut(const OnLine& onLine) const {
        return forEach([&](std::string_view line, bool heldOut) -> Expected<void> {
            if (heldOut) {
                onLine(line);
            }
            return {};
        });
    }

private:
    template <typename OnLine>
    Expected<void> forEach(const OnLine& onLine) const {
        std::size_t number = 0;
        return forEachLine(m_text, m_stop,
            [&](std::string_view line) { return onLine(line, ++number % heldOutEvery == 0); });
    }

    const NgramText& m_text;
    NgramUnit m_unit;
    std::stop_token m_stop;
};

/// Bits of the held-out lines under each model, and their tokens.
struct HeldOutSums {
    std::vector<double> bits;
    std::int64_t tokens = 0;
};

/// `unseen`: words of the whole text that the models do not know.
Expected<HeldOutSums> heldOutSums(
    const PartedText& text, const std::vector<Model>& models, std::size_t unseen) {
    const double bitsOfUnseen = std::log2(static_cast<double>(unseen + 1));
    HeldOutSums sums{std::vector<double>(models.size(), 0), 0};
    auto read = text.forEachHeldOut([&](std::string_view line) {
        const auto ids = encodeLine(*models.front(), line);
        for (std::size_t i = 0; i < models.size(); ++i) {
            const auto score = models[i]->probabilities().scoreSentence(ids);
            sums.bits[i] += -score.log10 * bitsPerLog10 + score.unknownWords * bitsOfUnseen;
        }
        sums.tokens += static_cast<std::int64_t>(ids.size()) + 1;
    });
    return read.map([&] { return std::move(sums); });
}

Expected<std::vector<Model>> modelsOf(const Counts& counts,
    const std::vector<LearningCurves::Curve>& curves, const std::stop_token& stop) {
    std::vector<Model> models;
    for (const auto& curve : curves) {
        auto model = ngram::NgramModel::estimated(
            counts, {.smoothing = curve.smoothing, .order = curve.order}, stop);
        if (!model) {
            return Unexpected(model.error());
        }
        models.push_back(std::move(*model));
    }
    return models;
}

/// One more point of every curve, learned from one of `share` lines.
Expected<void> addPoint(LearningCurves& result, const PartedText& text, std::size_t share,
    std::size_t vocabulary, const std::stop_token& stop) {
    const auto counts = text.count(share, longestLearned);
    if (!counts) {
        return Unexpected(counts.error());
    }
    const auto models = modelsOf(*counts, result.curves, stop);
    if (!models) {
        return Unexpected(models.error());
    }
    const auto sums = heldOutSums(text, *models, vocabulary - (*counts)->words()->size());
    if (!sums) {
        return Unexpected(sums.error());
    }
    for (std::size_t i = 0; i < models->size(); ++i) {
        result.curves[i].perplexities.push_back(
            std::exp2(sums->bits[i] / static_cast<double>(sums->tokens)));
    }
    result.tokens.push_back(static_cast<std::int64_t>((*counts)->tokens()));
    result.heldOut = sums->tokens;
    return {};
}

} // namespace

Expected<LearningCurves> learningCurves(const NgramText& text, NgramUnit unit,
    const std::stop_token& stop, const LearningCallback& onProgress) {
    const PartedText parted(text, unit, stop);
    const auto words = parted.count(/*share=*/1, /*order=*/1);
    if (!words) {
        return Unexpected(words.error());
    }
    if (const auto learned = (*words)->sentences(); learned + 1 < heldOutEvery) {
        return Unexpected(
            Error{ErrorCode::DatasetTooSmall, text.file.empty() ? "text" : text.file.string(),
                std::to_string(learned) + ", " + std::to_string(heldOutEvery),
                "A learning curve takes " + std::to_string(heldOutEvery) + " lines or more."});
    }
    LearningCurves result;
    result.curves = emptyCurves();
    for (int halvings = doublings; halvings >= 0; --halvings) {
        const auto added
            = addPoint(result, parted, std::size_t{1} << halvings, (*words)->words()->size(), stop);
        if (!added && (added.error().code != ErrorCode::Interrupted || result.tokens.empty())) {
            return Unexpected(added.error());
        }
        if (!added) {
            break;
        }
        result.done = std::exp2(-halvings); // the work is about as much as the text
        if (onProgress) {
            onProgress(result);
        }
    }
    return result;
}

} // namespace vitrine::app
