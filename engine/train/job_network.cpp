#include "engine/train/job_network.h"

#include <string>
#include <variant>

#include "engine/formats/checkpoint_folder.h"
#include "engine/models/checkpoint.h"
#include "engine/train/tuned_weights.h"

namespace vitrine::train {

namespace {

/// The sizes that every config has.
template <typename Config>
Config sizesOf(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    Config config;
    config.vocabularySize = tokenizer.vocabularySize();
    config.contextLength
        = job.model.contextLength > 0 ? job.model.contextLength : job.options.blockLength;
    config.modelWidth = job.model.modelWidth;
    config.dropout = job.options.dropout;
    return config;
}

template <typename Config>
Config transformerOf(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    auto config = sizesOf<Config>(job, tokenizer);
    config.layers = job.model.layers;
    config.heads = job.model.heads;
    config.mlpWidth = std::int64_t{4} * job.model.modelWidth;
    return config;
}

models::ModelConfig recurrentOf(
    models::RecurrentCell cell, const TrainingJob& job, const text::Tokenizer& tokenizer) {
    auto config = sizesOf<models::RecurrentConfig>(job, tokenizer);
    config.cell = cell;
    config.layers = job.model.layers;
    return config;
}

models::ModelConfig feedForwardOf(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    auto config = sizesOf<models::FeedForwardLmConfig>(job, tokenizer);
    config.window = job.model.window;
    return config;
}

/// Of a model that learns the next token.
models::ModelConfig configOf(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    switch (job.model.family) {
    case ModelFamily::Elman:
        return recurrentOf(models::RecurrentCell::Elman, job, tokenizer);
    case ModelFamily::Lstm:
        return recurrentOf(models::RecurrentCell::Lstm, job, tokenizer);
    case ModelFamily::Gru:
        return recurrentOf(models::RecurrentCell::Gru, job, tokenizer);
    case ModelFamily::FeedForward:
        return feedForwardOf(job, tokenizer);
    case ModelFamily::Gpt2:
        break;
    }
    return transformerOf<models::Gpt2Config>(job, tokenizer);
}

/// With weights of its own, to be changed.
Expected<JobNetwork> existingNetwork(const TrainingJob& job) {
    auto description = models::readModelDescription(job.model.folder);
    const auto checkpoint = formats::CheckpointFolder::open(job.model.folder);
    if (!description || !checkpoint) {
        return Unexpected(description ? checkpoint.error() : description.error());
    }
    const auto context = std::visit(
        [&](auto& config) {
            config.dropout = job.options.dropout;
            return config.contextLength;
        },
        description->config);
    if (context < job.options.blockLength) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "block_length",
            std::to_string(job.options.blockLength) + ", 1 to " + std::to_string(context),
            "The examples are longer than the model's context of " + std::to_string(context)
                + " tokens."});
    }
    torch::manual_seed(job.options.seed); // of dropout: a new model draws its weights first
    const auto network = models::loadNetwork(*checkpoint, description->config, {.mapped = false});
    if (!network) {
        return Unexpected(network.error());
    }
    return chooseWeights(**network, job.tuning, job.options.seed).map([&] {
        return JobNetwork{*network, *description};
    });
}

JobNetwork newNetwork(const TrainingJob& job, const models::ModelConfig& config) {
    auto network = models::makeNetwork(config);
    network->initialize(job.options.seed);
    models::ModelDescription description;
    description.config = config;
    return {network, description};
}

} // namespace

Expected<JobNetwork> decoderOf(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    if (!job.model.folder.empty()) {
        return existingNetwork(job);
    }
    auto made = newNetwork(job, configOf(job, tokenizer));
    made.description.beginToken = tokenizer.beginOfText();
    if (const auto end = tokenizer.endOfText()) {
        made.description.endTokens = {*end};
    }
    return made;
}

Expected<JobNetwork> encoderOf(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    if (!job.model.folder.empty()) {
        return existingNetwork(job);
    }
    return newNetwork(job, transformerOf<models::BertConfig>(job, tokenizer));
}

Unexpected headMissing(const TrainingJob& job, const std::string& head) {
    const auto folder = job.model.folder.string();
    return Unexpected(Error{
        ErrorCode::HeadMissing, folder, head, "The model in " + folder + " has no " + head + "."});
}

} // namespace vitrine::train
