#pragma once

#include <QByteArray>
#include <QString>

#include "app/workspace/conversation.h"

namespace vitrine::app {

/// What a saved conversation says of its model.
struct ConversationOrigin {
    QString model;
    QString format; ///< the family of its template
};

/// "messages", as chat programs exchange them; and "turns", everything that was ever said, with the
/// ids and probabilities of the answers' tokens.
QByteArray conversationJson(const Conversation& conversation, const ConversationOrigin& origin);
/// Who speaks in bold, then what is said.
QString conversationMarkdown(const Conversation& conversation);
QString conversationText(const Conversation& conversation);

} // namespace vitrine::app
