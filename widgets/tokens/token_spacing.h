#pragma once

#include <vector>

#include <QSyntaxHighlighter>

#include "widgets/common/theme.h"
#include "widgets/tokens/token_alignment.h"

namespace vitrine::widgets {

/// Gives a text document the gaps between tokens (as letter spacing after each cell's last
/// character) and makes its visible spaces faint. It changes neither the text nor its undo history.
class TokenSpacing : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit TokenSpacing(QTextDocument* document);

    /// Takes effect with the next rehighlight() or edit.
    void setCells(const std::vector<TokenCell>* cells) { m_cells = cells; }
    void setTheme(const Theme& theme);
    /// Pixels between the last character of one cell and the first of the next.
    int gap() const { return m_gap; }

protected:
    void highlightBlock(const QString& text) override;

private:
    void spaceCells(int blockStart, int blockLength);
    void dimSpaces(const QString& text);

    const std::vector<TokenCell>* m_cells = nullptr; ///< the owner's
    int m_gap = 0;
    QColor m_spaceColor;
};

} // namespace vitrine::widgets
