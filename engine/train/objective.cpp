#include "engine/train/objective.h"

#include <memory>
#include <utility>
#include <vector>

#include "engine/models/bert.h"
#include "engine/train/job_network.h"
#include "engine/train/language_model_loss.h"
#include "engine/train/masked_examples.h"
#include "engine/train/masked_token_loss.h"
#include "engine/train/packed_examples.h"
#include "engine/train/sentence_dataset.h"
#include "engine/train/task_objective.h"
#include "engine/train/text_dataset.h"
#include "engine/train/text_filter.h"

namespace vitrine::train {

namespace {

using SharedTokenizer = std::shared_ptr<const text::Tokenizer>;

/// The data of a job, each part as its dataset.
template <typename Dataset>
struct JobData {
    std::shared_ptr<const Dataset> training;
    std::shared_ptr<const Dataset> validation; ///< may be without texts
    std::vector<DataProblem> problems;
};

template <typename Dataset>
Expected<std::shared_ptr<const Dataset>> readDataset(const std::vector<CorpusFile>& files,
    const text::Tokenizer& tokenizer, TextFilter filter, std::vector<DataProblem>& problems) {
    auto dataset = std::make_shared<Dataset>();
    for (const auto& source : files) {
        if (auto added = dataset->addTexts(source, tokenizer, filter, problems); !added) {
            return Unexpected(added.error());
        }
    }
    if (!files.empty() && !filter.heldOut && dataset->texts().empty()) {
        return Unexpected(Error{ErrorCode::DatasetTooSmall, files.front().file.string(), "0, 1",
            files.front().file.string() + ": the files hold no text to train on."});
    }
    return dataset;
}

/// Validation texts come from files of their own, or else from those that are held out.
template <typename Dataset>
Expected<JobData<Dataset>> readData(const TrainingJob& job, const text::Tokenizer& tokenizer) {
    JobData<Dataset> data;
    const bool split = job.validation.empty() && job.validationShare > 0;
    TextFilter filter{job.columns, split ? job.validationShare : 0, /*heldOut=*/false,
        job.options.seed, /*next=*/0};
    auto training = readDataset<Dataset>(job.training, tokenizer, filter, data.problems);
    filter.heldOut = split;
    std::vector<DataProblem> listed; // the second time a file is read
    auto validation = readDataset<Dataset>(
        split ? job.training : job.validation, tokenizer, filter, split ? listed : data.problems);
    if (!training || !validation) {
        return Unexpected(training ? validation.error() : training.error());
    }
    data.training = *training;
    data.validation = *validation;
    return data;
}

template <typename Dataset, typename Source>
TrainingData sourcesOf(const JobData<Dataset>& data, const Source& source) {
    return {source(data.training),
        data.validation->texts().empty() ? ExampleSource() : source(data.validation)};
}

Expected<Objective> nextToken(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    auto data = readData<TextDataset>(job, *tokenizer);
    if (!data) {
        return Unexpected(data.error());
    }
    auto model = decoderOf(job, *tokenizer);
    if (!model) {
        return Unexpected(model.error());
    }
    if (!model->network->shape().causal) {
        return headMissing(job, "next-token head");
    }
    Objective objective;
    objective.network = model->network;
    objective.description = model->description;
    objective.description.task.reset();
    objective.loss = languageModelLoss(model->network, job.options.labelSmoothing);
    objective.data = sourcesOf(*data, [&](const std::shared_ptr<const TextDataset>& texts) {
        return PackedExamples::source(texts, job.options.blockLength);
    });
    objective.trainingTokens = data->training->targets();
    objective.problems = std::move(data->problems);
    return objective;
}

Expected<Objective> maskedToken(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    auto data = readData<SentenceDataset>(job, *tokenizer);
    if (!data) {
        return Unexpected(data.error());
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
    auto made = encoderOf(job, *tokenizer);
    if (!made) {
        return Unexpected(made.error());
    }
    const models::Bert model(std::dynamic_pointer_cast<models::BertImpl>(made->network));
    if (!model || !model->maskedTokenHead || !model->nextSentenceHead) {
        return headMissing(job, "heads for masked tokens and the next sentence");
    }
    Objective objective;
    objective.network = made->network;
    objective.description = made->description;
    objective.description.task.reset();
    objective.loss = maskedTokenLoss(model, job.options.labelSmoothing);
    objective.data = sourcesOf(*data, [&](const std::shared_ptr<const SentenceDataset>& texts) {
        return MaskedExamples::source(texts, tokenizer, layout);
    });
    objective.trainingTokens = static_cast<std::int64_t>(data->training->tokens().size());
    objective.problems = std::move(data->problems);
    return objective;
}

} // namespace

std::shared_ptr<torch::nn::Module> Objective::module() const {
    return task ? std::shared_ptr<torch::nn::Module>(task.ptr()) : network;
}

Expected<Objective> makeObjective(const TrainingJob& job, const SharedTokenizer& tokenizer) {
    switch (job.objective) {
    case TrainingObjective::NextToken:
        return nextToken(job, tokenizer);
    case TrainingObjective::MaskedToken:
        return maskedToken(job, tokenizer);
    case TrainingObjective::Classification:
    case TrainingObjective::Tagging:
    case TrainingObjective::QuestionAnswering:
        return taskObjective(job, tokenizer);
    case TrainingObjective::Instruction:
        return instructionObjective(job, tokenizer);
    }
    return nextToken(job, tokenizer);
}

} // namespace vitrine::train
