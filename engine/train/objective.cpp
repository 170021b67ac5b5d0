#include "engine/train/objective.h"

#include <string>
#include <variant>
#include <vector>

#include "engine/models/bert.h"
#include "engine/models/checkpoint.h"
#include "engine/models/model_description.h"
#include "engine/models/network.h"
#include "engine/train/language_model_loss.h"
#include "engine/train/masked_examples.h"
#include "engine/train/masked_token_loss.h"
#include "engine/train/packed_examples.h"
#include "engine/train/sentence_dataset.h"
#include "engine/train/text_dataset.h"

namespace vitrine::train {

namespace {

using SharedTokenizer = std::shared_ptr<const text::Tokenizer>;

template <typename Dataset>
Expected<std::shared_ptr<const Dataset>> readDataset(
    const std::vector<CorpusFile>& files, const text::Tokenizer& tokenizer) {
    auto dataset = std::make_shared<Dataset>();
    for (const auto& [file, repeat] : files) {
        if (auto added = dataset->addLines(file, tokenizer, repeat); !added) {
            return Unexpected(added.error());
        }
    }
    if (!files.empty() && dataset->texts().empty()) {
        return Unexpected(Error{ErrorCode::DatasetTooSmall, files.front().file.string(), "0, 1",
            files.front().file.string() + ": the files hold no text to train on."});
    }
    return dataset;
}

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
Expected<models::Network> existingNetwork(const TrainingJob& job) {
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
    return models::loadNetwork(*checkpoint, description->config, {.mapped = false});
}

/// The job's own model, or a new one of this shape.
Expected<models::Network> networkOf(const TrainingJob& job, const models::ModelConfig& config) {
    if (!job.model.folder.empty()) {
        return existingNetwork(job);
    }
    auto network = models::makeNetwork(config);
    network->initialize(job.options.seed);
    return network;
}

Unexpected headMissing(const TrainingJob& job, const std::string& head) {
    const auto folder = job.model.folder.string();
    return Unexpected(Error{
        ErrorCode::HeadMissing, folder, head, "The model in " + folder + " has no " + head + "."});
}

Expected<Objective> nextToken(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    const auto training = readDataset<TextDataset>(job.training, *tokenizer);
    const auto validation = readDataset<TextDataset>(job.validation, *tokenizer);
    for (const auto* data : {&training, &validation}) {
        if (!*data) {
            return Unexpected(data->error());
        }
    }
    const auto model = networkOf(job, configOf(job, *tokenizer));
    if (!model) {
        return Unexpected(model.error());
    }
    if (std::holds_alternative<models::BertConfig>((*model)->configuration())) {
        return headMissing(job, "next-token head");
    }
    const auto source = [&](const std::shared_ptr<const TextDataset>& data) {
        return data->texts().empty() ? ExampleSource()
                                     : PackedExamples::source(data, job.options.blockLength);
    };
    return Objective{*model, languageModelLoss(*model, job.options.labelSmoothing),
        {source(*training), source(*validation)}, (*training)->targets()};
}

Expected<Objective> maskedToken(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    const auto training = readDataset<SentenceDataset>(job.training, *tokenizer);
    const auto validation = readDataset<SentenceDataset>(job.validation, *tokenizer);
    for (const auto* data : {&training, &validation}) {
        if (!*data) {
            return Unexpected(data->error());
        }
    }
    const auto masking = Masking::of(*tokenizer, job.options.maskedFraction);
    if (!masking) {
        return Unexpected(masking.error());
    }
    const MaskedLayout layout{.blockLength = static_cast<std::size_t>(job.options.blockLength),
        .shortLength = static_cast<std::size_t>(job.options.shortLength),
        .shortEpochs = job.options.shortEpochs,
        .batchSize = static_cast<std::size_t>(job.options.batchSize),
        .masking = *masking};
    const auto network = networkOf(job, transformerOf<models::BertConfig>(job, *tokenizer));
    if (!network) {
        return Unexpected(network.error());
    }
    const models::Bert model(std::dynamic_pointer_cast<models::BertImpl>(*network));
    if (!model || !model->maskedTokenHead || !model->nextSentenceHead) {
        return headMissing(job, "heads for masked tokens and the next sentence");
    }
    const auto source = [&](const std::shared_ptr<const SentenceDataset>& data) {
        return data->texts().empty() ? ExampleSource()
                                     : MaskedExamples::source(data, tokenizer, layout);
    };
    return Objective{*network, maskedTokenLoss(model, job.options.labelSmoothing),
        {source(*training), source(*validation)},
        static_cast<std::int64_t>((*training)->tokens().size())};
}

} // namespace

Expected<Objective> makeObjective(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    return job.objective == TrainingObjective::MaskedToken ? maskedToken(job, tokenizer)
                                                           : nextToken(job, tokenizer);
}

} // namespace vitrine::train
