#pragma once

#include <QTextBrowser>

namespace vitrine::widgets {

/// A Markdown text in the window's own type: headings not larger than a card's, tables with one
/// quiet line between their rows.
class MarkdownView : public QTextBrowser {
    Q_OBJECT

public:
    explicit MarkdownView(QWidget* parent);

    void showMarkdown(const QString& markdown);

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();

    QString m_markdown;
};

} // namespace vitrine::widgets
