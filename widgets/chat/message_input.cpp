#include "widgets/chat/message_input.h"

#include <algorithm>

#include <QKeyEvent>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr int mostLines = 5;

} // namespace

MessageInput::MessageInput(QWidget* parent) : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &MessageInput::fitHeight);
    fitHeight();
}

void MessageInput::submit() {
    const QString text = toPlainText().trimmed();
    if (!text.isEmpty())
        Q_EMIT submitted(text);
}

void MessageInput::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && modifiers == Qt::NoModifier) {
        submit();
    } else if (event->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void MessageInput::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (isThemeChange(*event))
        fitHeight();
}

void MessageInput::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void MessageInput::fitHeight() {
    // The document of a plain text counts its height in lines.
    const int lines = std::clamp(static_cast<int>(document()->size().height()), 1, mostLines);
    const int line = fontMetrics().lineSpacing();
    setFixedHeight(lines * line + Theme::of(this).px(22));
}

} // namespace vitrine::widgets
