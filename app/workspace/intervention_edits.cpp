#include "app/workspace/intervention_edits.h"

#include <algorithm>
#include <vector>

namespace vitrine::app {

std::set<HeadIndex> switchedOff(const Interventions& interventions) {
    std::set<HeadIndex> heads;
    for (const auto& ablation : interventions.heads) {
        heads.insert(ablation.head);
    }
    return heads;
}

void switchOff(Interventions& interventions, const HeadIndex& head, HeadAblation::Kind kind) {
    switchOn(interventions, head);
    interventions.heads.push_back({head, kind});
    std::ranges::sort(interventions.heads, {}, &HeadAblation::head);
}

void switchOn(Interventions& interventions, const HeadIndex& head) {
    std::erase_if(interventions.heads,
        [&head](const HeadAblation& ablation) { return ablation.head == head; });
}

void toggle(Interventions& interventions, const HeadIndex& head) {
    if (switchedOff(interventions).contains(head)) {
        switchOn(interventions, head);
    } else {
        switchOff(interventions, head, HeadAblation::Kind::Zero);
    }
}

void switchLayerOff(Interventions& interventions, int layer, int heads, HeadAblation::Kind kind) {
    for (int head = 0; head < heads; ++head) {
        switchOff(interventions, {layer, head}, kind);
    }
}

void editMask(Interventions& interventions, const MaskEdit& edit) {
    std::erase_if(interventions.mask, [&edit](const MaskEdit& other) {
        return other.query == edit.query && other.key == edit.key && other.head == edit.head;
    });
    interventions.mask.push_back(edit);
}

void forgetMask(Interventions& interventions, int query, int key) {
    std::erase_if(interventions.mask,
        [query, key](const MaskEdit& edit) { return edit.query == query && edit.key == key; });
}

Interventions within(Interventions interventions, int tokens) {
    std::erase_if(interventions.mask,
        [tokens](const MaskEdit& edit) { return edit.query >= tokens || edit.key >= tokens; });
    return interventions;
}

void keepHeads(Interventions& interventions, int layers, int heads) {
    const auto isUnknown = [layers, heads](const HeadIndex& head) {
        return head.layer >= layers || head.head >= heads;
    };
    std::erase_if(interventions.heads,
        [&](const HeadAblation& ablation) { return isUnknown(ablation.head); });
    std::erase_if(interventions.mask,
        [&](const MaskEdit& edit) { return edit.head && isUnknown(*edit.head); });
}

} // namespace vitrine::app
