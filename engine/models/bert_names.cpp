#include "engine/models/bert_names.h"

#include <array>
#include <span>
#include <string>

namespace vitrine::models {

namespace {

/// The sides of a matrix, in the terms of the config.
enum class Side { One, Model, Mlp, Vocabulary, Positions, Segments, Classes };

/// What a part of the network consists of.
enum class Kind {
    Matrix, ///< weight [out, in]
    Linear, ///< weight [out, in], bias [out]
    Norm, ///< weight [out], bias [out]
    Vector, ///< a parameter itself [out]
};

/// A part of the network under its name here and in the files of each family; empty where a family
/// has no such part.
struct Part {
    std::string_view name;
    std::string_view bert;
    std::string_view roberta;
    std::string_view distilBert;
    Kind kind;
    Side out;
    Side in = Side::One;
};

constexpr Part same(
    std::string_view name, std::string_view stored, Kind kind, Side out, Side in = Side::One) {
    return {name, stored, stored, stored, kind, out, in};
}

constexpr std::array Embeddings{
    same("token", "word_embeddings", Kind::Matrix, Side::Vocabulary, Side::Model),
    same("position", "position_embeddings", Kind::Matrix, Side::Positions, Side::Model),
    same("segment", "token_type_embeddings", Kind::Matrix, Side::Segments, Side::Model),
    same("norm", "LayerNorm", Kind::Norm, Side::Model),
};

constexpr std::array Block{
    Part{"attention.query", "attention.self.query", "attention.self.query", "attention.q_lin",
        Kind::Linear, Side::Model, Side::Model},
    Part{"attention.key", "attention.self.key", "attention.self.key", "attention.k_lin",
        Kind::Linear, Side::Model, Side::Model},
    Part{"attention.value", "attention.self.value", "attention.self.value", "attention.v_lin",
        Kind::Linear, Side::Model, Side::Model},
    Part{"attention.output", "attention.output.dense", "attention.output.dense",
        "attention.out_lin", Kind::Linear, Side::Model, Side::Model},
    Part{"attentionNorm", "attention.output.LayerNorm", "attention.output.LayerNorm",
        "sa_layer_norm", Kind::Norm, Side::Model},
    Part{"mlp.expand", "intermediate.dense", "intermediate.dense", "ffn.lin1", Kind::Linear,
        Side::Mlp, Side::Model},
    Part{"mlp.contract", "output.dense", "output.dense", "ffn.lin2", Kind::Linear, Side::Model,
        Side::Mlp},
    Part{"mlpNorm", "output.LayerNorm", "output.LayerNorm", "output_layer_norm", Kind::Norm,
        Side::Model},
};

constexpr Part Pooler = same("pooler", "pooler.dense", Kind::Linear, Side::Model, Side::Model);

constexpr std::array MaskedTokenHead{
    Part{"dense", "cls.predictions.transform.dense", "lm_head.dense", "vocab_transform",
        Kind::Linear, Side::Model, Side::Model},
    Part{"norm", "cls.predictions.transform.LayerNorm", "lm_head.layer_norm", "vocab_layer_norm",
        Kind::Norm, Side::Model},
};
constexpr Part OutputBias{"bias", "cls.predictions.bias", "lm_head.bias", "vocab_projector.bias",
    Kind::Vector, Side::Vocabulary};
/// Untied, the decoder has both parts.
constexpr Part DecoderBias{"bias", "cls.predictions.decoder.bias", "lm_head.decoder.bias",
    "vocab_projector.bias", Kind::Vector, Side::Vocabulary};
constexpr Part Decoder{"decoder", "cls.predictions.decoder", "lm_head.decoder", "vocab_projector",
    Kind::Matrix, Side::Vocabulary, Side::Model};

constexpr Part NextSentenceHead
    = same("nextSentenceHead", "cls.seq_relationship", Kind::Linear, Side::Classes, Side::Model);

std::int64_t sizeOf(Side side, const BertConfig& config) {
    switch (side) {
    case Side::One:
        return 1;
    case Side::Model:
        return config.modelWidth;
    case Side::Mlp:
        return config.mlpWidth;
    case Side::Vocabulary:
        return config.vocabularySize;
    case Side::Positions:
        return config.positionOffset + config.contextLength;
    case Side::Segments:
        return config.segments;
    case Side::Classes:
        return 2;
    }
    return 0;
}

std::string_view storedName(const Part& part, BertFamily family) {
    return family == BertFamily::Roberta   ? part.roberta
        : family == BertFamily::DistilBert ? part.distilBert
                                           : part.bert;
}

/// Collects the parameters of the parts that a model has.
class NameList {
public:
    explicit NameList(const BertConfig& config) : m_config(config) { }

    void add(const Part& part, const std::string& prefix, const std::string& storedPrefix) {
        const auto name = prefix + std::string(part.name);
        const auto stored = storedPrefix + std::string(storedName(part, m_config.family));
        const auto out = sizeOf(part.out, m_config);
        if (part.kind == Kind::Vector) {
            names.push_back({name, stored, {out}});
            return;
        }
        const bool norm = part.kind == Kind::Norm;
        names.push_back({name + ".weight", stored + ".weight",
            norm ? std::vector{out} : std::vector{out, sizeOf(part.in, m_config)}});
        if (part.kind != Kind::Matrix) {
            names.push_back({name + ".bias", stored + ".bias", {out}});
        }
    }

    void add(
        std::span<const Part> parts, const std::string& prefix, const std::string& storedPrefix) {
        for (const auto& part : parts) {
            if (sizeOf(part.out, m_config) > 0) { // DistilBERT has no segments
                add(part, prefix, storedPrefix);
            }
        }
    }

    std::vector<ParameterName> names;

private:
    const BertConfig& m_config;
};

} // namespace

std::string_view bertPrefix(BertFamily family) {
    return family == BertFamily::Roberta   ? "roberta."
        : family == BertFamily::DistilBert ? "distilbert."
                                           : "bert.";
}

std::vector<ParameterName> bertNames(const BertConfig& config) {
    const std::string base(bertPrefix(config.family));
    const auto stack
        = base + (config.family == BertFamily::DistilBert ? "transformer." : "encoder.") + "layer.";
    NameList list(config);
    list.add(Embeddings, "embeddings.", base + "embeddings.");
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        const auto number = std::to_string(layer) + ".";
        list.add(Block, "blocks." + number, stack + number);
    }
    if (config.pooler) {
        list.add(Pooler, "", base);
    }
    if (config.maskedTokenHead) {
        list.add(MaskedTokenHead, "maskedTokenHead.", "");
        list.add(config.tiedOutput ? OutputBias : DecoderBias, "maskedTokenHead.", "");
        if (!config.tiedOutput) {
            list.add(Decoder, "maskedTokenHead.", "");
        }
    }
    if (config.nextSentenceHead) {
        list.add(NextSentenceHead, "", "");
    }
    return std::move(list.names);
}

} // namespace vitrine::models
