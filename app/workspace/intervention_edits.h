#pragma once

#include <set>

#include "engine/values/interventions.h"

namespace vitrine::app {

/// The heads that are switched off.
std::set<HeadIndex> switchedOff(const Interventions& interventions);

/// Switches a head off in this way; a head that was off in another way changes it.
void switchOff(Interventions& interventions, const HeadIndex& head, HeadAblation::Kind kind);
void switchOn(Interventions& interventions, const HeadIndex& head);
/// Off as zeros when it is on, else on.
void toggle(Interventions& interventions, const HeadIndex& head);
void switchLayerOff(Interventions& interventions, int layer, int heads, HeadAblation::Kind kind);

/// Puts this edit in the place of one of the same pair and head.
void editMask(Interventions& interventions, const MaskEdit& edit);
/// Lets a pair be as the model has it, for every head.
void forgetMask(Interventions& interventions, int query, int key);
/// Those that concern the first `tokens` positions only.
Interventions within(Interventions interventions, int tokens);
/// Leaves out what concerns a head that the model does not have.
void keepHeads(Interventions& interventions, int layers, int heads);

} // namespace vitrine::app
