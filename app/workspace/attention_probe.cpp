#include "app/workspace/attention_probe.h"

#include <algorithm>
#include <map>
#include <utility>

#include "app/workspace/inspector_memory.h"
#include "engine/text/word_alignment.h"
#include "widgets/attention/attention_cells.h"

namespace vitrine::app {

namespace {

constexpr int thumbnailSize = 32;

using widgets::AttentionCells;
using widgets::AttentionPicture;

Expected<AttentionMap> mapOf(
    const api::TextInspector& inspector, const MapQuestion& question, const std::stop_token& stop) {
    switch (question.source) {
    case AttentionSource::Head:
        return inspector.attention(question.head);
    case AttentionSource::LayerMean:
        return inspector.meanAttention(question.head.layer, stop);
    case AttentionSource::ModelMean:
        return inspector.meanAttention(std::nullopt, stop);
    case AttentionSource::Rollout:
        break;
    }
    return inspector.rollout(question.head.layer, stop);
}

widgets::AttentionArrangement arrangementOf(
    const InspectedText& text, const MapQuestion& question) {
    widgets::AttentionArrangement how;
    if (question.mergeWords) {
        how.wordStarts = text::wordStarts(text.text, text.tokens);
    }
    how.segments = text.segments;
    how.hideSpecial = question.hideSpecial;
    how.hideFirst = question.hideFirst;
    return how;
}

HeadSummary differenceOf(const HeadSummary& before, HeadSummary after) {
    const auto subtract = [](std::vector<float>& from, const std::vector<float>& what) {
        std::transform(from.begin(), from.end(), what.begin(), from.begin(), std::minus<>());
    };
    subtract(after.largest, before.largest);
    subtract(after.mean, before.mean);
    return after;
}

} // namespace

/// What a job takes with it to the worker: one text, and who looks at it.
struct AttentionProbe::Inspection {
    std::shared_ptr<api::TextInspector> untouched;
    std::shared_ptr<api::TextInspector> intervened;
    std::shared_ptr<api::TextInspector> second;
    ModelInfo secondInfo;
    std::shared_ptr<const InspectedText> text;
    std::shared_ptr<const InspectedText> secondText;
    Interventions interventions;

    bool compares() const { return second || !interventions.empty(); }
    const InspectedText& textOf(AttentionSide side) const {
        return side == AttentionSide::Other && second ? *secondText : *text;
    }
    HeadIndex headOf(AttentionSide side, const HeadIndex& head) const {
        return side == AttentionSide::Other && second ? nearestHead(head, secondInfo) : head;
    }

    /// The pass of one side, computed if it was not the last.
    Expected<api::TextInspector*> pass(AttentionSide side, const std::stop_token& stop) const {
        const bool other = side == AttentionSide::Other;
        const bool plain = other || interventions.empty();
        auto* inspector = (other && second ? second : plain ? untouched : intervened).get();
        const auto& read = textOf(side);
        const auto ran = inspector->run(
            read.ids(), read.segments, plain ? Interventions() : interventions, stop);
        return ran.map([inspector] { return inspector; });
    }

    Expected<AttentionCells> cells(
        AttentionSide side, const MapQuestion& question, const std::stop_token& stop) const {
        auto asked = question;
        asked.head = headOf(side, question.head);
        return pass(side, stop)
            .and_then(
                [&](const api::TextInspector* inspector) { return mapOf(*inspector, asked, stop); })
            .map([&](const AttentionMap& map) {
                const auto& read = textOf(side);
                return arrangeAttention(map, read.tokens, arrangementOf(read, question));
            });
    }

    Expected<AttentionPictures> pictures(
        const MapQuestion& question, const std::stop_token& stop) const {
        const auto draw = [&](AttentionCells cells) {
            return std::make_shared<const AttentionPicture>(
                std::make_shared<const AttentionCells>(std::move(cells)), question.picture);
        };
        if (!compares() || question.side == AttentionSide::Own) {
            return cells(AttentionSide::Own, question, stop).map([&](AttentionCells found) {
                return AttentionPictures{draw(std::move(found)), nullptr};
            });
        }
        auto other = cells(AttentionSide::Other, question, stop);
        if (question.side == AttentionSide::Other) {
            return std::move(other).map([&](AttentionCells found) {
                return AttentionPictures{nullptr, draw(std::move(found))};
            });
        }
        auto own = cells(AttentionSide::Own, question, stop);
        if (!own || !other) {
            return Unexpected(own ? other.error() : own.error());
        }
        if (question.side == AttentionSide::Difference) {
            return AttentionPictures{draw(attentionDifference(*other, *own)), nullptr};
        }
        return AttentionPictures{draw(std::move(*own)), draw(std::move(*other))};
    }

