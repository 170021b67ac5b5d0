#include "engine/train/process_group.h"

namespace vitrine::train {

Expected<std::vector<double>> sumOverProcesses(ProcessGroup& group,
    const std::vector<NamedTensor>& parameters, const std::vector<double>& numbers,
    torch::Device device) {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> pieces;
    for (const auto& [name, parameter] : parameters) {
        const auto& gradient = parameter.grad();
        pieces.push_back((gradient.defined() ? gradient : torch::zeros_like(parameter)).flatten());
    }
    pieces.push_back(torch::tensor(numbers, torch::kFloat).to(device));
    auto values = torch::cat(pieces);
    if (auto summed = group.sum(values); !summed) {
        return Unexpected(summed.error());
    }
    std::int64_t begin = 0;
    for (const auto& [name, parameter] : parameters) {
        const auto count = parameter.numel();
        if (parameter.grad().defined()) {
            parameter.grad().copy_(values.narrow(/*dim=*/0, begin, count).view(parameter.sizes()));
        }
        begin += count;
    }
    const auto sums = values.narrow(/*dim=*/0, begin, static_cast<std::int64_t>(numbers.size()))
                          .to(torch::kCPU, torch::kDouble);
    return std::vector<double>(
        sums.const_data_ptr<double>(), sums.const_data_ptr<double>() + sums.numel());
}

} // namespace vitrine::train
