#pragma once

#include <torch/torch.h>

namespace vitrine::api {

/// What holds while the engine computes for a caller: no gradients are recorded, and the calling
/// thread shares its work with as many others as the model was loaded for.
class EngineCall {
public:
    explicit EngineCall(int threads) {
        // OpenMP keeps the number for each calling thread.
        if (torch::get_num_threads() != threads) {
            torch::set_num_threads(threads);
        }
    }

private:
    c10::InferenceMode m_inference;
};

} // namespace vitrine::api
