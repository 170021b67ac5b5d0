#pragma once

#include <vector>

#include "app/workspace/workspace.h"
#include "engine/values/token.h"

namespace vitrine::app {

/// The text under glass as the model reads it when it is looked into.
struct InspectedText {
    std::string text; ///< what the tokens' offsets count in
    std::vector<Token> tokens; ///< at most as many as the context holds
    std::vector<int> segments; ///< of each token; empty for a model that knows one only
    int left = 0; ///< tokens at the end that the context does not hold

    std::vector<TokenId> ids() const;
    /// The position of the text's token that starts at this byte, or -1.
    int positionOf(std::size_t byte) const;
    bool operator==(const InspectedText&) const = default;
};

/// Nothing before a model is loaded.
InspectedText inspectedText(const Workspace& workspace);

} // namespace vitrine::app
