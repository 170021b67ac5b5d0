#pragma once

#include <string>

#include "app/workspace/conversation.h"
#include "engine/values/generation_options.h"

namespace vitrine::app {

/// What answers beside the model.
enum class ChatComparison { None, Settings, Models };

/// A conversation as a session keeps it.
struct ChatState {
    bool on = false;
    bool raw = false; ///< shown as tokens rather than as bubbles
    Conversation conversation;
    ChatComparison comparison = ChatComparison::None;
    GenerationOptions held; ///< settings that are compared
    std::string textBefore; ///< that the conversation took the place of
};

} // namespace vitrine::app
