#pragma once

#include <QObject>

#include <memory>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/workspace/inspected_text.h"
#include "engine/api/text_inspector.h"
#include "engine/values/error.h"
#include "widgets/attention/attention_picture.h"

namespace vitrine::app {

/// Whose attention a map shows.
enum class AttentionSource {
    Head,
    LayerMean, ///< mean over the heads of the layer
    ModelMean, ///< mean over all heads
    Rollout, ///< Abnar & Zuidema 2020, up to the layer
};

/// Which of two passes is looked at: the model's own with its interventions, or what it is compared
/// with, which is the second model, or without one the model without interventions.
enum class AttentionSide {
    Own,
    Other,
    Both, ///< side by side
    Difference, ///< own − other; they must have the same tokens
};

/// What a map is asked to show, and how it is made ready for drawing.
struct MapQuestion {
    AttentionSource source = AttentionSource::Head;
    HeadIndex head;
    AttentionSide side = AttentionSide::Own;
    bool mergeWords = false;
    bool hideSpecial = false;
    bool hideFirst = false;
    widgets::PictureOptions picture;
    bool operator==(const MapQuestion&) const = default;
};

/// The maps of one side or both; a difference is the model's own.
struct AttentionPictures {
    std::shared_ptr<const widgets::AttentionPicture> own; ///< null where it is not looked at
    std::shared_ptr<const widgets::AttentionPicture> other; ///< null where it is not looked at
};

/// The head of this index; the last layer or head where the model has fewer.
HeadIndex nearestHead(const HeadIndex& head, const ModelInfo& model);

/// Looks into the model's attention over the text under glass, with and without interventions, and
/// into a second model's. All work is done in the background, what is visible first; a newer
/// question replaces an older one of its kind.
class AttentionProbe : public QObject {
    Q_OBJECT
public:
    explicit AttentionProbe(QObject* parent);

    /// Null stops all work.
    void setModel(const std::shared_ptr<const api::TextModel>& model);
    void setText(const InspectedText& text);
    void setInterventions(const Interventions& interventions);
    /// The model that is compared with the first; null for none.
    void setSecondModel(const std::shared_ptr<const api::TextModel>& model);
    void setSecondText(const InspectedText& text);
    /// Whether there is another side than the model's own.
    bool compares() const { return m_second != nullptr || !m_interventions.empty(); }

    void askMap(const MapQuestion& question);
    /// `side` is Own or Other, whose positions these are.
    void askDerivation(const HeadIndex& head, int query, int key, AttentionSide side);
    /// What the interventions do to the output at a position.
    void askChange(int position);
    /// Every head from afar, as they come.
    void askSummaries(AttentionSide side);
    void cancel();
    /// While nobody looks: long texts are forgotten, and computed again for the next question.
    void rest();
    /// Goes on with the heads that rest() left out.
    void resumeSummaries();

Q_SIGNALS:
    void mapped(const vitrine::app::AttentionPictures& pictures);
    void derived(const vitrine::AttentionDerivation& derivation);
    void changed(const vitrine::OutputChange& change);
    void summarized(const std::vector<vitrine::HeadSummary>& summaries);
    void failed(const vitrine::Error& error);

private:
    struct Inspection;

    template <typename T>
    void deliver(const Expected<T>& result, void (AttentionProbe::*signal)(const T&));
    std::shared_ptr<const Inspection> inspection() const;

    std::shared_ptr<api::TextInspector> m_untouched;
    std::shared_ptr<api::TextInspector> m_intervened;
    std::shared_ptr<api::TextInspector> m_second;
    ModelInfo m_secondInfo;
    std::shared_ptr<const InspectedText> m_text = std::make_shared<const InspectedText>();
    std::shared_ptr<const InspectedText> m_secondText = std::make_shared<const InspectedText>();
    Interventions m_interventions;
    AttentionSide m_summarySide = AttentionSide::Own;
    bool m_summariesWanted = false; ///< and not all have come
    std::unique_ptr<FrameRelay<HeadSummary>> m_relay;
    JobQueue m_queue;
    LatestRequest m_map{m_queue};
    LatestRequest m_derivation{m_queue};
    LatestRequest m_change{m_queue};
    LatestRequest m_summaries{m_queue};
    LatestRequest m_rest{m_queue};
};

} // namespace vitrine::app
