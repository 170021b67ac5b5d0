#include "engine/train/adam_w.h"

namespace vitrine::train {

AdamW::AdamW(const std::vector<NamedTensor>& parameters, const TrainingOptions& options)
    : m_beta1(options.beta1), m_beta2(options.beta2), m_epsilon(options.epsilon) {
    m_decaying.weightDecay = options.weightDecay;
    for (const auto& [name, parameter] : parameters) {
        auto& group = parameter.dim() >= 2 ? m_decaying : m_plain;
        group.names.push_back(name);
        group.parameters.push_back(parameter);
        group.firstMoments.push_back(torch::zeros_like(parameter).detach());
        group.secondMoments.push_back(torch::zeros_like(parameter).detach());
    }
}

void AdamW::step(std::int64_t number, double learningRate) {
    const torch::NoGradGuard noGrad;
    step(m_decaying, number, learningRate);
    step(m_plain, number, learningRate);
}

void AdamW::step(Group& group, std::int64_t number, double learningRate) const {
    if (group.parameters.empty()) {
        return;
    }
    std::vector<torch::Tensor> gradients;
    std::vector<torch::Tensor> numbers; // the kernel reads the count from a tensor per parameter
    for (const auto& parameter : group.parameters) {
        // A head that this batch had no use for has none: only its momentum moves it.
        gradients.push_back(
            parameter.grad().defined() ? parameter.grad() : torch::zeros_like(parameter));
        numbers.push_back(torch::full({}, static_cast<float>(number),
            torch::dtype(torch::kFloat).device(parameter.device())));
    }
    at::_fused_adamw_(group.parameters, gradients, group.firstMoments, group.secondMoments,
        /*max_exp_avg_sqs=*/{}, numbers, learningRate, m_beta1, m_beta2, group.weightDecay,
        m_epsilon, /*amsgrad=*/false, /*maximize=*/false);
}

std::vector<NamedTensor> AdamW::moments() const {
    std::vector<NamedTensor> result;
    for (const auto* group : {&m_decaying, &m_plain}) {
        for (std::size_t i = 0; i < group->names.size(); ++i) {
            result.emplace_back("first." + group->names[i], group->firstMoments[i]);
            result.emplace_back("second." + group->names[i], group->secondMoments[i]);
        }
    }
    return result;
}

} // namespace vitrine::train
