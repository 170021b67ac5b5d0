#pragma once

namespace vitrine::cli {

/// For programs that train: every step takes and frees the same big blocks. Given back to the
/// system each time, their pages would have to be cleared again for the next step: a sixth of the
/// time of a small model.
void keepFreedMemory();

} // namespace vitrine::cli
