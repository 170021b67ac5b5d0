#include "engine/nn/token_embedding.h"

namespace vitrine::nn {

TokenEmbeddingImpl::TokenEmbeddingImpl(std::int64_t vocabulary, std::int64_t modelWidth)
    : weight(register_parameter("weight", torch::empty({vocabulary, modelWidth}))) {
}

torch::Tensor TokenEmbeddingImpl::forward(const torch::Tensor& ids) {
    return m_compressed ? m_compressed->rows(ids) : torch::embedding(weight, ids);
}

torch::Tensor TokenEmbeddingImpl::unembed(const torch::Tensor& hidden) {
    return m_compressed ? m_compressed->multiply(hidden, {}) : linearMap(hidden, weight, {});
}

void TokenEmbeddingImpl::compress(DType form) {
    if (form != DType::Float32 && !m_compressed) {
        m_compressed.emplace(weight.detach(), form);
        weight.set_data(torch::empty({0}, weight.options()));
    }
}

} // namespace vitrine::nn
