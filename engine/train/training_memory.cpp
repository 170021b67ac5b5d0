#include "engine/train/training_memory.h"

namespace vitrine::train {

namespace {

constexpr std::int64_t ParameterBytes = 16; // weight, gradient, two moments
constexpr std::int64_t LayerBytes = 66; // of a token and a unit of width: 16 values, two masks
constexpr std::int64_t AttentionBytes = 10; // of a weight: before and after dropout, and its mask
constexpr std::int64_t LogitBytes = 12; // logit, log-probability, gradient

} // namespace

std::int64_t trainingMemory(
    const models::NetworkShape& shape, std::int64_t parameters, const TrainingOptions& options) {
    const std::int64_t tokens = std::int64_t{options.batchSize} * options.blockLength;
    const auto ofToken
        = LayerBytes * shape.modelWidth + AttentionBytes * shape.heads * options.blockLength;
    return ParameterBytes * parameters + shape.layers * tokens * ofToken
        + LogitBytes * tokens * shape.vocabularySize;
}

} // namespace vitrine::train
