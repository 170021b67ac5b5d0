#include "engine/api/text_evaluator.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <span>
#include <vector>

#include "engine/api/evaluation_windows.h"
#include "engine/api/masked_evaluator.h"
#include "engine/api/window_evaluator.h"
#include "engine/nn/interrupted.h"
#include "engine/text/take_line.h"

namespace vitrine::api {

namespace {

using Texts = std::vector<std::string_view>;

// So many windows, in the order of the text, are sorted by length: what a stop leaves is still a
// fair sample of the text.
constexpr std::size_t SortedWindows = 1024;

Texts nonEmptyLines(std::string_view text) {
    Texts lines;
    while (!text.empty()) {
        if (const auto line = text::takeLine(text); !line.empty()) {
            lines.push_back(line);
        }
    }
    return lines;
}

void report(const ProgressCallback& progress, std::size_t done, std::size_t all) {
    if (progress) {
        progress({static_cast<double>(done) / static_cast<double>(all)});
    }
}

TextEvaluation evaluateWindows(WindowEvaluator evaluator, std::span<EvaluationWindow> windows,
    const std::stop_token& stop, const ProgressCallback& progress) {
    try {
        for (std::size_t begin = 0; begin < windows.size(); begin += SortedWindows) {
            const auto end = std::min(begin + SortedWindows, windows.size());
            const auto sorted = windows.subspan(begin, end - begin);
            std::ranges::stable_sort(sorted, std::greater(), &EvaluationWindow::inputs);
            for (auto done = begin; done < end;) {
                if (stop.stop_requested()) {
                    return evaluator.result(/*partial=*/true);
                }
                done += evaluator.add(sorted.subspan(done - begin));
                report(progress, done, windows.size());
            }
        }
    } catch (const nn::Interrupted&) {
        return evaluator.result(/*partial=*/true);
    }
    return evaluator.result(/*partial=*/false);
}

Expected<TextEvaluation> evaluateContinuing(const TextModel::Impl& model, const Texts& texts,
    bool withEnds, const std::stop_token& stop, const ProgressCallback& progress) {
    const auto context = static_cast<std::size_t>(model.folder.info.contextLength);
    std::vector<EvaluationWindow> all;
    for (const auto text : texts) {
        auto windows = windowsOf(text, withEnds, model.tokenizer(), context);
        if (!windows) {
            return Unexpected(windows.error());
        }
        std::ranges::move(*windows, std::back_inserter(all));
    }
    return evaluateWindows(WindowEvaluator(model, stop), all, stop, progress);
}

Expected<TextEvaluation> evaluateMasked(const TextModel::Impl& model, const Texts& texts,
    const std::stop_token& stop, const ProgressCallback& progress) {
    MaskedEvaluator evaluator(model, stop);
    try {
        for (std::size_t done = 0; done < texts.size(); ++done) {
            if (stop.stop_requested()) {
                return evaluator.result(/*partial=*/true);
            }
            if (auto added = evaluator.add(texts[done]); !added) {
                return Unexpected(added.error());
            }
            report(progress, done + 1, texts.size());
        }
    } catch (const nn::Interrupted&) {
        return evaluator.result(/*partial=*/true);
    }
    return evaluator.result(/*partial=*/false);
}

} // namespace

Expected<TextEvaluation> evaluateText(const TextModel::Impl& model, std::string_view text,
    bool lines, const std::stop_token& stop, const ProgressCallback& progress) {
    const auto texts = lines ? nonEmptyLines(text) : Texts{text};
    if (model.folder.info.abilities.continues) {
        return evaluateContinuing(model, texts, /*withEnds=*/lines, stop, progress);
    }
    return requireHead(model, &Abilities::fillsMasks, "masked-token head").and_then([&] {
        return evaluateMasked(model, texts, stop, progress);
    });
}

} // namespace vitrine::api
