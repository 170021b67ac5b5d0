#pragma once

#include <QString>

namespace vitrine::widgets {

/// What a model puts in the place of a token that is hidden from it.
struct MaskGuess {
    QString text; ///< empty while it is not known
    double probability = 0;
    bool right = false; ///< it is the token that was hidden
    bool operator==(const MaskGuess&) const = default;
};

} // namespace vitrine::widgets
