#include "engine/train/objective.h"

#include <string>
#include <vector>

#include "engine/models/bert.h"
#include "engine/models/gpt2.h"
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
Config configOf(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    Config config;
    config.vocabularySize = tokenizer.vocabularySize();
    config.contextLength
        = job.model.contextLength > 0 ? job.model.contextLength : job.options.blockLength;
    config.modelWidth = job.model.modelWidth;
    config.layers = job.model.layers;
    config.heads = job.model.heads;
    config.mlpWidth = std::int64_t{4} * job.model.modelWidth;
    config.dropout = job.options.dropout;
    return config;
}

Expected<Objective> nextToken(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    const auto training = readDataset<TextDataset>(job.training, *tokenizer);
    const auto validation = readDataset<TextDataset>(job.validation, *tokenizer);
    for (const auto* data : {&training, &validation}) {
        if (!*data) {
            return Unexpected(data->error());
        }
    }
    models::Gpt2 model(configOf<models::Gpt2Config>(job, *tokenizer));
    const auto source = [&](const std::shared_ptr<const TextDataset>& data) {
        return data->texts().empty() ? ExampleSource()
                                     : PackedExamples::source(data, job.options.blockLength);
    };
    return Objective{model.ptr(), languageModelLoss(model),
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
    models::Bert model(configOf<models::BertConfig>(job, *tokenizer));
    const auto source = [&](const std::shared_ptr<const SentenceDataset>& data) {
        return data->texts().empty() ? ExampleSource()
                                     : MaskedExamples::source(data, tokenizer, layout);
    };
    return Objective{model.ptr(), maskedTokenLoss(model), {source(*training), source(*validation)},
        static_cast<std::int64_t>((*training)->tokens().size())};
}

} // namespace

Expected<Objective> makeObjective(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    auto objective = job.objective == TrainingObjective::MaskedToken ? maskedToken(job, tokenizer)
                                                                     : nextToken(job, tokenizer);
    if (objective) {
        objective->network->initialize(job.options.seed);
    }
    return objective;
}

} // namespace vitrine::train
