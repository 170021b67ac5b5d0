#include "engine/models/network.h"

#include "engine/models/bert.h"
#include "engine/models/gpt2.h"

namespace vitrine::models {

namespace {

struct NetworkOf {
    Network operator()(const Gpt2Config& config) const {
        return std::make_shared<Gpt2Impl>(config);
    }
    Network operator()(const BertConfig& config) const {
        return std::make_shared<BertImpl>(config);
    }
};

} // namespace

Network makeNetwork(const ModelConfig& config) {
    return std::visit(NetworkOf(), config);
}

} // namespace vitrine::models
