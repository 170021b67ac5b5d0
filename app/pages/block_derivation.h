#pragma once

#include <QStringList>

#include "engine/values/block_walk.h"
#include "engine/values/linear_derivation.h"
#include "engine/values/model_anatomy.h"
#include "engine/values/token.h"

namespace vitrine::app {

/// Whose numbers stand in a formula.
struct DerivationSubject {
    const BlockWalk& walk;
    const ModelAnatomy& anatomy;
    int head = 0; ///< for what differs from head to head
    TokenId token = 0; ///< at the walk's position
    const QStringList& tokens; ///< of the text
};

/// Formula of a part of the model, one line, then the same with the walk's numbers in it. Empty
/// where the walk does not pass the part.
QStringList blockDerivation(Site part, const DerivationSubject& subject);

/// One component as the sum of its largest products, the rest, and the bias. `number` counts from
/// 1, as the formulas do.
QStringList linearDerivation(const LinearDerivation& derivation, int number);

} // namespace vitrine::app
