#include "engine/nn/recurrent_layer.h"

#include <utility>
#include <vector>

#include "engine/nn/interrupted.h"

namespace vitrine::nn {

RecurrentState elmanStep(const RecurrentTerms& terms, const RecurrentState& /*before*/,
    const GateObserver& /*observe*/) {
    return {torch::tanh(terms.input + terms.state), {}};
}

RecurrentState lstmStep(
    const RecurrentTerms& terms, const RecurrentState& before, const GateObserver& observe) {
    const auto rows = (terms.input + terms.state).chunk(4, /*dim=*/-1);
    const auto i = torch::sigmoid(rows[0]);
    const auto f = torch::sigmoid(rows[1]);
    const auto g = torch::tanh(rows[2]);
    const auto o = torch::sigmoid(rows[3]);
    if (observe) {
        observe(Site::InputGate, i);
        observe(Site::ForgetGate, f);
        observe(Site::CandidateState, g);
        observe(Site::OutputGate, o);
    }
    const auto c = f * before.cell + i * g;
    return {o * torch::tanh(c), c};
}

RecurrentState gruStep(
    const RecurrentTerms& terms, const RecurrentState& before, const GateObserver& observe) {
    const auto x = terms.input.chunk(3, /*dim=*/-1);
    const auto h = terms.state.chunk(3, /*dim=*/-1);
    const auto r = torch::sigmoid(x[0] + h[0]);
    const auto z = torch::sigmoid(x[1] + h[1]);
    const auto n = torch::tanh(x[2] + r * h[2]);
    if (observe) {
        observe(Site::ResetGate, r);
        observe(Site::UpdateGate, z);
        observe(Site::CandidateState, n);
    }
    return {(1 - z) * n + z * before.hidden, {}};
}

RecurrentLayerImpl::RecurrentLayerImpl(std::int64_t width, std::int64_t gates, RecurrentStep step)
    : input(register_module("input", Linear(width, gates * width))),
      recurrent(register_module("recurrent", Linear(width, gates * width))), m_step(step),
      m_hasCell(step == lstmStep) {
}

RecurrentState RecurrentLayerImpl::withoutPast(const torch::Tensor& x) const {
    const auto zeros = torch::zeros({x.size(0), x.size(2)}, x.options());
    return {zeros, m_hasCell ? zeros : torch::Tensor()};
}

RecurrentState RecurrentLayerImpl::forward(const torch::Tensor& x, RecurrentState before,
    std::int64_t layer, Inspection* inspection, const std::stop_token& stop) {
    if (!before.hidden.defined()) {
        before = withoutPast(x);
    }
    const auto terms = input(x); // of all positions at once [batch, position, gates · width]
    std::vector<torch::Tensor> hidden;
    std::vector<torch::Tensor> cells;
    auto state = before;
    for (const auto& term : terms.unbind(/*dim=*/1)) {
        if (stop.stop_requested()) {
            throw Interrupted();
        }
        state = m_step({term, recurrent(state.hidden)}, state, /*observe=*/{});
        hidden.push_back(state.hidden);
        cells.push_back(state.cell);
    }
    const RecurrentState after{torch::stack(hidden, /*dim=*/1),
        m_hasCell ? torch::stack(cells, /*dim=*/1) : torch::Tensor()};
    if (inspection) {
        show(terms, before, after, layer, *inspection);
    }
    return after;
}

/// With every state known, the gates of all positions are one step.
void RecurrentLayerImpl::show(const torch::Tensor& terms, const RecurrentState& first,
    const RecurrentState& after, std::int64_t layer, Inspection& inspection) {
    const auto before = [&](const torch::Tensor& start, const torch::Tensor& states) {
        return states.defined()
            ? torch::cat({start.unsqueeze(/*dim=*/1),
                             states.narrow(/*dim=*/1, /*start=*/0, states.size(1) - 1)},
                /*dim=*/1)
            : torch::Tensor();
    };
    const RecurrentState states{before(first.hidden, after.hidden), before(first.cell, after.cell)};
    m_step({terms, recurrent(states.hidden)}, states,
        [&](Site site, const torch::Tensor& gate) { inspection.at(site, layer, gate); });
    if (m_hasCell) {
        inspection.at(Site::CellState, layer, after.cell);
    }
    inspection.at(Site::HiddenState, layer, after.hidden);
}

} // namespace vitrine::nn
