#pragma once

#include <span>
#include <stop_token>

#include <torch/torch.h>

#include "engine/api/evaluation_windows.h"
#include "engine/api/text_model_impl.h"
#include "engine/values/text_evaluation.h"

namespace vitrine::api {

/// Adds up how well a model that continues texts predicts windows of them. Windows of similar
/// length are read together, as many as fit BatchPositions with their padding: a recurrent network
/// then takes each of its steps for all of them at once.
class WindowEvaluator {
public:
    static constexpr std::size_t BatchPositions = 8192;

    WindowEvaluator(const TextModel::Impl& model, std::stop_token stop);

    /// The first of `windows`, the longest of which comes first, as many as are read together; says
    /// how many these were. A stop asked for throws nn::Interrupted.
    std::size_t add(std::span<const EvaluationWindow> windows);
    TextEvaluation result(bool partial) const;

private:
    /// Windows as tensors.
    struct Batch {
        torch::Tensor ids; ///< [window, longest] int64, 0 behind the end of a window
        torch::Tensor rows; ///< of the targets among the flattened positions [targets] int64
        torch::Tensor targets; ///< [targets] int64
    };
    Batch batchOf(std::span<const EvaluationWindow> windows) const;
    double natsOf(const Batch& batch) const;

    const TextModel::Impl& m_model;
    std::stop_token m_stop;
    double m_nats = 0;
    std::int64_t m_tokens = 0;
    std::int64_t m_characters = 0;
};

} // namespace vitrine::api
