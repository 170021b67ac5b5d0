#include "engine/models/network.h"

#include "engine/models/bert.h"
#include "engine/models/decoder.h"
#include "engine/models/feed_forward_lm.h"
#include "engine/models/gpt2.h"
#include "engine/models/recurrent.h"

namespace vitrine::models {

namespace {

struct NetworkOf {
    Network operator()(const Gpt2Config& config) const {
        return std::make_shared<Gpt2Impl>(config);
    }
    Network operator()(const BertConfig& config) const {
        return std::make_shared<BertImpl>(config);
    }
    Network operator()(const RecurrentConfig& config) const {
        return std::make_shared<RecurrentImpl>(config);
    }
    Network operator()(const FeedForwardLmConfig& config) const {
        return std::make_shared<FeedForwardLmImpl>(config);
    }
    Network operator()(const DecoderConfig& config) const {
        return std::make_shared<DecoderImpl>(config);
    }
};

} // namespace

Network makeNetwork(const ModelConfig& config) {
    return std::visit(NetworkOf(), config);
}

} // namespace vitrine::models
