#include "app/pages/conversation_export.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include "app/session/chat_json.h"

namespace vitrine::app {

namespace {

constexpr int version = 1;

QString roleName(text::ChatRole role) {
    switch (role) {
    case text::ChatRole::System:
        return QStringLiteral("system");
    case text::ChatRole::User:
        return QStringLiteral("user");
    case text::ChatRole::Assistant:
        break;
    }
    return QStringLiteral("assistant");
}

/// `%1` is who speaks, `%2` what is said.
QString written(const Conversation& conversation, const QString& pattern) {
    QStringList said;
    for (const auto& turn : chatTurns(conversation, conversation.path())) {
        said += pattern.arg(roleName(turn.role), QString::fromStdString(turn.content));
    }
    return said.join(QStringLiteral("\n\n")) + QLatin1Char('\n');
}

} // namespace

QByteArray conversationJson(const Conversation& conversation, const ConversationOrigin& origin) {
    QJsonArray messages;
    for (const auto& turn : chatTurns(conversation, conversation.path())) {
        messages.append(QJsonObject{{QStringLiteral("role"), roleName(turn.role)},
            {QStringLiteral("content"), QString::fromStdString(turn.content)}});
    }
    auto json = session_json::writeConversation(conversation);
    json[QStringLiteral("format")] = QStringLiteral("vitrine-conversation");
    json[QStringLiteral("version")] = version;
    json[QStringLiteral("model")] = origin.model;
    json[QStringLiteral("template")] = origin.format;
    json[QStringLiteral("messages")] = messages;
    return QJsonDocument(json).toJson();
}

QString conversationMarkdown(const Conversation& conversation) {
    return written(conversation, QStringLiteral("**%1**\n\n%2"));
}

QString conversationText(const Conversation& conversation) {
    return written(conversation, QStringLiteral("%1: %2"));
}

} // namespace vitrine::app
