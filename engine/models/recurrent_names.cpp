#include "engine/models/recurrent_names.h"

#include <string>

namespace vitrine::models {

namespace {

std::int64_t gatesOf(RecurrentCell cell) {
    return cell == RecurrentCell::Lstm ? 4 : cell == RecurrentCell::Gru ? 3 : 1;
}

} // namespace

std::vector<ParameterName> recurrentNames(const RecurrentConfig& config) {
    const auto width = config.modelWidth;
    const auto rows = gatesOf(config.cell) * width;
    std::vector<ParameterName> names{
        {"tokenEmbedding.weight", "encoder.weight", {config.vocabularySize, width}}};
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        const auto number = std::to_string(layer);
        const auto own = "blocks." + number + ".";
        names.push_back({own + "input.weight", "rnn.weight_ih_l" + number, {rows, width}});
        names.push_back({own + "input.bias", "rnn.bias_ih_l" + number, {rows}});
        names.push_back({own + "recurrent.weight", "rnn.weight_hh_l" + number, {rows, width}});
        names.push_back({own + "recurrent.bias", "rnn.bias_hh_l" + number, {rows}});
    }
    names.push_back({"output.bias", "decoder.bias", {config.vocabularySize}});
    if (!config.tiedOutput) {
        names.push_back(
            {"output.decoder.weight", "decoder.weight", {config.vocabularySize, width}});
    }
    return names;
}

std::vector<ParameterName> feedForwardNames(const FeedForwardLmConfig& config) {
    const auto width = config.modelWidth;
    std::vector<ParameterName> names{
        {"tokenEmbedding.weight", "C.weight", {config.vocabularySize, width}},
        {"hiddenLayer.weight", "H.weight", {width, config.window * width}},
        {"hiddenLayer.bias", "H.bias", {width}},
        {"output.bias", "U.bias", {config.vocabularySize}},
    };
    if (!config.tiedOutput) {
        names.push_back({"output.decoder.weight", "U.weight", {config.vocabularySize, width}});
    }
    return names;
}

} // namespace vitrine::models
