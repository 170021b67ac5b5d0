#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include <torch/torch.h>

#include "engine/train/adam_w.h"
#include "engine/train/checkpoint.h"
#include "engine/train/example_batcher.h"
#include "engine/train/process_group.h"
#include "engine/values/expected.h"
#include "engine/values/training_options.h"
#include "engine/values/training_progress.h"

namespace vitrine::train {

/// Mean loss of a batch in nats per counted target, a scalar to be differentiated.
using LossFunction = std::function<torch::Tensor(const Batch&)>;
/// Called after every logged step. An error stops the training.
using ProgressFunction = std::function<Expected<void>(const TrainingProgress&)>;

/// Called with every checkpoint, to keep it. An error stops the training.
using CheckpointFunction = std::function<Expected<void>(const Checkpoint&)>;

/// The data of a run. `validation` may be empty.
struct TrainingData {
    ExampleSource training;
    ExampleSource validation;
};

/// The training loop: batches, gradients, clipping, AdamW, schedule, evaluation, checkpoints.
/// It knows no model, only its parameters and a loss. After a step, everything that the next one
/// depends on is in checkpoint(): on the CPU in float32 a resumed run repeats an unbroken one
/// bit for bit.
class Trainer {
public:
    /// `model` is changed in place, but for parameters that want no gradient; at least one does.
    /// `options` are checked before. With a `group`, each of its processes computes a share of the
    /// rows of every batch, and all take the same steps, as one process would with whole batches;
    /// they have begun with the same weights.
    Trainer(std::shared_ptr<torch::nn::Module> model, LossFunction loss, const TrainingData& data,
        const TrainingOptions& options, std::shared_ptr<ProcessGroup> group = nullptr);

    /// Steps up to options.steps or out of options.patience, with a checkpoint every
    /// options.checkpointEvery and at the end. A stop takes effect within one forward and backward
    /// pass and makes a checkpoint of the last whole step; one that comes while that step's
    /// evaluation is due reports it without, and the run that goes on reports it again with it.
    /// Errors: Interrupted; LossNotFinite, which makes none; those of the callbacks and the group.
    Expected<void> run(const ProgressFunction& onProgress, const CheckpointFunction& onCheckpoint,
        const std::stop_token& stop = {});

    std::int64_t step() const { return m_step; }
    /// The last step of which nothing is left to be reported.
    std::int64_t reportedStep() const { return m_unreported ? m_step - 1 : m_step; }
    /// Whether the last evaluation had the lowest validation loss so far.
    bool isBest() const { return m_bestLoss && m_evaluationsSince == 0; }
    /// Mean loss over the validation examples in nats per counted target.
    /// Errors: Interrupted, those of the group.
    Expected<double> validationLoss(const std::stop_token& stop = {});

    /// What the last step was given; undefined tensors before the first.
    const Batch& lastBatch() const { return m_lastBatch; }

    Checkpoint checkpoint() const;
    /// Error: CheckpointMismatch (subject: `source`) where a tensor is missing or of another shape.
    Expected<void> restore(const Checkpoint& checkpoint, const std::string& source);

private:
    using Clock = std::chrono::steady_clock;

    Expected<void> runSteps(const ProgressFunction& onProgress,
        const CheckpointFunction& onCheckpoint, const std::stop_token& stop);
    Expected<StepResult> trainStep(const std::stop_token& stop);
    /// Adds the gradients of one step; Interrupted leaves the data and random state half way.
    Expected<double> accumulateGradients(const std::stop_token& stop);
    /// Those of this process alone.
    Expected<double> ownGradients(const std::stop_token& stop);
    /// Adds up numbers of all processes, of which the last tells whether one was stopped.
    Expected<std::vector<double>> together(
        const std::vector<NamedTensor>& gradientsOf, std::vector<double> numbers, bool stopped);
    torch::Tensor loss(const Batch& batch) const;
    Expected<void> report(
        const StepResult& result, const ProgressFunction& onProgress, const std::stop_token& stop);
    void noteLoss(double validationLoss);
    bool isOver() const;
    bool isDue(std::int64_t every) const;
    std::vector<NamedTensor> state() const;

    std::shared_ptr<torch::nn::Module> m_model;
    LossFunction m_loss;
    TrainingData m_data; // which the examples read
    TrainingOptions m_options;
    std::vector<NamedTensor> m_parameters;
    torch::Device m_device;
    AdamW m_optimizer;
    ExampleBatcher m_batcher;
    std::unique_ptr<Examples> m_validation; // null without validation data
    std::shared_ptr<ProcessGroup> m_group; // null: alone
    Batch m_lastBatch;
    std::int64_t m_step = 0; // steps done
    std::optional<StepResult> m_unreported; // of the last one, until it is
    std::optional<double> m_bestLoss; // of the validation examples
    std::int64_t m_evaluationsSince = 0;
    double m_secondsBefore = 0; // in earlier sessions
    Clock::time_point m_sessionStart = Clock::now();
    Clock::time_point m_lastReport = m_sessionStart;
    std::int64_t m_tokensSinceReport = 0;
};

} // namespace vitrine::train
