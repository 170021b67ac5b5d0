#include "app/pages/chat_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

#include "widgets/common/number_format.h"

namespace vitrine::app {

namespace {

using widgets::ChatMessage;

// For lupdate, which knows the functions below by this name.
struct ChatText {
    Q_DECLARE_TR_FUNCTIONS(ChatText)
};

const QString separator = QStringLiteral(" · ");

ChatMessage::Side sideOf(text::ChatRole role) {
    switch (role) {
    case text::ChatRole::System:
        return ChatMessage::Side::System;
    case text::ChatRole::User:
        return ChatMessage::Side::User;
    case text::ChatRole::Assistant:
        break;
    }
    return ChatMessage::Side::Assistant;
}

QString nameOf(const ConversationTurn& turn) {
    switch (turn.role) {
    case text::ChatRole::System:
        return ChatText::tr("System");
    case text::ChatRole::User:
        return ChatText::tr("You");
    case text::ChatRole::Assistant:
        break;
    }
    return turn.model.empty() ? ChatText::tr("Written by hand")
                              : QString::fromStdString(turn.model);
}

QString hintOf(const Chat& chat, const ConversationTurn& turn) {
    if (turn.role != text::ChatRole::System) {
        return ChatText::tr("The answer was empty.");
    }
    const auto& format = chat.modelChat().format;
    const auto standard
        = format ? QString::fromStdString(format->defaultSystem()).simplified() : QString();
    return standard.isEmpty() ? ChatText::tr("no system prompt; the pencil gives one")
                              //: %1 is a system prompt
                              : ChatText::tr("from the template: %1").arg(standard);
}

QString endText(StopReason reason) {
    switch (reason) {
    case StopReason::Length:
        return ChatText::tr("cut at its length");
    case StopReason::ContextFull:
        return ChatText::tr("the context is full");
    case StopReason::Interrupted:
        return ChatText::tr("stopped");
    case StopReason::EndOfText:
    case StopReason::StopString:
        break;
    }
    return {};
}

/// The mean over its tokens, in nats.
double meanLogProbability(const ConversationTurn& answer) {
    double sum = 0;
    for (const auto& token : answer.tokens) {
        sum += token.logProbability;
    }
    return sum / static_cast<double>(std::max<std::size_t>(answer.tokens.size(), 1));
}

} // namespace

QString settingsText(const GenerationOptions& options) {
    switch (options.strategy) {
    case DecodingStrategy::Greedy:
        return ChatText::tr("greedy");
    case DecodingStrategy::Beam:
        return ChatText::tr("beam search, %n beams", nullptr, options.beams);
    case DecodingStrategy::Sample:
        break;
    }
    QStringList parts{
        ChatText::tr("temperature %1").arg(widgets::formatNumber(options.temperature, 2))};
    if (options.topK > 0) {
        parts += QStringLiteral("top-k %1").arg(options.topK);
    }
    if (options.topP < 1) {
        parts += QStringLiteral("top-p %1").arg(widgets::formatNumber(options.topP, 2));
    }
    if (options.minP > 0) {
        parts += QStringLiteral("min-p %1").arg(widgets::formatNumber(options.minP, 2));
    }
    if (options.seed) {
        parts += ChatText::tr("seed %1").arg(*options.seed);
    }
    return parts.join(separator);
}

QString captionOf(const ConversationTurn& answer) {
    if (answer.model.empty()) {
        return {};
    }
    QStringList parts{settingsText(answer.options)};
    if (!answer.tokens.empty()) {
        parts += ChatText::tr("%n token(s)", nullptr, static_cast<int>(answer.tokens.size()));
        parts += ChatText::tr("%1 nats/token")
                     .arg(widgets::formatNumber(meanLogProbability(answer), 2));
    }
    parts += endText(answer.stopped);
    parts.removeAll(QString());
    return parts.join(separator);
}

ChatMessage messageOf(const Chat& chat, int index) {
    const auto& conversation = chat.conversation();
    const auto& turn = conversation.turn(index);
    const auto variants = conversation.variants(index);
    ChatMessage message;
    message.turn = index;
    message.side = sideOf(turn.role);
    message.name = nameOf(turn);
    message.caption = captionOf(turn);
    message.text = QString::fromStdString(turn.content);
    message.hint = hintOf(chat, turn);
    message.tokens = turn.tokens.empty() ? chat.readTokens(index) : turn.tokens;
    message.variant = static_cast<int>(std::ranges::find(variants, index) - variants.begin());
    message.variants = static_cast<int>(variants.size());
    message.growing = chat.answering() == index;
    if (message.growing) {
        message.caption = settingsText(turn.options);
    }
    message.canRegenerate = turn.role == text::ChatRole::Assistant && chat.canAnswer();
    message.canGoOn = chat.canGoOn(index);
    return message;
}

ChatMessage messageBeside(const Chat& chat, int turn) {
    auto message = messageOf(chat, turn);
    message.beside = true;
    message.paired = true;
    message.variants = 1; // its neighbour walks through them
    message.canRegenerate = false;
    message.canGoOn = false;
    return message;
}

std::vector<ChatMessage> messagesOf(const Chat& chat) {
    std::vector<ChatMessage> messages;
    for (const int index : chat.conversation().path()) {
        messages.push_back(messageOf(chat, index));
        if (const int other = chat.conversation().turn(index).beside; other >= 0) {
            messages.back().paired = true;
            messages.push_back(messageBeside(chat, other));
        }
    }
    return messages;
}

QString formatText(const Chat& chat) {
    switch (chat.format()) {
    case Chat::Format::Unread:
    case Chat::Format::Unable:
        return {};
    case Chat::Format::Own:
        //: %1 is a family of templates: "ChatML"
        return ChatText::tr("template %1, the model's own")
            .arg(QString::fromUtf8(chat.modelChat().format->familyName().data()));
    case Chat::Format::Dialogue:
        return ChatText::tr("no template: a plain dialogue");
    case Chat::Format::Unknown:
        break;
    }
    return ChatText::tr("template unknown: shown, not supported");
}

QString formatNotice(const Chat& chat) {
    switch (chat.format()) {
    case Chat::Format::Unread:
    case Chat::Format::Own:
        break;
    case Chat::Format::Unable:
        return ChatText::tr("This model does not continue texts, so it cannot answer.");
    case Chat::Format::Dialogue: {
        const std::vector<text::ChatTurn> example{{text::ChatRole::User, "…"}};
        const auto shown = chat.modelChat().format->render(example, /*awaitsAnswer=*/true);
        return ChatText::tr("This model brings no chat template: it continues texts and was not "
                            "taught to answer. It is given a plain dialogue to go on with: %1")
            .arg(QString::fromStdString(shown.value())
                     .replace(QLatin1Char('\n'), QStringLiteral("↵")));
    }
    case Chat::Format::Unknown:
        return ChatText::tr("The model's chat template is of no family that is known here, so it "
                            "cannot be talked to; its template is shown below.");
    }
    return {};
}

} // namespace vitrine::app
