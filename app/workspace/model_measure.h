#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "app/workspace/compared_model.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// How well a text is predicted, added up over its lines.
struct PredictionSum {
    double bits = 0; ///< surprisal of all tokens; infinite where one was ruled out
    std::int64_t tokens = 0; ///< in the model's own units, ends of lines included
    std::int64_t characters = 0; ///< ends of lines included

    void add(const PredictionSum& other);
    double perplexity() const; ///< per token
    double bitsPerCharacter() const; ///< comparable between units
    bool operator==(const PredictionSum&) const = default;
};

/// How well each model predicts a file, each line by itself.
struct FileMeasure {
    /// One method at every order of the counts.
    struct Curve {
        NgramSmoothing smoothing = NgramSmoothing::ModifiedKneserNey;
        std::vector<double> perplexities; ///< by order from 1
        bool operator==(const Curve&) const = default;
    };
    std::vector<PredictionSum> models;
    std::vector<double> unseen; ///< by order from 1: share of the text's n-grams never counted
    std::vector<Curve> curves;
    double measured = 0; ///< share of the file that `models` and `unseen` are of
    double compared = 0; ///< share of the curves that is done
    bool operator==(const FileMeasure&) const = default;
};

using FileMeasureCallback = std::function<void(const FileMeasure&)>;

/// Reads the whole file in blocks, so that its size does not matter; every block is measured by all
/// models before the next one. `counts` may be null: then nothing is unseen, and there are no
/// curves. `onProgress` is called with what is known so far. A stop leaves what is done by then.
/// Errors: those of LineBlocks and TextModel::evaluate(); DatasetTooSmall for a file without lines;
/// Interrupted where nothing was measured yet.
Expected<FileMeasure> measureFile(const std::vector<ComparedModel>& models,
    const std::shared_ptr<const ngram::NgramCounts>& counts, const std::filesystem::path& file,
    const std::stop_token& stop, const FileMeasureCallback& onProgress = {});

} // namespace vitrine::app