    Expected<void> summaries(AttentionSide side, const std::function<void(HeadSummary)>& send,
        const std::stop_token& stop) const {
        const auto each = [&](AttentionSide pass, const api::HeadSummaryCallback& onHead) {
            return this->pass(pass, stop).and_then([&](const api::TextInspector* inspector) {
                return inspector->summaries(thumbnailSize, onHead, stop);
            });
        };
        if (side != AttentionSide::Difference || !compares()) {
            const bool other = side == AttentionSide::Other && compares();
            return each(other ? AttentionSide::Other : AttentionSide::Own, send);
        }
        std::map<HeadIndex, HeadSummary> before;
        return each(AttentionSide::Other, [&before](const HeadSummary& summary) {
            before[summary.index] = summary;
        }).and_then([&] {
            return each(AttentionSide::Own, [&](const HeadSummary& summary) {
                send(differenceOf(before.at(summary.index), summary));
            });
        });
    }
};

HeadIndex nearestHead(const HeadIndex& head, const ModelInfo& model) {
    return {std::min(head.layer, model.layers - 1), std::min(head.head, model.heads - 1)};
}

AttentionProbe::AttentionProbe(QObject* parent) : QObject(parent) {
}

void AttentionProbe::setModel(const std::shared_ptr<const api::TextModel>& model) {
    cancel();
    m_untouched = model ? model->newInspector() : nullptr;
    m_intervened = model ? model->newInspector() : nullptr;
}

void AttentionProbe::setText(const InspectedText& text) {
    m_text = std::make_shared<const InspectedText>(text);
}

void AttentionProbe::setInterventions(const Interventions& interventions) {
    m_interventions = interventions;
}

void AttentionProbe::setSecondModel(const std::shared_ptr<const api::TextModel>& model) {
    cancel();
    m_second = model ? model->newInspector() : nullptr;
    m_secondInfo = model ? model->info() : ModelInfo();
}

void AttentionProbe::setSecondText(const InspectedText& text) {
    m_secondText = std::make_shared<const InspectedText>(text);
}

void AttentionProbe::cancel() {
    m_summariesWanted = false;
    m_map.cancel();
    m_derivation.cancel();
    m_change.cancel();
    m_summaries.cancel();
    m_relay.reset();
}

template <typename T>
void AttentionProbe::deliver(const Expected<T>& result, void (AttentionProbe::*signal)(const T&)) {
    if (result) {
        Q_EMIT(this->*signal)(*result);
    } else if (result.error().code != ErrorCode::Interrupted) {
        Q_EMIT failed(result.error());
    }
}

void AttentionProbe::rest() {
    m_summaries.cancel();
    forgetLongRuns(m_rest, {m_untouched, m_intervened, m_second});
}

std::shared_ptr<const AttentionProbe::Inspection> AttentionProbe::inspection() const {
    return std::make_shared<const Inspection>(Inspection{
        m_untouched, m_intervened, m_second, m_secondInfo, m_text, m_secondText, m_interventions});
}

void AttentionProbe::askMap(const MapQuestion& question) {
    m_map.request([inspection = inspection(), question](
                      const std::stop_token& stop) { return inspection->pictures(question, stop); },
        [this](const Expected<AttentionPictures>& result) {
            deliver(result, &AttentionProbe::mapped);
        });
    resumeSummaries();
}

void AttentionProbe::askDerivation(const HeadIndex& head, int query, int key, AttentionSide side) {
    m_derivation.request(
        [inspection = inspection(), head, query, key, side](const std::stop_token& stop) {
            return inspection->pass(side, stop).and_then([&](const api::TextInspector* inspector) {
                return inspector->derive(inspection->headOf(side, head), query, key);
            });
        },
        [this](const Expected<AttentionDerivation>& result) {
            deliver(result, &AttentionProbe::derived);
        });
    resumeSummaries();
}

void AttentionProbe::askChange(int position) {
    m_change.request(
        [inspection = inspection(), position](const std::stop_token& stop) {
            constexpr int candidates = 5;
            return inspection->pass(AttentionSide::Own, stop)
                .and_then([&](api::TextInspector* inspector) {
                    return inspector->change(position, candidates, stop);
                });
        },
        [this](
            const Expected<OutputChange>& result) { deliver(result, &AttentionProbe::changed); });
    resumeSummaries();
}

void AttentionProbe::askSummaries(AttentionSide side) {
    m_summarySide = side;
    m_summariesWanted = true;
    resumeSummaries();
}

// They take longest and nobody waits for all of them, so they stand behind every other question,
// also one that is asked while they come.
void AttentionProbe::resumeSummaries() {
    if (!m_summariesWanted) {
        return;
    }
    m_relay = std::make_unique<FrameRelay<HeadSummary>>(
        [this](const std::vector<HeadSummary>& summaries) { Q_EMIT summarized(summaries); });
    m_summaries.request(
        [inspection = inspection(), side = m_summarySide, send = m_relay->sender()](
            const std::stop_token& stop) { return inspection->summaries(side, send, stop); },
        [this](const Expected<void>& result) {
            m_relay->flush();
            m_summariesWanted = false;
            if (!result && result.error().code != ErrorCode::Interrupted) {
                Q_EMIT failed(result.error());
            }
        });
}

} // namespace vitrine::app
