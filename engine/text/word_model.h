#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/values/token.h"
#include "engine/values/tokenization_steps.h"

namespace vitrine::text {

/// A token of a word and the bytes of the word that it stands for.
struct WordPart {
    TokenId id = 0;
    std::size_t start = 0;
    std::size_t end = 0;
    bool operator==(const WordPart&) const = default;
};

/// How a word becomes tokens: the algorithm of a SubwordTokenizer, without all that comes before
/// and after it. Immutable.
class WordModel {
public:
    virtual ~WordModel() = default;

    /// "BPE", "Unigram".
    virtual std::string kind() const = 0;
    virtual void encode(std::string_view word, std::vector<TokenId>& ids) const = 0;
    virtual std::vector<WordPart> parts(std::string_view word) const = 0;
    /// Fills in the pieces that the word begins as, and merges or lattice.
    virtual void explain(std::string_view word, PreTokenSteps& steps) const = 0;
    /// The member "model" of tokenizer.json.
    virtual nlohmann::ordered_json json() const = 0;
};

} // namespace vitrine::text
