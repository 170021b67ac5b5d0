#pragma once

#include "engine/inspect/captured_run.h"
#include "engine/values/block_walk.h"

namespace vitrine::inspect {

/// One position on its way through a layer. Layer −1: the embeddings; the number of layers: what
/// stands between the last layer and the logits, and these where the model has an output layer.
BlockWalk walkBlock(const CapturedRun& run, int layer, int position);

} // namespace vitrine::inspect
