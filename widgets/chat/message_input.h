#pragma once

#include <QPlainTextEdit>

namespace vitrine::widgets {

/// A field for something to say. Return says it, Shift+Return begins a new line, Escape gives up;
/// the field grows with its text, up to a few lines.
class MessageInput : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit MessageInput(QWidget* parent);

Q_SIGNALS:
    /// Not for blanks alone.
    void submitted(const QString& text);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

public Q_SLOTS:
    void submit();

private:
    void fitHeight();
};

} // namespace vitrine::widgets
