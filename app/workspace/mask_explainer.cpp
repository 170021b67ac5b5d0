#include "app/workspace/mask_explainer.h"

#include <utility>

#include "engine/api/text_inspector.h"

namespace vitrine::app {

MaskExplainer::MaskExplainer(Workspace& workspace, MaskFiller& filler, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_filler(filler) {
    connect(&filler, &MaskFiller::answered, this, &MaskExplainer::explainToken);
    connect(&filler, &MaskFiller::judged, this, &MaskExplainer::explainSentence);
    connect(&workspace, &Workspace::modelChanged, this, [this] {
        m_token.cancel();
        m_sentence.cancel();
    });
}

void MaskExplainer::setPaused(bool paused) {
    if (std::exchange(m_paused, paused) && !paused) {
        explainSentence(); // which is not judged again for that; tokens are
    }
}

void MaskExplainer::explainToken(const MaskAnswer& answer) {
    const auto& text = m_filler.text();
    if (m_paused || answer.distribution->candidates.empty() || !text.mask) {
        return;
    }
    const auto& best = answer.distribution->candidates.front();
    SegmentedIds input{text.ids(), text.segments};
    input.ids[static_cast<std::size_t>(answer.position)] = *text.mask;
    request(
        m_token, std::move(input),
        [position = answer.position, id = best.id](
            auto& inspector, const auto& stop) { return inspector.attribute(position, id, stop); },
        [this, bytes = best.bytes](
            const InputAttribution& attribution) { Q_EMIT tokenExplained(attribution, bytes); });
}

void MaskExplainer::explainSentence() {
    const auto& model = m_workspace.model();
    const auto& text = m_filler.text();
    const bool judges = model && model->info().abilities.judgesNextSentence;
    if (m_paused || !judges || text.textTokens == 0 || text.secondTokens == 0) {
        return;
    }
    request(
        m_sentence, {text.written, text.segments},
        [](auto& inspector, const auto& stop) { return inspector.attributeNextSentence(stop); },
        [this](const InputAttribution& attribution) { Q_EMIT sentenceExplained(attribution); });
}

void MaskExplainer::request(LatestRequest& latest, SegmentedIds input, Ask ask,
    std::function<void(const InputAttribution&)> show) {
    latest.request(
        [model = m_workspace.model(), input = std::move(input), ask = std::move(ask)](
            const std::stop_token& stop) {
            const auto inspector = model->newInspector();
            return inspector->run(input.ids, input.segments, {}, stop).and_then([&] {
                return ask(*inspector, stop);
            });
        },
        [this, show = std::move(show)](const Explanation& explanation) {
            if (explanation) {
                show(*explanation);
            } else if (explanation.error().code != ErrorCode::Interrupted) {
                Q_EMIT failed(explanation.error());
            }
        });
}

} // namespace vitrine::app
