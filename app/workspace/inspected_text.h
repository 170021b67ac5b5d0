#pragma once

#include <optional>
#include <vector>

#include "app/workspace/workspace.h"
#include "engine/values/token.h"

namespace vitrine::app {

/// What the model reads when it is looked into: the text under glass; for a model that reads both
/// sides with its special tokens and masks, and with the second text where there is one.
struct InspectedText {
    std::string text; ///< what the tokens' offsets count in; a pair with a line end between
    std::vector<Token> tokens; ///< at most as many as the context holds
    std::vector<TokenId> written; ///< of each token: what stands there, also where it is masked
    std::vector<int> segments; ///< of each token; empty for a model that knows one only
    std::vector<int> masked; ///< positions whose token is hidden
    int left = 0; ///< tokens at the ends of the texts that the context does not hold
    int textStart = 0; ///< position of the text's first token
    int textTokens = 0; ///< of the text that are held
    int secondStart = 0; ///< position of the second text's first token
    int secondTokens = 0; ///< of the second text that are held; 0 without one
    int secondNumber = 0; ///< of the second text's first token in Workspace::masked()
    std::optional<TokenId> mask; ///< what stands for a hidden token

    std::vector<TokenId> ids() const;
    /// Whether the model sees a mask there.
    bool isHidden(int position) const;
    /// Where a token of Workspace::tokens() stands; -1 when it is not held.
    int positionOf(int token) const;
    /// The index in Workspace::tokens() of what stands there; -1 for anything else.
    int tokenAt(int position) const;
    /// As Workspace::masked() counts; -1 for a special token.
    int maskNumberAt(int position) const;
    /// Where another cut of the same text has the end of what stands there; -1 where it has no such
    /// place.
    int counterpart(int position, const InspectedText& other) const;
    /// Whether both cut the text into the same tokens.
    bool hasTokensOf(const InspectedText& other) const;
    /// Where the token stands that masked() counts so; -1 when it is not held.
    int positionOfNumber(int number) const;
    bool operator==(const InspectedText&) const = default;
};

/// Nothing before a model is loaded.
InspectedText inspectedText(const Workspace& workspace);
/// What the second model reads of the same text, cut by its own tokeniser; nothing without one.
InspectedText secondInspectedText(const Workspace& workspace);

} // namespace vitrine::app
