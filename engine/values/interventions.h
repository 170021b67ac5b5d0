#pragma once

#include <optional>
#include <vector>

#include "engine/values/head_index.h"
#include "engine/values/token.h"

namespace vitrine {

/// A head whose output is taken away.
struct HeadAblation {
    enum class Kind {
        Zero, ///< replaced by zeros
        Mean, ///< replaced by its mean over the positions of the text
    };
    HeadIndex head;
    Kind kind = Kind::Zero;
    bool operator==(const HeadAblation&) const = default;
};

/// A change of who may look at whom.
struct MaskEdit {
    enum class Kind {
        Forbid, ///< the query no longer sees the key; the other weights share its part
        Force, ///< the query sees its forced keys only, masked ones too
    };
    int query = 0;
    int key = 0;
    Kind kind = Kind::Forbid;
    std::optional<HeadIndex> head; ///< every head when unset
    bool operator==(const MaskEdit&) const = default;
};

/// A hidden state that is replaced before the layer reads it (activation patching).
struct HiddenPatch {
    int layer = 0; ///< whose input it is; the number of layers means the last layer's output
    int position = 0;
    /// The text whose hidden state at the same layer is taken; zeros where this is empty.
    std::vector<TokenId> sourceIds;
    int sourcePosition = 0;
    bool operator==(const HiddenPatch&) const = default;
};

/// What a forward pass does differently from the untouched model.
struct Interventions {
    std::vector<HeadAblation> heads;
    std::vector<MaskEdit> mask;
    std::vector<HiddenPatch> patches;
    bool empty() const { return heads.empty() && mask.empty() && patches.empty(); }
    bool operator==(const Interventions&) const = default;
};

} // namespace vitrine
