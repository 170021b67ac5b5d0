#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "app/workspace/chat.h"
#include "engine/values/generation_options.h"
#include "widgets/chat/chat_message.h"

namespace vitrine::app {

/// "greedy", "temperature 0.8 · top-p 0.95 · seed 3".
QString settingsText(const GenerationOptions& options);
/// How an answer was given, in one line.
QString captionOf(const ConversationTurn& answer);
/// What is said, as it is shown.
widgets::ChatMessage messageOf(const Chat& chat, int turn);
/// The same for an answer that stands beside another.
widgets::ChatMessage messageBeside(const Chat& chat, int turn);
/// The conversation that is shown, with the answers that stand side by side.
std::vector<widgets::ChatMessage> messagesOf(const Chat& chat);
/// How the model is talked to, in a few words: "ChatML, the model's own template".
QString formatText(const Chat& chat);
/// What to know of the model before talking to it; empty where it was taught to converse.
QString formatNotice(const Chat& chat);

} // namespace vitrine::app
