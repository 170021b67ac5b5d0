#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::text {

/// How BERT prepares text (Devlin et al. 2019; BasicTokenizer in tokenization.py of
/// google-research/bert; BertNormalizer of Hugging Face tokenizers).
struct BertNormalization {
    bool cleanText = true; ///< drops control characters
    bool splitChinese = true; ///< makes each Chinese character a word
    bool stripAccents = true; ///< decomposes (NFD) and drops nonspacing marks
    bool lowercase = true; ///< character by character
    bool operator==(const BertNormalization&) const = default;
};

/// One word after normalisation, and where each of its characters comes from.
struct BertWord {
    struct Character {
        std::size_t begin = 0; ///< in `text`
        std::size_t sourceStart = 0; ///< byte offsets of what it was made from, in the input
        std::size_t sourceEnd = 0;
    };

    std::string text; ///< UTF-8
    std::vector<Character> characters;
};

/// Normalises a valid UTF-8 text, cuts it at white space and around punctuation and Chinese
/// characters, and calls `onWord` for every word (which is reused after the call). `normalized`,
/// unless null, gets the whole text as it is before it is cut.
void splitBertWords(std::string_view text, const BertNormalization& normalization,
    const std::function<void(const BertWord&)>& onWord, std::string* normalized = nullptr);

} // namespace vitrine::text
