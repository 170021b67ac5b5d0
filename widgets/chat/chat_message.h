#pragma once

#include <vector>

#include <QString>

#include "engine/values/scored_token.h"

namespace vitrine::widgets {

/// What one side of a conversation says, and what can be done about it.
struct ChatMessage {
    enum class Side { System, User, Assistant };

    int turn = -1; ///< as the caller counts them
    Side side = Side::User;
    QString name; ///< who speaks
    QString caption; ///< how an answer was given
    QString text;
    QString hint; ///< in place of a text that is empty
    std::vector<ScoredToken> tokens; ///< of the text, where they are known
    int variant = 0; ///< its place among those of the same turn, from 0
    int variants = 1;
    bool beside = false; ///< stands at the right of the one before, to be compared with it
    bool paired = false; ///< another stands beside it: there is room for the first things only
    bool growing = false;
    bool canRegenerate = false;
    bool canGoOn = false; ///< was cut
    bool operator==(const ChatMessage&) const = default;
};

} // namespace vitrine::widgets
