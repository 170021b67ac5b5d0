#pragma once

#include <QObject>

#include <string>
#include <utility>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/inspected_text.h"
#include "app/workspace/mask_answer.h"
#include "app/workspace/workspace.h"
#include "engine/values/error.h"
#include "engine/values/mask_prediction.h"

namespace vitrine::app {

/// Asks a model that reads both sides what it puts in the place of every hidden token, what it
/// expects at the token looked at (hidden as well for that question), and whether the second text
/// follows the first. Follows the workspace by itself; a newer question replaces an older one.
class MaskFiller : public QObject {
    Q_OBJECT
public:
    MaskFiller(Workspace& workspace, QObject* parent);

    /// Nothing is asked or told while nobody looks; it begins paused.
    void setPaused(bool paused);

    /// What the model reads.
    const InspectedText& text() const { return m_text; }
    /// The place looked at: the workspace's selection or a token of the second text; where nothing
    /// is selected the first hidden token, else the text's last. −1 in an empty text.
    int position() const { return m_position; }
    /// Selects the token there; nothing happens for a special token.
    void lookAt(int position);

Q_SIGNALS:
    /// The text, what is hidden, or the place looked at; the answers follow.
    void changed();
    /// The first candidate at every hidden token.
    void filled(const std::vector<vitrine::MaskPrediction>& masks);
    void answered(const vitrine::app::MaskAnswer& answer);
    /// The probability that the second text follows the first.
    void judged(double probability);
    void failed(const vitrine::Error& error);

private:
    void adoptModel();
    void followText();
    void followSelection();
    int chosenPosition() const;
    void fill();
    void answer();
    void judge();

    Workspace& m_workspace;
    bool m_paused = true;
    InspectedText m_text;
    int m_secondNumber = -1; ///< the second text's token looked at, as Workspace::masked() counts
    int m_position = -1;
    std::pair<std::string, std::string> m_judged; ///< the texts last asked about
    JobQueue m_queue;
    LatestRequest m_fill{m_queue};
    LatestRequest m_answer{m_queue};
    LatestRequest m_judgement{m_queue};
};

} // namespace vitrine::app
