#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/values/token.h"
#include "engine/values/token_probability.h"

namespace vitrine {

/// The texts that a model in training is asked about again and again.
struct ProbeTexts {
    /// To be continued; of a model that fills masks, every third token is hidden and filled in.
    std::vector<std::string> prompts;
    /// Whose attention is kept, and what the model expects after it; of a model that fills masks,
    /// in the place of its last token.
    std::string sentence;
    int sampleTokens = 32; ///< of each continuation
    bool operator==(const ProbeTexts&) const = default;
};

/// What a model made of a prompt.
struct ProbeSample {
    std::string prompt;
    std::string text; ///< the continuation, or the whole text with its masks filled in
    bool operator==(const ProbeSample&) const = default;
};

/// How many values of a tensor are of which magnitude: bins of a quarter of a power of ten.
struct MagnitudeHistogram {
    static constexpr int LowestPower = -8; ///< smaller values are in the first bin
    static constexpr int HighestPower = 1; ///< larger ones in the last
    static constexpr int BinsPerPower = 4;
    static constexpr int Bins = (HighestPower - LowestPower) * BinsPerPower;

    std::array<float, Bins> shares{}; ///< of all values, zeros apart
    float zeros = 0; ///< share of values that are exactly 0
    double rootMeanSquare = 0;
    bool operator==(const MagnitudeHistogram&) const = default;
};

/// The parameters of one part of a network, and the gradients of its last step.
struct LayerHistograms {
    std::string part; ///< as named_parameters() begins: "blocks.0", "tokenEmbedding"
    MagnitudeHistogram weights;
    std::optional<MagnitudeHistogram> gradients; ///< nothing before the first step
    bool operator==(const LayerHistograms&) const = default;
};

/// What a model in training makes of the same texts at one step.
struct TrainingProbe {
    std::int64_t step = 0;
    std::vector<ProbeSample> samples;
    std::vector<Token> tokens; ///< of the sentence, as the model reads it
    int layers = 0;
    int heads = 0; ///< 0: it has no attention
    bool causal = true;
    std::vector<float> attention; ///< weights [layer, head, query, key]
    std::vector<TokenProbability> candidates; ///< of the probed place, most probable first
    double entropy = 0; ///< bits, over the whole vocabulary
    std::vector<LayerHistograms> parts;
    bool operator==(const TrainingProbe&) const = default;
};

} // namespace vitrine
