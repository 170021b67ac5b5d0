#include "engine/models/decoder.h"

#include <array>
#include <cmath>

#include "engine/nn/interrupted.h"

namespace vitrine::models {

namespace {

/// Gemma stores gains less 1.
bool isAroundOne(const DecoderConfig& config) {
    return config.family == DecoderFamily::Gemma3;
}

nn::RmsNorm rmsNorm(const DecoderConfig& config) {
    return nn::RmsNorm(config.modelWidth, config.normEpsilon, isAroundOne(config));
}

nn::GroupedQueryOptions attentionOptions(const DecoderConfig& config, std::int64_t layer) {
    nn::GroupedQueryOptions options;
    options.modelWidth = config.modelWidth;
    options.heads = config.heads;
    options.keyValueHeads = config.keyValueHeads;
    options.headDim = config.headDim;
    options.window = config.isWindowed(layer) ? config.window : 0;
    options.queryScale = config.queryScale;
    options.projectionBias = config.projectionBias;
    options.outputBias = config.outputBias;
    if (config.normsHeads()) {
        options.headNorm = {config.normEpsilon, isAroundOne(config)};
    }
    options.dropout = config.dropout;
    return options;
}

} // namespace

DecoderBlockImpl::DecoderBlockImpl(const DecoderConfig& config, std::int64_t ownLayer)
    : layer(ownLayer), attentionNorm(register_module("attentionNorm", rmsNorm(config))),
      attention(register_module(
          "attention", nn::GroupedQueryAttention(attentionOptions(config, ownLayer)))),
      mlpNorm(register_module("mlpNorm", rmsNorm(config))),
      mlp(register_module("mlp", GatedFeedForward(config))) {
}

torch::Tensor LlamaBlockImpl::forward(
    torch::Tensor x, const nn::Rotation& rotation, nn::KvCache* cache, nn::Inspection* inspection) {
    const auto look = [&](Site site, torch::Tensor value) {
        return nn::seen(inspection, site, layer, std::move(value));
    };
    x = look(Site::BlockInput, x);
    auto normed = look(Site::AttentionInput, attentionNorm(x));
    x = x + look(Site::AttentionOutput, attention(normed, rotation, layer, cache, inspection));
    x = look(Site::AttentionResidual, x);
    normed = look(Site::FeedForwardInput, mlpNorm(x));
    return x + look(Site::FeedForwardOutput, mlp(normed, layer, inspection));
}

Gemma3BlockImpl::Gemma3BlockImpl(const DecoderConfig& config, std::int64_t ownLayer)
    : DecoderBlockImpl(config, ownLayer),
      attentionOutputNorm(register_module("attentionOutputNorm", rmsNorm(config))),
      mlpOutputNorm(register_module("mlpOutputNorm", rmsNorm(config))) {
}

torch::Tensor Gemma3BlockImpl::forward(
    torch::Tensor x, const nn::Rotation& rotation, nn::KvCache* cache, nn::Inspection* inspection) {
    const auto look = [&](Site site, torch::Tensor value) {
        return nn::seen(inspection, site, layer, std::move(value));
    };
    x = look(Site::BlockInput, x);
    auto normed = look(Site::AttentionInput, attentionNorm(x));
    const auto context = attention(normed, rotation, layer, cache, inspection);
    x = x + look(Site::AttentionOutput, attentionOutputNorm(context));
    x = look(Site::AttentionResidual, x);
    normed = look(Site::FeedForwardInput, mlpNorm(x));
    return x + look(Site::FeedForwardOutput, mlpOutputNorm(mlp(normed, layer, inspection)));
}

nn::RmsNorm Gemma3BlockImpl::outputNorm(Site part) {
    return part == Site::AttentionOutput ? attentionOutputNorm : mlpOutputNorm;
}

DecoderImpl::DecoderImpl(const DecoderConfig& modelConfig)
    : config(modelConfig), tokenEmbedding(register_module("tokenEmbedding",
                               nn::TokenEmbedding(config.vocabularySize, config.modelWidth))),
      blocks(register_module("blocks", torch::nn::ModuleList())),
      norm(register_module("finalNorm", rmsNorm(config))), m_rotary(config.headDim, config.rotary),
      m_windowRotary(config.headDim, config.windowRotary) {
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        if (config.normsOutputs()) {
            blocks->push_back(std::make_shared<Gemma3BlockImpl>(config, layer));
        } else {
            blocks->push_back(std::make_shared<LlamaBlockImpl>(config, layer));
        }
    }
    if (!config.tiedOutput) {
        unembedding = register_module("unembedding",
            nn::Linear(config.modelWidth, config.vocabularySize, /*withBias=*/false));
    }
}

DecoderBlockImpl& DecoderImpl::blockAt(std::int64_t layer) {
    return *blocks->ptr<DecoderBlockImpl>(static_cast<std::size_t>(layer));
}

