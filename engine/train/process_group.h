#pragma once

#include <memory>
#include <vector>

#include <torch/torch.h>

#include "engine/train/adam_w.h"
#include "engine/values/expected.h"
#include "engine/values/process_place.h"

namespace vitrine::train {

/// Processes that train one model together. All make the same calls in the same order.
class ProcessGroup {
public:
    virtual ~ProcessGroup() = default;
    virtual int rank() const = 0;
    virtual int size() const = 0;
    /// Adds up the values of all processes, in place; every one has the same sums, bit for bit.
    /// `values` is one piece of float32 memory. Error: ServerUnreachable where another process is
    /// gone, or does not answer in time.
    virtual Expected<void> sum(torch::Tensor& values) = 0;
};

/// Adds up the gradients of parameters over all processes, where a parameter has one, and some
/// numbers besides, in one exchange from `device`. Errors: those of sum().
Expected<std::vector<double>> sumOverProcesses(ProcessGroup& group,
    const std::vector<NamedTensor>& parameters, const std::vector<double>& numbers,
    torch::Device device);

/// Waits for all processes. Values on a GPU go through main memory, but where NCCL was built in.
/// Error: ServerUnreachable (subject: host and port) where they do not find each other in time.
Expected<std::shared_ptr<ProcessGroup>> joinProcesses(
    const ProcessPlace& place, torch::Device device);

} // namespace vitrine::train
