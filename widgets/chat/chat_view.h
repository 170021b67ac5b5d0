#pragma once

#include <vector>

#include <QScrollArea>

#include "widgets/chat/chat_message.h"
#include "widgets/common/parented_ptr.h"

class QGridLayout;

namespace vitrine::widgets {

class ChatBubble;

/// A conversation as bubbles, the newest at the bottom and in sight while it grows. Answers to be
/// compared stand side by side.
class ChatView : public QScrollArea {
    Q_OBJECT

public:
    explicit ChatView(QWidget* parent);

    void setMessages(const std::vector<ChatMessage>& messages);
    /// Replaces one while it grows; does nothing for a turn that is not shown.
    void setMessage(const ChatMessage& message);
    /// Marks a token of a turn; turn −1 for none.
    void setSelectedToken(int turn, int token);
    int count() const { return static_cast<int>(m_bubbles.size()); }
    ChatBubble* bubble(int index) const { return m_bubbles[static_cast<std::size_t>(index)]; }

Q_SIGNALS:
    void variantAsked(int turn, int step);
    void regenerateAsked(int turn);
    void goOnAsked(int turn);
    void removeAsked(int turn);
    void adopted(int turn);
    void edited(int turn, const QString& text);
    void tokenHovered(int turn, int token);
    void tokenSelected(int turn, int token);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addBubble(ChatMessage::Side side);
    void removeLastBubble();
    void arrange();
    void applyTheme();
    bool isAtEnd() const;

    parented_ptr<QWidget> m_content;
    parented_ptr<QGridLayout> m_grid;
    std::vector<parented_ptr<ChatBubble>> m_bubbles;
    bool m_followsEnd = true; ///< until the user scrolls up
};

} // namespace vitrine::widgets
