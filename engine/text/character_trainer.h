#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/text/character_tokenizer.h"

namespace vitrine::text {

struct CharacterTrainingOptions {
    std::int64_t minimumCount = 1; ///< rarer characters are left to their bytes
    std::vector<std::string> specialTokens{"<|endoftext|>"}; ///< the first ids, in this order
};

/// Makes a character tokeniser: special tokens, 256 bytes, then the characters seen, the most
/// frequent first. The first special token begins and ends texts.
class CharacterTrainer {
public:
    explicit CharacterTrainer(CharacterTrainingOptions options);

    void add(std::string_view text);
    Expected<std::unique_ptr<CharacterTokenizer>> train() const;

private:
    CharacterTrainingOptions m_options;
    std::unordered_map<char32_t, std::int64_t> m_counts;
};

} // namespace vitrine::text
