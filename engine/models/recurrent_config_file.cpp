#include "engine/models/recurrent_config_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/models/config_members.h"

namespace vitrine::models {

namespace {

constexpr std::int64_t LargestWindow = 256;

constexpr std::array<std::pair<std::string_view, RecurrentCell>, 3> Cells{{
    {"rnn", RecurrentCell::Elman},
    {"lstm", RecurrentCell::Lstm},
    {"gru", RecurrentCell::Gru},
}};

template <class Config>
void readSizes(ConfigMembers& members, Config& config) {
    config.vocabularySize
        = members.integer("vocab_size", config.vocabularySize, 1, LargestVocabulary);
    config.contextLength
        = members.integer("max_position_embeddings", config.contextLength, 1, LargestContext);
    config.modelWidth = members.integer("hidden_size", config.modelWidth, 1, LargestWidth);
    config.tiedOutput = members.flag("tie_word_embeddings", config.tiedOutput);
}

template <class Config>
nlohmann::ordered_json sizesJson(const Config& config, std::string_view type) {
    return {
        {"model_type", type},
        {"vocab_size", config.vocabularySize},
        {"max_position_embeddings", config.contextLength},
        {"hidden_size", config.modelWidth},
        {"tie_word_embeddings", config.tiedOutput},
    };
}

} // namespace

std::optional<RecurrentCell> recurrentCell(std::string_view modelType) {
    const auto* known = std::ranges::find(Cells, modelType, &decltype(Cells)::value_type::first);
    return known == Cells.end() ? std::nullopt : std::optional(known->second);
}

std::string_view modelType(RecurrentCell cell) {
    return std::ranges::find(Cells, cell, &decltype(Cells)::value_type::second)->first;
}

Expected<RecurrentConfig> readRecurrentConfig(const text::JsonValue& root, RecurrentCell cell) {
    ConfigMembers members(root);
    RecurrentConfig config;
    config.cell = cell;
    readSizes(members, config);
    config.layers = members.integer("num_hidden_layers", config.layers, 1, LargestDepth);
    return members.result(config);
}

Expected<FeedForwardLmConfig> readFeedForwardConfig(const text::JsonValue& root) {
    ConfigMembers members(root);
    FeedForwardLmConfig config;
    readSizes(members, config);
    config.window = members.integer("window", config.window, 1, LargestWindow);
    return members.result(config);
}

nlohmann::ordered_json recurrentConfigJson(const RecurrentConfig& config) {
    auto json = sizesJson(config, modelType(config.cell));
    json["num_hidden_layers"] = config.layers;
    return json;
}

nlohmann::ordered_json feedForwardConfigJson(const FeedForwardLmConfig& config) {
    auto json = sizesJson(config, FeedForwardType);
    json["window"] = config.window;
    return json;
}

} // namespace vitrine::models
