#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include <torch/torch.h>

#include "engine/models/network.h"
#include "engine/train/checkpoint_store.h"
#include "engine/train/trainer.h"

namespace vitrine::test {

/// Few steps, with dropout, so that the random state matters.
inline TrainingOptions smallTraining(std::int64_t blockLength) {
    TrainingOptions options;
    options.steps = 12;
    options.batchSize = 2;
    options.blockLength = blockLength;
    options.warmupSteps = 2;
    options.learningRate = 1e-2;
    options.dropout = 0.2;
    options.logEvery = 1;
    options.evaluateEvery = 5;
    options.checkpointEvery = 5;
    return options;
}

/// A training with all that belongs to it.
struct TrainingSession {
    TrainingSession(models::Network network, const train::LossFunction& loss,
        const train::ExampleSource& examples, const TrainingOptions& options)
        : model(std::move(network)), trainer(model, loss, {examples, examples}, options) { }

    Expected<void> run(const std::stop_token& stop = {}) {
        return trainer.run(
            [&](const TrainingProgress& progress) -> Expected<void> {
                log.push_back(progress);
                if (onProgress) {
                    onProgress(progress);
                }
                return {};
            },
            [&](const train::Checkpoint& checkpoint) -> Expected<void> {
                checkpoints.push_back(checkpoint.step);
                return store ? store->save(checkpoint) : Expected<void>();
            },
            stop);
    }

    /// Ends as a user would end it, after this step.
    Expected<void> runUntil(std::int64_t step) {
        std::stop_source stop;
        onProgress = [&](const TrainingProgress& progress) {
            if (progress.step == step) {
                stop.request_stop();
            }
        };
        return run(stop.get_token());
    }

    /// Bit for bit: the same weights, and the same steps since this one was restored.
    bool repeats(const TrainingSession& unbroken) const {
        const auto sameStep = [](const TrainingProgress& a, const TrainingProgress& b) {
            return a.step == b.step && a.loss == b.loss && a.gradientNorm == b.gradientNorm
                && a.validationLoss == b.validationLoss;
        };
        return !log.empty() && log.size() <= unbroken.log.size()
            && std::equal(log.rbegin(), log.rend(), unbroken.log.rbegin(), sameStep)
            && hasWeightsOf(unbroken);
    }

    bool hasWeightsOf(const TrainingSession& other) const {
        return std::ranges::equal(model->parameters(), other.model->parameters(),
            [](const torch::Tensor& a, const torch::Tensor& b) { return a.equal(b); });
    }

    models::Network model;
    train::Trainer trainer;
    std::function<void(const TrainingProgress&)> onProgress;
    std::optional<train::CheckpointStore> store;
    std::vector<TrainingProgress> log;
    std::vector<std::int64_t> checkpoints; ///< their steps
};

} // namespace vitrine::test
