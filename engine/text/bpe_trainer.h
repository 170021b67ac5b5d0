#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/text/byte_level_bpe.h"

namespace vitrine::text {

struct BpeTrainingOptions {
    int vocabularySize = 4096; ///< special tokens, 256 bytes and merges together
    std::int64_t minimumCount = 2; ///< pairs seen less often are not merged
    std::vector<std::string> specialTokens{"<|endoftext|>"}; ///< the first ids; cut the text
};

/// Learns the merges of a byte-level BPE tokeniser (Sennrich et al. 2016, section 3.2): the most
/// frequent pair of neighbouring tokens is joined again and again; of equally frequent pairs the
/// one whose bytes are lexicographically greatest. The first special token begins and ends texts.
class BpeTrainer {
public:
    explicit BpeTrainer(BpeTrainingOptions options);

    /// Counts the words of a text.
    void add(std::string_view text);
    /// Error: OptionInvalid where the vocabulary has no room for bytes and special tokens.
    Expected<std::unique_ptr<ByteLevelBpe>> train() const;

private:
    struct TransparentHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };

    BpeTrainingOptions m_options;
    AddedTokens m_specialTokens;
    std::unordered_map<std::string, std::int64_t, TransparentHash, std::equal_to<>> m_words;
};

} // namespace vitrine::text
