#pragma once

#include <functional>
#include <stop_token>

#include <torch/torch.h>

#include "engine/nn/inspection.h"
#include "engine/nn/linear.h"

namespace vitrine::nn {

/// What a recurrent layer carries from token to token, [.., width] each.
struct RecurrentState {
    torch::Tensor hidden;
    torch::Tensor cell; ///< an LSTM's; of others, undefined
};

/// The terms of one step that come from the input, W x + b, and from the state before, U h + b:
/// [.., gates · width] each.
struct RecurrentTerms {
    torch::Tensor input;
    torch::Tensor state;
};

/// Is shown the gates of a step.
using GateObserver = std::function<void(Site, const torch::Tensor&)>;

/// One step of a recurrent network: the state after a token. Works on any number of steps at once
/// where the states before are known.
using RecurrentStep = RecurrentState (*)(
    const RecurrentTerms& terms, const RecurrentState& before, const GateObserver& observe);

/// h' = tanh(W x + U h + b) (Elman 1990).
RecurrentState elmanStep(
    const RecurrentTerms& terms, const RecurrentState& before, const GateObserver& observe);
/// c' = f ⊙ c + i ⊙ g, h' = o ⊙ tanh c' (Hochreiter & Schmidhuber 1997, with the forget gate of
/// Gers et al. 2000). Rows of the terms: i, f, g, o, as in torch.nn.LSTM.
RecurrentState lstmStep(
    const RecurrentTerms& terms, const RecurrentState& before, const GateObserver& observe);
/// h' = (1 − z) ⊙ n + z ⊙ h (Cho et al. 2014). Rows of the terms: r, z, n, as in torch.nn.GRU,
/// whose reset gate acts on U h.
RecurrentState gruStep(
    const RecurrentTerms& terms, const RecurrentState& before, const GateObserver& observe);

/// A layer that reads tokens one after the other.
struct RecurrentLayerImpl : torch::nn::Module {
    /// `gates`: sets of rows that `step` expects.
    RecurrentLayerImpl(std::int64_t width, std::int64_t gates, RecurrentStep step);
    /// x [batch, position, width] and the state before the first position [batch, width], undefined
    /// for none → the state after each position [batch, position, width]. A stop asked for throws
    /// Interrupted.
    RecurrentState forward(const torch::Tensor& x, RecurrentState before, std::int64_t layer,
        Inspection* inspection, const std::stop_token& stop);

    Linear input; ///< W [gates · width, width]
    Linear recurrent; ///< U [gates · width, width]

private:
    RecurrentState withoutPast(const torch::Tensor& x) const;
    void show(const torch::Tensor& terms, const RecurrentState& first, const RecurrentState& after,
        std::int64_t layer, Inspection& inspection);

    RecurrentStep m_step;
    bool m_hasCell;
};
TORCH_MODULE(RecurrentLayer);

} // namespace vitrine::nn
