#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/train/data_readers.h"
#include "engine/values/data_source.h"

namespace vitrine::train {

/// Which of the texts that are read one after the other are taken: all, or, where a share of them
/// is held out, either those or the others.
struct TextFilter {
    DataColumns columns{}; ///< of tables
    double heldOutShare = 0;
    bool heldOut = false; ///< the texts that are held out, not the others
    std::uint64_t seed = 0;
    std::size_t next = 0; ///< number of the text that comes next

    bool takesNext() { return isHeldOut(next++, heldOutShare, seed) == heldOut; }
};

} // namespace vitrine::train
