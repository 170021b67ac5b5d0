#include "app/session/chat_json.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "app/session/options_json.h"

namespace vitrine::app::session_json {

namespace {

QString key(const char* name) {
    return QString::fromLatin1(name);
}

// In the order of the enumerators.
constexpr std::array roleNames{"system", "user", "assistant"};
constexpr std::array stopNames{"length", "end", "stop", "full", "interrupted"};
constexpr std::array comparisonNames{"none", "settings", "models"};

template <std::size_t N, typename Enum>
QString nameOf(const std::array<const char*, N>& names, Enum value) {
    return key(names.at(static_cast<std::size_t>(value)));
}

/// `fallback` for a name that only a later version knows.
template <std::size_t N, typename Enum>
Enum valueOf(const std::array<const char*, N>& names, const QJsonValue& json, Enum fallback) {
    const auto name = json.toString().toStdString();
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? fallback : static_cast<Enum>(found - names.begin());
}

QJsonObject writeToken(const ScoredToken& token) {
    return {{key("id"), token.token.id}, {key("piece"), QString::fromStdString(token.token.piece)},
        {key("bytes"), static_cast<int>(token.token.end - token.token.start)},
        {key("logProbability"), token.logProbability}, {key("entropy"), token.entropy},
        {key("rank"), token.rank}};
}

QJsonObject writeTurn(const ConversationTurn& turn) {
    QJsonObject json{{key("parent"), turn.parent}, {key("role"), nameOf(roleNames, turn.role)},
        {key("content"), QString::fromStdString(turn.content)}};
    const auto bytes = QByteArray::fromStdString(turn.content);
    if (QString::fromUtf8(bytes).toUtf8() != bytes) { // it ends inside a character, say
        json[key("bytes")] = QString::fromLatin1(bytes.toHex());
    }
    if (turn.role != text::ChatRole::Assistant) {
        return json;
    }
    QJsonArray tokens;
    for (const auto& token : turn.tokens) {
        tokens.append(writeToken(token));
    }
    json[key("tokens")] = tokens;
    if (!turn.model.empty()) {
        json[key("model")] = QString::fromStdString(turn.model);
        json[key("options")] = writeOptions(turn.options);
        json[key("stopped")] = nameOf(stopNames, turn.stopped);
    }
    if (turn.beside >= 0) {
        json[key("beside")] = turn.beside;
    }
    return json;
}

/// The tokens with their places in `content`; none where they do not cover it.
std::vector<ScoredToken> readTokens(const QJsonArray& json, const std::string& content) {
    std::vector<ScoredToken> tokens;
    std::size_t offset = 0;
    for (const auto& value : json) {
        const auto object = value.toObject();
        const auto length = static_cast<std::size_t>(std::max(object[key("bytes")].toInt(), 0));
        if (length > content.size() - offset) {
            return {};
        }
        ScoredToken token;
        token.token = {object[key("id")].toInt(), content.substr(offset, length),
            object[key("piece")].toString().toStdString(), offset, offset + length, length == 0};
        offset += length;
        token.scored = object.contains(key("logProbability"));
        token.logProbability = object[key("logProbability")].toDouble();
        token.entropy = object[key("entropy")].toDouble();
        token.rank = object[key("rank")].toInt();
        tokens.push_back(std::move(token));
    }
    return offset == content.size() ? tokens : std::vector<ScoredToken>();
}

ConversationTurn readTurn(const QJsonObject& json) {
    ConversationTurn turn;
    turn.parent = json[key("parent")].toInt(-1);
    turn.role = valueOf(roleNames, json[key("role")], text::ChatRole::User);
    turn.content = json.contains(key("bytes"))
        ? QByteArray::fromHex(json[key("bytes")].toString().toLatin1()).toStdString()
        : json[key("content")].toString().toStdString();
    turn.model = json[key("model")].toString().toStdString();
    turn.options = readOptions(json[key("options")].toObject());
    turn.tokens = readTokens(json[key("tokens")].toArray(), turn.content);
    turn.stopped = valueOf(stopNames, json[key("stopped")], StopReason::EndOfText);
    turn.beside = json[key("beside")].toInt(-1);
    return turn;
}

} // namespace

QJsonObject writeConversation(const Conversation& conversation) {
    QJsonArray turns;
    for (const auto& turn : conversation.turns()) {
        turns.append(writeTurn(turn));
    }
    return {{key("turns"), turns}, {key("current"), conversation.current()}};
}

QJsonObject writeChat(const ChatState& state) {
    auto json = writeConversation(state.conversation);
    json[key("on")] = state.on;
    json[key("raw")] = state.raw;
    json[key("comparison")] = nameOf(comparisonNames, state.comparison);
    json[key("held")] = writeOptions(state.held);
    json[key("textBefore")] = QString::fromStdString(state.textBefore);
    return json;
}

std::optional<ChatState> readChat(const QJsonObject& json) {
    ChatState state;
    state.on = json[key("on")].toBool();
    state.raw = json[key("raw")].toBool();
    state.comparison = valueOf(comparisonNames, json[key("comparison")], state.comparison);
    state.held = readOptions(json[key("held")].toObject());
    state.textBefore = json[key("textBefore")].toString().toStdString();
    const auto written = json[key("turns")].toArray();
    if (written.isEmpty()) {
        return state;
    }
    std::vector<ConversationTurn> turns;
    for (const auto& turn : written) {
        turns.push_back(readTurn(turn.toObject()));
    }
    auto conversation = Conversation::fromTurns(std::move(turns), json[key("current")].toInt(-1));
    if (!conversation) {
        return std::nullopt;
    }
    state.conversation = std::move(*conversation);
    return state;
}

} // namespace vitrine::app::session_json
