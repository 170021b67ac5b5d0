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

/// Which pass is looked at, where there are interventions.
enum class AttentionSide {
    After, ///< with the interventions
    Before, ///< the untouched model
    Both, ///< side by side
    Difference, ///< after − before
};

/// What a map is asked to show, and how it is made ready for drawing.
struct MapQuestion {
    AttentionSource source = AttentionSource::Head;
    HeadIndex head;
    AttentionSide side = AttentionSide::After;
    bool mergeWords = false;
    bool hideSpecial = false;
    bool hideFirst = false;
    widgets::PictureOptions picture;
    bool operator==(const MapQuestion&) const = default;
};

/// One map, or two side by side.
struct AttentionPictures {
    std::shared_ptr<const widgets::AttentionPicture> first; ///< before, of two
    std::shared_ptr<const widgets::AttentionPicture> second; ///< after, of two; else null
};

/// Looks into the model's attention over the text under glass, with and without interventions. All
/// work is done in the background, what is visible first; a newer question replaces an older one
/// of its kind.
class AttentionProbe : public QObject {
    Q_OBJECT
public:
    explicit AttentionProbe(QObject* parent);

    /// Null stops all work.
    void setModel(const std::shared_ptr<const api::TextModel>& model);
    void setText(const InspectedText& text);
    void setInterventions(const Interventions& interventions);

    void askMap(const MapQuestion& question);
    /// Of the pass with the interventions, unless the untouched one is looked at.
    void askDerivation(const HeadIndex& head, int query, int key, AttentionSide side);
    /// What the interventions do to the output at a position.
    void askChange(int position);
    /// Every head from afar, as they come.
    void askSummaries(AttentionSide side);
    void cancel();

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
    void resumeSummaries();

    std::shared_ptr<api::TextInspector> m_untouched;
    std::shared_ptr<api::TextInspector> m_intervened;
    std::shared_ptr<const api::TextModel> m_model;
    std::shared_ptr<const InspectedText> m_text = std::make_shared<const InspectedText>();
    Interventions m_interventions;
    AttentionSide m_summarySide = AttentionSide::After;
    bool m_summariesWanted = false; ///< and not all have come
    std::unique_ptr<FrameRelay<HeadSummary>> m_relay;
    JobQueue m_queue;
    LatestRequest m_map{m_queue};
    LatestRequest m_derivation{m_queue};
    LatestRequest m_change{m_queue};
    LatestRequest m_summaries{m_queue};
};

} // namespace vitrine::app
