#pragma once

#include <QString>

#include "engine/values/model_anatomy.h"
#include "widgets/layers/block_diagram_layout.h"

namespace vitrine::widgets {

/// What a part of the model is called: "Layer norm", "W₁".
QString partName(Site part, const ModelAnatomy& anatomy);
/// What it does, one sentence.
QString partTip(Site part, const ModelAnatomy& anatomy);
/// What formulas call its value: "q".
QString partSymbol(Site part);
/// "GELU (tanh)".
QString activationName(Activation activation);
/// The shape of what flows: "n × 768", where n is the number of tokens.
QString flowText(Flow flow, const ModelAnatomy& anatomy);
/// "768 × 2,304" of one learned matrix, "768" of a vector.
QString shapeText(const ParameterShape& parameter);
/// The learned matrices and vectors of a part: "W 768 × 768 · b 768"; empty where it has none.
QString parametersText(const ModelPart& part);

} // namespace vitrine::widgets
