#pragma once

#include <QJsonObject>

#include <optional>

#include "app/workspace/chat_state.h"

namespace vitrine::app::session_json {

/// "turns", with the ids and probabilities of every answer's tokens, and "current", the one that
/// ends the conversation that is shown. A "content" that is no UTF-8 stands as "bytes" too, in hex.
/// What stood beside the tokens is left out.
QJsonObject writeConversation(const Conversation& conversation);
QJsonObject writeChat(const ChatState& state);
/// Nothing if the turns do not make a conversation; what is missing has its default.
std::optional<ChatState> readChat(const QJsonObject& json);

} // namespace vitrine::app::session_json
