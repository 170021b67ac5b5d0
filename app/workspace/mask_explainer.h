#pragma once

#include <QObject>

#include <functional>

#include "app/jobs/latest_request.h"
#include "app/workspace/mask_filler.h"
#include "engine/values/input_attribution.h"

namespace vitrine::api {
class TextInspector;
} // namespace vitrine::api

namespace vitrine::app {

/// Explains the answers of a MaskFiller: the most probable token in the place looked at, and that
/// the second text follows the first.
class MaskExplainer : public QObject {
    Q_OBJECT
public:
    MaskExplainer(Workspace& workspace, MaskFiller& filler, QObject* parent);

    /// Nothing is explained while nobody looks; it begins paused.
    void setPaused(bool paused);

Q_SIGNALS:
    /// `bytes` are those of the token.
    void tokenExplained(const vitrine::InputAttribution& attribution, const std::string& bytes);
    void sentenceExplained(const vitrine::InputAttribution& attribution);
    void failed(const vitrine::Error& error);

private:
    using Explanation = Expected<InputAttribution>;
    using Ask = std::function<Explanation(api::TextInspector&, const std::stop_token&)>;

    void explainToken(const MaskAnswer& answer);
    void explainSentence();
    void request(LatestRequest& latest, SegmentedIds input, Ask ask,
        std::function<void(const InputAttribution&)> show);

    Workspace& m_workspace;
    MaskFiller& m_filler;
    bool m_paused = true;
    JobQueue m_queue;
    LatestRequest m_token{m_queue};
    LatestRequest m_sentence{m_queue};
};

} // namespace vitrine::app
