#include "engine/inspect/states.h"

#include <array>

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

namespace {

constexpr std::array Sites{Site::HiddenState, Site::CellState, Site::InputGate, Site::ForgetGate,
    Site::OutputGate, Site::ResetGate, Site::UpdateGate, Site::CandidateState};

} // namespace

std::vector<StateTrace> statesOver(
    models::LanguageModel& model, const models::NetworkInput& text, const std::stop_token& stop) {
    nn::Inspection inspection;
    for (const auto site : Sites) {
        inspection.keep(site);
    }
    model.hidden(text, /*cache=*/nullptr, &inspection, stop);
    std::vector<StateTrace> traces;
    for (std::size_t layer = 0; layer < inspection.kept(Site::HiddenState).size(); ++layer) {
        for (const auto site : Sites) {
            const auto& kept = inspection.kept(site);
            if (layer < kept.size()) {
                const auto& values = kept[layer]; // [1, position, width]
                traces.push_back({.site = site,
                    .layer = static_cast<int>(layer),
                    .positions = static_cast<int>(values.size(1)),
                    .width = static_cast<int>(values.size(2)),
                    .values = valuesOf(values)});
            }
        }
    }
    return traces;
}

} // namespace vitrine::inspect
