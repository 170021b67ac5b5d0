#include "app/workspace/inspected_text.h"

#include <algorithm>

namespace vitrine::app {

std::vector<TokenId> InspectedText::ids() const {
    std::vector<TokenId> found;
    std::transform(tokens.begin(), tokens.end(), std::back_inserter(found),
        [](const Token& token) { return token.id; });
    return found;
}

int InspectedText::positionOf(std::size_t byte) const {
    const auto found = std::find_if(tokens.begin(), tokens.end(),
        [byte](const Token& token) { return token.start <= byte && byte < token.end; });
    return found == tokens.end() ? -1 : static_cast<int>(found - tokens.begin());
}

InspectedText inspectedText(const Workspace& workspace) {
    InspectedText inspected;
    if (!workspace.model()) {
        return inspected;
    }
    inspected.text = workspace.text();
    // The path and not the tokeniser's cut: a generated text may be cut otherwise.
    for (auto& scored : workspace.tokens()) {
        inspected.tokens.push_back(std::move(scored.token));
    }
    const auto room = static_cast<std::size_t>(workspace.model()->info().contextLength);
    if (inspected.tokens.size() > room) {
        inspected.left = static_cast<int>(inspected.tokens.size() - room);
        inspected.tokens.resize(room);
    }
    return inspected;
}

} // namespace vitrine::app
