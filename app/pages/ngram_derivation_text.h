#pragma once

#include <QString>

#include "engine/values/ngram_derivation.h"

namespace vitrine::app {

/// The method's formula, for the general case.
QString formulaOf(const NgramDerivation& derivation);
/// The formula with this model's numbers in it, one context a paragraph.
QString arithmeticOf(const NgramDerivation& derivation);
/// What the numbers are, in words.
QString proseOf(const NgramDerivation& derivation);
/// "p(the | the history of)".
QString questionOf(const NgramDerivation& derivation);

} // namespace vitrine::app
