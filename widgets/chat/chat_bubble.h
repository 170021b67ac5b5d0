#pragma once

#include <QFrame>

#include "widgets/chat/chat_message.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace vitrine::widgets {

class ElidedLabel;
class IconButton;
class MessageInput;
class TokenStrip;

/// One message of a conversation with what can be done about it: its tokens shaded by surprisal
/// where they are known, its variants, and its text to be edited in place.
class ChatBubble : public QFrame {
    Q_OBJECT

public:
    ChatBubble(ChatMessage::Side side, QWidget* parent);

    ChatMessage::Side side() const { return m_message.side; }
    const ChatMessage& message() const { return m_message; }
    void setMessage(ChatMessage message);
    /// Does not emit tokenSelected; −1 for none.
    void setSelectedToken(int token);
    bool isEditing() const { return m_editing; }

Q_SIGNALS:
    /// The variant before (−1) or after (+1) is wanted.
    void variantAsked(int step);
    void regenerateAsked();
    void goOnAsked();
    void removeAsked();
    /// Go on with this one, of two that stand side by side.
    void adopted();
    void edited(const QString& text);
    /// −1 when the pointer leaves.
    void tokenHovered(int token);
    void tokenSelected(int token);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildHeader();
    void buildEditor();
    void showMessage();
    void setEditing(bool editing);
    void copy() const;
    void applyTheme();
    void retranslate();

    ChatMessage m_message;
    bool m_editing = false;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QWidget> m_header;
    parented_ptr<ElidedLabel> m_name;
    parented_ptr<ElidedLabel> m_caption;
    parented_ptr<IconButton> m_previous;
    parented_ptr<QLabel> m_variant;
    parented_ptr<IconButton> m_following;
    parented_ptr<IconButton> m_goOn;
    parented_ptr<IconButton> m_regenerate;
    parented_ptr<IconButton> m_edit;
    parented_ptr<IconButton> m_copy;
    parented_ptr<IconButton> m_remove;
    parented_ptr<TokenStrip> m_text;
    parented_ptr<QWidget> m_editor;
    parented_ptr<MessageInput> m_input;
    parented_ptr<QPushButton> m_save;
    parented_ptr<QPushButton> m_cancel;
    parented_ptr<QPushButton> m_adopt;
};

} // namespace vitrine::widgets
