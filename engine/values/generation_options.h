#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

enum class DecodingStrategy { Greedy, Sample, Beam };

/// How to continue a text. Each field names its off value and its source.
struct GenerationOptions {
    DecodingStrategy strategy = DecodingStrategy::Greedy;
    int maxNewTokens = 64; ///< at least 1
    double temperature = 1.0; ///< logits are divided by it; 1 = off; above 0
    int topK = 0; ///< keep the k most probable (Fan et al. 2018); 0 = off
    double topP = 1.0; ///< keep the smallest set with this mass (Holtzman et al. 2020); 1 = off
    double minP = 0.0; ///< keep tokens at least this share of the best (Nguyen 2024); 0 = off
    double repetitionPenalty = 1.0; ///< of tokens already present (Keskar et al. 2019); 1 = off
    int beams = 4; ///< hypotheses kept by beam search; at least 1
    double lengthPenalty = 1.0; ///< score = log-probability / length^penalty; 0 = off
    std::vector<std::string> stop; ///< strings that end the text; left out of it
    std::optional<std::uint64_t> seed; ///< unset = a fresh one, reported in the result
    int candidates = 10; ///< how many candidates each step reports
    bool stopAtEndOfText = true; ///< false goes on past the model's end token

    bool operator==(const GenerationOptions&) const = default;
};

} // namespace vitrine
