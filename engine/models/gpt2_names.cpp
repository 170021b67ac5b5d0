#include "engine/models/gpt2_names.h"

#include <array>
#include <string>
#include <string_view>

namespace vitrine::models {

namespace {

using Shape = std::vector<std::int64_t>;

struct Entry {
    std::string_view name;
    std::string_view stored;
    Shape (*shape)(const Gpt2Config&);
    bool transposed = false;
};

Shape modelShape(const Gpt2Config& c) {
    return {c.modelWidth};
}

constexpr std::array Embeddings{
    Entry{"tokenEmbedding.weight", "wte.weight",
        [](const Gpt2Config& c) {
            return Shape{c.vocabularySize, c.modelWidth};
        }},
    Entry{"positionEmbedding.weight", "wpe.weight",
        [](const Gpt2Config& c) {
            return Shape{c.contextLength, c.modelWidth};
        }},
};

constexpr std::array Block{
    Entry{"attentionNorm.weight", "ln_1.weight", modelShape},
    Entry{"attentionNorm.bias", "ln_1.bias", modelShape},
    Entry{"attention.queryKeyValue.weight", "attn.c_attn.weight",
        [](const Gpt2Config& c) {
            return Shape{3 * c.modelWidth, c.modelWidth};
        },
        true},
    Entry{"attention.queryKeyValue.bias", "attn.c_attn.bias",
        [](const Gpt2Config& c) { return Shape{3 * c.modelWidth}; }},
    Entry{"attention.output.weight", "attn.c_proj.weight",
        [](const Gpt2Config& c) {
            return Shape{c.modelWidth, c.modelWidth};
        },
        true},
    Entry{"attention.output.bias", "attn.c_proj.bias", modelShape},
    Entry{"mlpNorm.weight", "ln_2.weight", modelShape},
    Entry{"mlpNorm.bias", "ln_2.bias", modelShape},
    Entry{"mlp.expand.weight", "mlp.c_fc.weight",
        [](const Gpt2Config& c) {
            return Shape{c.mlpWidth, c.modelWidth};
        },
        true},
    Entry{
        "mlp.expand.bias", "mlp.c_fc.bias", [](const Gpt2Config& c) { return Shape{c.mlpWidth}; }},
    Entry{"mlp.contract.weight", "mlp.c_proj.weight",
        [](const Gpt2Config& c) {
            return Shape{c.modelWidth, c.mlpWidth};
        },
        true},
    Entry{"mlp.contract.bias", "mlp.c_proj.bias", modelShape},
};

constexpr std::array FinalNorm{
    Entry{"finalNorm.weight", "ln_f.weight", modelShape},
    Entry{"finalNorm.bias", "ln_f.bias", modelShape},
};

constexpr Entry Unembedding{"unembedding.weight", "lm_head.weight", [](const Gpt2Config& c) {
                                return Shape{c.vocabularySize, c.modelWidth};
                            }};

ParameterName named(const Entry& entry, const Gpt2Config& config, const std::string& prefix,
    const std::string& storedPrefix) {
    return {prefix + std::string(entry.name), storedPrefix + std::string(entry.stored),
        entry.shape(config), entry.transposed};
}

} // namespace

std::vector<ParameterName> gpt2Names(const Gpt2Config& config) {
    const std::string stored(Gpt2Prefix);
    std::vector<ParameterName> names;
    for (const auto& entry : Embeddings) {
        names.push_back(named(entry, config, "", stored));
    }
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        const auto number = std::to_string(layer);
        for (const auto& entry : Block) {
            names.push_back(
                named(entry, config, "blocks." + number + ".", stored + "h." + number + "."));
        }
    }
    for (const auto& entry : FinalNorm) {
        names.push_back(named(entry, config, "", stored));
    }
    if (!config.tiedOutput) {
        names.push_back(named(Unembedding, config, "", ""));
    }
    return names;
}

} // namespace vitrine::models
