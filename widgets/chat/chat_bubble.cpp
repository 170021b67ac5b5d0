#include "widgets/chat/chat_bubble.h"

#include <utility>

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/chat/message_input.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/icon_button.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_strip.h"

namespace vitrine::widgets {

namespace {

constexpr double longestName = 180;
constexpr int unlimited = 10000; // lines: the list of messages scrolls, not the message

QString bubbleName(ChatMessage::Side side) {
    switch (side) {
    case ChatMessage::Side::System:
        return QStringLiteral("system");
    case ChatMessage::Side::User:
        return QStringLiteral("user");
    case ChatMessage::Side::Assistant:
        break;
    }
    return QStringLiteral("assistant");
}

} // namespace

ChatBubble::ChatBubble(ChatMessage::Side side, QWidget* parent)
    : QFrame(parent), m_layout(makeParented<QVBoxLayout>(this)),
      m_header(makeParented<QWidget>(this)), m_name(makeParented<ElidedLabel>(m_header)),
      m_caption(makeParented<ElidedLabel>(m_header)),
      m_previous(makeParented<IconButton>(QStringLiteral("chevron-left"), m_header)),
      m_variant(makeParented<QLabel>(m_header)),
      m_following(makeParented<IconButton>(QStringLiteral("chevron-right"), m_header)),
      m_goOn(makeParented<IconButton>(QStringLiteral("play"), m_header)),
      m_regenerate(makeParented<IconButton>(QStringLiteral("refresh"), m_header)),
      m_edit(makeParented<IconButton>(QStringLiteral("edit"), m_header)),
      m_copy(makeParented<IconButton>(QStringLiteral("copy"), m_header)),
      m_remove(makeParented<IconButton>(QStringLiteral("delete"), m_header)),
      m_text(makeParented<TokenStrip>(this)), m_editor(makeParented<QWidget>(this)),
      m_input(makeParented<MessageInput>(m_editor)), m_save(makeParented<QPushButton>(m_editor)),
      m_cancel(makeParented<QPushButton>(m_editor)), m_adopt(makeParented<QPushButton>(this)) {
    m_message.side = side;
    setProperty("bubble", bubbleName(side));
    setObjectName(QStringLiteral("bubble"));
    m_text->setReadOnly(true);
    m_text->setMaximumLines(unlimited);
    m_text->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    buildHeader();
    buildEditor();
    m_layout->addWidget(m_header);
    if (side != ChatMessage::Side::System)
        m_layout->addWidget(m_caption);
    m_layout->addWidget(m_text);
    m_layout->addWidget(m_editor);
    m_layout->addWidget(m_adopt, 0, Qt::AlignLeft);
    connect(m_text, &TokenStrip::tokenHovered, this, &ChatBubble::tokenHovered);
    connect(m_text, &TokenStrip::tokenSelected, this, &ChatBubble::tokenSelected);
    connect(m_adopt, &QPushButton::clicked, this, &ChatBubble::adopted);
    applyTheme();
    retranslate();
}

void ChatBubble::buildHeader() {
    setTextRole(m_name, TextRole::Heading);
    setTextRole(m_caption, TextRole::Caption);
    setTextRole(m_variant, TextRole::Number);
    const auto layout = makeParented<QHBoxLayout>(m_header.get());
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(m_name);
    if (m_message.side == ChatMessage::Side::System)
        layout->addWidget(m_caption, 1); // short of buttons, it has room
    else
        layout->addStretch(1);
    const std::pair<IconButton*, const char*> buttons[]
        = {{m_previous, "previousVariant"}, {m_following, "nextVariant"}, {m_goOn, "goOn"},
            {m_regenerate, "regenerate"}, {m_edit, "edit"}, {m_copy, "copy"}, {m_remove, "remove"}};
    for (const auto& [button, name] : buttons) {
        button->setObjectName(QString::fromLatin1(name));
        layout->addWidget(button);
    }
    layout->insertWidget(layout->indexOf(m_following), m_variant);
    connect(m_previous, &IconButton::clicked, this, [this] { Q_EMIT variantAsked(-1); });
    connect(m_following, &IconButton::clicked, this, [this] { Q_EMIT variantAsked(1); });
    connect(m_goOn, &IconButton::clicked, this, &ChatBubble::goOnAsked);
    connect(m_regenerate, &IconButton::clicked, this, &ChatBubble::regenerateAsked);
    connect(m_edit, &IconButton::clicked, this, [this] { setEditing(true); });
    connect(m_copy, &IconButton::clicked, this, &ChatBubble::copy);
    connect(m_remove, &IconButton::clicked, this, &ChatBubble::removeAsked);
}

void ChatBubble::buildEditor() {
    m_save->setObjectName(QStringLiteral("saveEdit"));
    m_cancel->setObjectName(QStringLiteral("cancelEdit"));
    m_input->setObjectName(QStringLiteral("editedText"));
    const auto layout = makeParented<QVBoxLayout>(m_editor.get());
    layout->setContentsMargins({});
    layout->addWidget(m_input);
    auto* buttons = new QHBoxLayout; // the layout takes it
    buttons->addWidget(m_save);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, [this] {
        const QString text = m_input->toPlainText().trimmed(); // of the system, may be empty
        setEditing(false);
        Q_EMIT edited(text);
    });
    connect(m_input, &MessageInput::submitted, m_save, &QPushButton::click);
    connect(m_input, &MessageInput::cancelled, this, [this] { setEditing(false); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { setEditing(false); });
}

void ChatBubble::setMessage(ChatMessage message) {
    if (message == m_message)
        return;
    const bool other = message.turn != m_message.turn;
    m_message = std::move(message);
    if (other)
        m_editing = false;
    showMessage();
}

void ChatBubble::setSelectedToken(int token) {
    if (token < static_cast<int>(m_message.tokens.size()))
        m_text->setSelectedToken(token);
}

void ChatBubble::showMessage() {
    const bool empty = m_message.text.isEmpty();
    m_name->setText(m_message.name);
    m_caption->setText(empty && !m_message.growing ? m_message.hint : m_message.caption);
    m_caption->setVisible(!m_caption->text().isEmpty());
    m_text->setText(m_message.text, m_message.tokens);
    m_text->setPlaceholderText(m_message.growing ? QStringLiteral("…") : QString());
    m_text->setVisible(!m_editing && (!empty || m_message.growing));
    m_editor->setVisible(m_editing);
    for (QWidget* widget : {static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_variant),
             static_cast<QWidget*>(m_following)})
        widget->setVisible(m_message.variants > 1);
    m_previous->setEnabled(m_message.variant > 0);
    m_following->setEnabled(m_message.variant + 1 < m_message.variants);
    m_variant->setText(QStringLiteral("%1/%2").arg(m_message.variant + 1).arg(m_message.variants));
    m_goOn->setVisible(m_message.canGoOn);
    m_regenerate->setVisible(m_message.canRegenerate && !m_message.growing);
    const bool roomy = !m_message.paired && !m_message.growing;
    m_edit->setVisible(roomy);
    m_copy->setVisible(!empty);
    m_remove->setVisible(roomy && m_message.side != ChatMessage::Side::System);
    m_adopt->setVisible(m_message.beside && !m_message.growing);
    //: %1 is who speaks
    setAccessibleName(tr("%1 says: %2").arg(m_message.name, m_message.text));
}

