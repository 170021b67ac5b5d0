#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "app/workspace/compared_model.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// How well each model predicts a text, each line by itself.
struct FileMeasure {
    struct Model {
        std::int64_t tokens = 0; ///< in the model's own units, ends of lines included
        double perplexity = 0; ///< per token of its own; infinite where it rules one out
        double bitsPerCharacter = 0; ///< comparable between units
        bool operator==(const Model&) const = default;
    };
    /// One method at every order of the counts.
    struct Curve {
        NgramSmoothing smoothing = NgramSmoothing::ModifiedKneserNey;
        std::vector<double> perplexities; ///< by order from 1
        bool operator==(const Curve&) const = default;
    };
    std::vector<Model> models;
    std::vector<Curve> curves;
    std::vector<double> unseen; ///< by order from 1: share of the text's n-grams never counted
    bool cut = false; ///< only the beginning of the file was taken
    bool operator==(const FileMeasure&) const = default;
};

/// Bytes of a file that are taken: a large model reads them in a minute or less.
inline constexpr std::size_t measuredBytes = 48 * 1024;

/// `counts` may be null: then there are no curves. Errors: those of readWholeFile() and
/// TextModel::evaluate(); TextInvalid.
Expected<FileMeasure> measureFile(const std::vector<ComparedModel>& models,
    const std::shared_ptr<const ngram::NgramCounts>& counts, const std::filesystem::path& file,
    const std::stop_token& stop);

/// What a model makes of a prompt: units drawn one after the other, up to the end of the line.
/// The same seed gives the same text. Errors: those of TextSession::generate().
Expected<std::string> continuePrompt(const ComparedModel& model, const std::string& prompt,
    std::uint64_t seed, int units, const std::stop_token& stop);

} // namespace vitrine::app