nn::Rotation DecoderImpl::rotation(std::int64_t layer, std::int64_t first, std::int64_t count,
    std::int64_t length, torch::Device device) const {
    const auto& rotary = config.isWindowed(layer) ? m_windowRotary : m_rotary;
    return rotary.at(first, count, length, device);
}

torch::Tensor DecoderImpl::block(
    std::int64_t layer, const torch::Tensor& x, nn::Inspection* inspection) {
    const auto positions = x.size(1);
    return blockAt(layer).forward(x, rotation(layer, /*first=*/0, positions, positions, x.device()),
        /*cache=*/nullptr, inspection);
}

/// Gemma's embeddings are scaled to the size that the blocks' outputs have.
torch::Tensor DecoderImpl::embed(
    const NetworkInput& input, std::int64_t /*first*/, nn::Inspection* inspection) {
    auto x = tokenEmbedding(input.ids);
    if (config.family == DecoderFamily::Gemma3) {
        x = x * std::sqrt(static_cast<double>(config.modelWidth));
    }
    return seen(inspection, Site::TokenEmbedding, 0, x);
}

torch::Tensor DecoderImpl::hidden(const NetworkInput& input, nn::KvCache* cache,
    nn::Inspection* inspection, const std::stop_token& stop) {
    const auto first = cache ? cache->length() : 0;
    const auto count = input.ids.size(1);
    const auto device = input.ids.device();
    const std::array rotations{m_rotary.at(first, count, first + count, device),
        m_windowRotary.at(first, count, first + count, device)};
    auto x = embed(input, first, inspection);
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        if (stop.stop_requested()) {
            throw nn::Interrupted();
        }
        const auto& rotation = rotations[config.isWindowed(layer) ? 1 : 0];
        x = blockAt(layer).forward(x, rotation, cache, inspection);
    }
    x = seen(inspection, Site::BlockInput, config.layers, x);
    x = seen(inspection, Site::FinalNorm, config.layers, norm(x));
    if (cache) {
        cache->advance(count);
    }
    return x;
}

torch::Tensor DecoderImpl::logits(const torch::Tensor& hidden, nn::Inspection* inspection) {
    return seen(inspection, Site::Logits, 0,
        unembedding ? unembedding(hidden) : tokenEmbedding->unembed(hidden));
}

LayerMap DecoderImpl::layerMap(Site site, std::int64_t layer) {
    auto& block = blockAt(layer);
    switch (site) {
    case Site::Queries:
        return {block.attention->query};
    case Site::Keys:
        return {block.attention->key};
    case Site::Values:
        return {block.attention->value};
    case Site::AttentionOutput:
        return {block.attention->output};
    case Site::FeedForwardHidden:
        return {block.mlp->gate};
    case Site::FeedForwardOutput:
        return {block.mlp->contract};
    default:
        TORCH_CHECK(false, "no linear map computes this value");
    }
}

nn::LinearRow DecoderImpl::linearRow(
    Site site, const ComponentPlace& place, const torch::Tensor& input) {
    auto& block = blockAt(place.layer);
    if (site == Site::Queries || site == Site::Keys || site == Site::Values) {
        return block.attention->row(site, place.component, input,
            rotation(place.layer, place.position, /*count=*/1, place.length, input.device()));
    }
    auto row = Transformer::linearRow(site, place, input);
    auto norm = site == Site::FeedForwardHidden ? nullptr : block.outputNorm(site);
    if (norm) {
        const auto output = layerMap(site, place.layer).linear(input); // [model]
        const auto scale = norm->scaled(torch::ones_like(output), output)[place.component];
        row.weights = row.weights * scale;
        row.bias *= scale.item<double>();
    }
    return row;
}

torch::Tensor DecoderImpl::attentionOutput(std::int64_t layer, const torch::Tensor& heads) {
    const auto output = Transformer::attentionOutput(layer, heads);
    auto norm = blockAt(layer).outputNorm(Site::AttentionOutput);
    return norm ? norm(output) : output;
}

torch::Tensor DecoderImpl::attentionShares(std::int64_t layer, const torch::Tensor& rows) {
    const auto norm = blockAt(layer).outputNorm(Site::AttentionOutput);
    return norm ? norm->scaled(rows, rows.sum(/*dim=*/0)) : rows;
}

void DecoderImpl::initialize(std::uint64_t seed) {
    drawWeights(seed, [&](const std::string&) { return config.initializerRange; });
    if (isAroundOne(config)) {
        const torch::NoGradGuard noGrad;
        for (auto& item : named_parameters()) {
            if (item.key().ends_with("orm.weight")) {
                item.value().zero_();
            }
        }
    }
}

} // namespace vitrine::models
