#include "widgets/chat/chat_view.h"

#include <QEvent>
#include <QGridLayout>
#include <QScrollBar>

#include "widgets/chat/chat_bubble.h"
#include "widgets/common/bare_scroll_area.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr int columns = 2; // one for each of two answers

} // namespace

ChatView::ChatView(QWidget* parent)
    : QScrollArea(parent), m_content(makeParented<QWidget>(this)),
      m_grid(makeParented<QGridLayout>(m_content)) {
    setBareContent(*this, *m_content); // its bubbles take the focus
    m_grid->setContentsMargins({});
    for (int column = 0; column < columns; ++column)
        m_grid->setColumnStretch(column, 1);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int most) {
        if (m_followsEnd)
            verticalScrollBar()->setValue(most);
    });
    connect(
        verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_followsEnd = isAtEnd(); });
    applyTheme();
}

bool ChatView::isAtEnd() const {
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - Theme::of(this).px(8);
}

void ChatView::setMessages(const std::vector<ChatMessage>& messages) {
    std::size_t same = 0; // bubbles that stay
    while (same < m_bubbles.size() && same < messages.size()
        && m_bubbles[same]->side() == messages[same].side)
        ++same;
    while (m_bubbles.size() > same)
        removeLastBubble();
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (i >= m_bubbles.size())
            addBubble(messages[i].side);
        m_bubbles[i]->setMessage(messages[i]);
    }
    arrange();
}

void ChatView::setMessage(const ChatMessage& message) {
    for (const auto& bubble : m_bubbles) {
        if (bubble->message().turn == message.turn)
            bubble->setMessage(message);
    }
}

void ChatView::setSelectedToken(int turn, int token) {
    for (const auto& bubble : m_bubbles)
        bubble->setSelectedToken(bubble->message().turn == turn ? token : -1);
}

void ChatView::addBubble(ChatMessage::Side side) {
    const auto bubble = makeParented<ChatBubble>(side, m_content.get());
    const auto turn = [bubble = bubble.get()] { return bubble->message().turn; };
    connect(bubble, &ChatBubble::variantAsked, this,
        [this, turn](int step) { Q_EMIT variantAsked(turn(), step); });
    connect(bubble, &ChatBubble::regenerateAsked, this,
        [this, turn] { Q_EMIT regenerateAsked(turn()); });
    connect(bubble, &ChatBubble::goOnAsked, this, [this, turn] { Q_EMIT goOnAsked(turn()); });
    connect(bubble, &ChatBubble::removeAsked, this, [this, turn] { Q_EMIT removeAsked(turn()); });
    connect(bubble, &ChatBubble::adopted, this, [this, turn] { Q_EMIT adopted(turn()); });
    connect(bubble, &ChatBubble::edited, this,
        [this, turn](const QString& text) { Q_EMIT edited(turn(), text); });
    connect(bubble, &ChatBubble::tokenHovered, this,
        [this, turn](int token) { Q_EMIT tokenHovered(turn(), token); });
    connect(bubble, &ChatBubble::tokenSelected, this,
        [this, turn](int token) { Q_EMIT tokenSelected(turn(), token); });
    m_bubbles.push_back(bubble);
    bubble->show();
}

void ChatView::removeLastBubble() {
    m_bubbles.back()->hide();
    m_bubbles.back()->deleteLater(); // it may be the sender
    m_bubbles.pop_back();
}

void ChatView::arrange() {
    int row = -1;
    for (int i = 0; i < count(); ++i) {
        auto* shown = bubble(i);
        const bool beside = shown->message().beside;
        const bool paired = beside || (i + 1 < count() && bubble(i + 1)->message().beside);
        row += beside ? 0 : 1;
        m_grid->addWidget(shown, row, beside ? 1 : 0, 1, paired ? 1 : columns, Qt::AlignTop);
    }
    for (int i = 0; i <= std::max(row + 1, m_grid->rowCount() - 1); ++i)
        m_grid->setRowStretch(i, i == row + 1 ? 1 : 0); // the rest of the height
}

void ChatView::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void ChatView::resizeEvent(QResizeEvent* event) {
    const bool follows = m_followsEnd;
    QScrollArea::resizeEvent(event);
    m_followsEnd = follows;
}

void ChatView::applyTheme() {
    m_grid->setSpacing(Theme::of(this).px(8));
}

} // namespace vitrine::widgets
