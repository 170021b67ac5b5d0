#pragma once

#include <string>
#include <vector>

namespace vitrine {

/// Where a word stands in a text.
struct WordInText {
    std::string text; ///< UTF-8
    std::string word; ///< as it stands there
    int occurrence = 0; ///< which of the places where it does, from 0
    bool operator==(const WordInText&) const = default;
};

/// One word in several texts, as a model sees it: a vector for each text after each layer. A word
/// of several tokens is the mean of theirs.
struct ContextualWords {
    std::vector<WordInText> places;
    std::vector<std::vector<std::string>> tokens; ///< of the word, in each text
    int width = 0; ///< of the residual stream
    /// [depth][place · width]: depth 0 is what the first layer reads, the last what the output
    /// layer reads.
    std::vector<std::vector<float>> states;
    /// [depth][i · places + j]: cosine of the word's vectors in two texts.
    std::vector<std::vector<double>> cosines;
    /// The same without the direction that all tokens of the texts share, in which a model's
    /// vectors mostly point (Ethayarajh 2019): the mean of their unit vectors is taken away.
    std::vector<std::vector<double>> centredCosines;
    bool operator==(const ContextualWords&) const = default;
};

} // namespace vitrine
