#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/workspace/compared_model.h"
#include "engine/values/error.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// A unit of a text (word or character) and the byte behind it.
struct TextUnit {
    std::string text;
    std::size_t end = 0;
    bool operator==(const TextUnit&) const = default;
};

/// A line cut as models of words or of characters are asked: punctuation stands alone.
std::vector<TextUnit> cutLine(std::string_view line, NgramUnit unit);
/// A line, cut in the same way, as the numbers of a model's words.
std::vector<WordId> encodeLine(const ngram::NgramModel& model, std::string_view line);
/// The last line of a text.
std::string_view lastLine(std::string_view text);

/// The same candidates under several models. Their unit is that of the n-gram models: a token of
/// another model stands for the candidate with the same text, blanks left out.
struct NextComparison {
    struct Candidate {
        std::string text;
        std::vector<double> probabilities; ///< by model; NaN where it has no such token
        bool operator==(const Candidate&) const = default;
    };
    std::vector<Candidate> candidates; ///< the likeliest on average first
    std::vector<double> rest; ///< by model: what the candidates leave
    std::vector<double> entropies; ///< by model, bits, of its own units
    /// [p][q]: KL(p‖q) in bits over the texts that both models know, all others as one; infinite
    /// where q rules out what p expects.
    std::vector<std::vector<double>> divergences;
    bool operator==(const NextComparison&) const = default;
};

/// What every model expects after `before`; n-gram models see its last line, from <s> on.
/// Errors: those of TextSession::nextToken().
Expected<NextComparison> compareNext(const std::vector<ComparedModel>& models,
    const std::string& before, NgramUnit unit, std::size_t top, const std::stop_token& stop);

/// One sentence under every model.
struct SentenceComparison {
    std::vector<std::string> units;
    /// [model][unit]: bits; of a model with other tokens the sum of those that end in the unit.
    std::vector<std::vector<double>> surprisals;
    std::vector<double> totals; ///< by model: log₂ of the whole sentence, its end left out
    std::vector<int> tokens; ///< by model, in its own units
    bool operator==(const SentenceComparison&) const = default;
};

/// Errors: those of TextSession::score().
Expected<SentenceComparison> compareSentence(const std::vector<ComparedModel>& models,
    const std::string& sentence, NgramUnit unit, const std::stop_token& stop);

} // namespace vitrine::app
