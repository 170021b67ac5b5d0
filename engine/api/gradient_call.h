#pragma once

#include <torch/torch.h>

namespace vitrine::api {

/// What holds while an answer is explained by its gradient: the threads of an EngineCall, but not
/// its InferenceMode, in which nothing is recorded.
class GradientCall {
public:
    explicit GradientCall(int threads) {
        if (torch::get_num_threads() != threads) {
            torch::set_num_threads(threads);
        }
    }
};

} // namespace vitrine::api
