#include "engine/train/tuned_weights.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "engine/models/lora.h"

namespace vitrine::train {

namespace {

/// What stands before the first block.
constexpr std::array<std::string_view, 3> Beginnings{
    "tokenEmbedding.", "positionEmbedding.", "embeddings."};
constexpr std::string_view Blocks = "blocks.";

bool isBeforeBlocks(std::string_view name) {
    return std::ranges::any_of(
        Beginnings, [&](std::string_view beginning) { return name.starts_with(beginning); });
}

/// Whether a parameter belongs to block `first`, or to what comes after its beginning.
bool isFrom(std::int64_t first, std::string_view name) {
    if (!name.starts_with(Blocks)) {
        return !isBeforeBlocks(name);
    }
    std::int64_t block = 0;
    const auto number = name.substr(Blocks.size());
    std::from_chars(number.data(), number.data() + number.size(), block);
    return block >= first;
}

Expected<void> keepLastLayers(models::LanguageModel& network, int layers) {
    const auto all = network.shape().layers;
    if (layers > all) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "layers",
            std::to_string(layers) + ", 1 to " + std::to_string(all),
            "The model has no " + std::to_string(layers) + " layers."});
    }
    for (auto& item : network.named_parameters()) {
        item.value().requires_grad_(isFrom(all - layers, item.key()));
    }
    return {};
}

} // namespace

Expected<void> chooseWeights(
    models::LanguageModel& network, const Tuning& tuning, std::uint64_t seed) {
    switch (tuning.method) {
    case TuningMethod::LastLayers:
        return keepLastLayers(network, tuning.layers);
    case TuningMethod::Lora:
        return models::addLora(network, tuning.lora, seed);
    case TuningMethod::All:
        break;
    }
    return {};
}

std::int64_t trainedParameters(const torch::nn::Module& module) {
    std::int64_t count = 0;
    for (const auto& parameter : module.parameters()) {
        count += parameter.requires_grad() ? parameter.numel() : 0;
    }
    return count;
}

} // namespace vitrine::train
