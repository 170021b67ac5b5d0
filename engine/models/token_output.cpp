#include "engine/models/token_output.h"

namespace vitrine::models {

TokenOutputImpl::TokenOutputImpl(std::int64_t vocabulary, std::int64_t modelWidth, bool tied)
    : bias(register_parameter("bias", torch::empty({vocabulary}))) {
    if (!tied) {
        decoder
            = register_module("decoder", nn::Linear(modelWidth, vocabulary, /*withBias=*/false));
    }
}

torch::Tensor TokenOutputImpl::forward(const torch::Tensor& hidden, nn::TokenEmbedding& embedding) {
    return (decoder ? decoder(hidden) : embedding->unembed(hidden)) + bias;
}

} // namespace vitrine::models