void ChatBubble::setEditing(bool editing) {
    m_editing = editing;
    if (editing)
        m_input->setPlainText(m_message.text);
    showMessage();
    if (editing)
        m_input->setFocus(Qt::OtherFocusReason);
}

void ChatBubble::copy() const {
    QGuiApplication::clipboard()->setText(m_message.text);
}

void ChatBubble::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void ChatBubble::applyTheme() {
    const Theme theme = Theme::of(this);
    m_layout->setContentsMargins(theme.px(10), theme.px(4), theme.px(6), theme.px(6));
    m_layout->setSpacing(theme.px(2));
    m_name->setMaximumWidth(theme.px(longestName));
}

void ChatBubble::retranslate() {
    m_previous->setDescription(tr("The variant before"));
    m_following->setDescription(tr("The next variant"));
    m_goOn->setDescription(tr("Goes on with this answer, which was cut"));
    m_regenerate->setDescription(tr("Answers once more, with another seed; this answer stays"));
    m_edit->setDescription(m_message.side == ChatMessage::Side::Assistant
            ? tr("Puts other words into the model's mouth; what it said stays as a variant")
            : tr("Says something else here and has it answered; what was said stays as a variant"));
    m_copy->setDescription(tr("Copies the text"));
    m_remove->setDescription(tr("Removes this and what follows it"));
    m_save->setText(m_message.side == ChatMessage::Side::User ? tr("Ask") : tr("Keep"));
    m_save->setToolTip(tr("Begins a branch with these words (Return)"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Leaves the words as they were (Escape)"));
    m_input->setAccessibleName(tr("New words"));
    m_input->setToolTip(tr("What is said here instead; Return begins a branch with it"));
    m_adopt->setText(tr("Go on with this one"));
    m_adopt->setToolTip(tr("The conversation goes on from this answer"));
    showMessage();
}

} // namespace vitrine::widgets
