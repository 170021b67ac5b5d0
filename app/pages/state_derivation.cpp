#include "app/pages/state_derivation.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "widgets/common/number_format.h"

namespace vitrine::app {

namespace {

using widgets::formatValue;

/// The value at a site; unset where the model has no such site. Before the first token there is 0.
std::optional<double> valueAt(const StateSubject& subject, Site site, int position) {
    const auto trace = std::ranges::find_if(subject.states, [&](const StateTrace& state) {
        return state.site == site && state.layer == subject.layer;
    });
    if (trace == subject.states.end() || subject.neuron < 0 || subject.neuron >= trace->width
        || position >= trace->positions) {
        return std::nullopt;
    }
    const auto row = static_cast<std::size_t>(position) * static_cast<std::size_t>(trace->width);
    return position < 0 ? 0.0 : trace->values[row + static_cast<std::size_t>(subject.neuron)];
}

QStringList lstmLines(const StateSubject& subject) {
    const auto now = [&](Site site) { return *valueAt(subject, site, subject.position); };
    const double before = *valueAt(subject, Site::CellState, subject.position - 1);
    const auto cell = formatValue(now(Site::CellState));
    return {QStringLiteral("c′ = f ⊙ c + i ⊙ g"),
        QStringLiteral("c′ = %1 · %2 + %3 · %4 = %5")
            .arg(formatValue(now(Site::ForgetGate)), formatValue(before),
                formatValue(now(Site::InputGate)), formatValue(now(Site::CandidateState)), cell),
        QStringLiteral("h′ = o ⊙ tanh c′"),
        QStringLiteral("h′ = %1 · tanh %2 = %3")
            .arg(formatValue(now(Site::OutputGate)), cell, formatValue(now(Site::HiddenState)))};
}

QStringList gruLines(const StateSubject& subject) {
    const auto now = [&](Site site) { return *valueAt(subject, site, subject.position); };
    const double before = *valueAt(subject, Site::HiddenState, subject.position - 1);
    const double kept = now(Site::UpdateGate);
    return {QStringLiteral("h′ = (1 − z) ⊙ n + z ⊙ h"),
        QStringLiteral("h′ = %1 · %2 + %3 · %4 = %5")
            .arg(formatValue(1 - kept), formatValue(now(Site::CandidateState)), formatValue(kept),
                formatValue(before), formatValue(now(Site::HiddenState)))};
}

/// Elman's cell and a feed-forward model's hidden layer: the sum is what tanh came from.
QStringList tanhLines(double value) {
    return {QStringLiteral("h = tanh a"),
        QStringLiteral("h = tanh %1 = %2").arg(formatValue(std::atanh(value)), formatValue(value))};
}

} // namespace

QStringList stateDerivation(const StateSubject& subject) {
    const auto value = valueAt(subject, Site::HiddenState, subject.position);
    if (!value) {
        return {};
    }
    return valueAt(subject, Site::CellState, subject.position) ? lstmLines(subject)
        : valueAt(subject, Site::UpdateGate, subject.position) ? gruLines(subject)
                                                               : tanhLines(*value);
}

} // namespace vitrine::app
