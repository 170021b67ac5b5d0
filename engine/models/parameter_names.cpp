#include "engine/models/parameter_names.h"

#include <functional>
#include <numeric>

#include "engine/models/bert_names.h"
#include "engine/models/decoder_names.h"
#include "engine/models/gpt2_names.h"
#include "engine/models/recurrent_names.h"

namespace vitrine::models {

namespace {

struct NamesOf {
    std::vector<ParameterName> operator()(const Gpt2Config& config) const {
        return gpt2Names(config);
    }
    std::vector<ParameterName> operator()(const BertConfig& config) const {
        return bertNames(config);
    }
    std::vector<ParameterName> operator()(const RecurrentConfig& config) const {
        return recurrentNames(config);
    }
    std::vector<ParameterName> operator()(const FeedForwardLmConfig& config) const {
        return feedForwardNames(config);
    }
    std::vector<ParameterName> operator()(const DecoderConfig& config) const {
        return decoderNames(config);
    }
};

struct PrefixOf {
    std::string_view operator()(const Gpt2Config&) const { return Gpt2Prefix; }
    std::string_view operator()(const BertConfig& config) const {
        return bertPrefix(config.family);
    }
    std::string_view operator()(const RecurrentConfig&) const { return {}; }
    std::string_view operator()(const FeedForwardLmConfig&) const { return {}; }
    std::string_view operator()(const DecoderConfig&) const { return DecoderPrefix; }
};

} // namespace

std::vector<ParameterName> parameterNames(const ModelConfig& config) {
    return std::visit(NamesOf(), config);
}

std::string_view storedPrefix(const ModelConfig& config) {
    return std::visit(PrefixOf(), config);
}

std::int64_t parameterCount(const ModelConfig& config) {
    std::int64_t count = 0;
    for (const auto& parameter : parameterNames(config)) {
        count += std::accumulate(
            parameter.shape.begin(), parameter.shape.end(), std::int64_t{1}, std::multiplies<>());
    }
    return count;
}

} // namespace vitrine::models
