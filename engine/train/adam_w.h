#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <torch/torch.h>

#include "engine/values/training_options.h"

namespace vitrine::train {

using NamedTensor = std::pair<std::string, torch::Tensor>;

/// Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2), in LibTorch's fused
/// kernel: one pass over each parameter. Matrices decay; biases and norms do not.
class AdamW {
public:
    /// `parameters` are updated in place by step().
    AdamW(const std::vector<NamedTensor>& parameters, const TrainingOptions& options);

    /// One update from the gradients at hand. `number` counts updates from 1.
    void step(std::int64_t number, double learningRate);

    /// First and second moments of every parameter, as "first.NAME" and "second.NAME".
    std::vector<NamedTensor> moments() const;

private:
    /// Parameters that decay alike.
    struct Group {
        double weightDecay = 0;
        std::vector<std::string> names;
        std::vector<torch::Tensor> parameters;
        std::vector<torch::Tensor> firstMoments;
        std::vector<torch::Tensor> secondMoments;
    };
    void step(Group& group, std::int64_t number, double learningRate) const;

    Group m_decaying;
    Group m_plain;
    double m_beta1;
    double m_beta2;
    double m_epsilon;
};

} // namespace vitrine::train
