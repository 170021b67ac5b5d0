#include "widgets/tokens/token_spacing.h"

#include <algorithm>

#include <QTextDocument>

namespace vitrine::widgets {

TokenSpacing::TokenSpacing(QTextDocument* document) : QSyntaxHighlighter(document) {
}

void TokenSpacing::setTheme(const Theme& theme) {
    m_gap = theme.px(9);
    m_spaceColor = theme.color(ColorRole::Faint);
}

void TokenSpacing::highlightBlock(const QString& text) {
    dimSpaces(text);
    if (m_cells)
        spaceCells(currentBlock().position(), static_cast<int>(text.size()));
}

void TokenSpacing::spaceCells(int blockStart, int blockLength) {
    const int blockEnd = blockStart + blockLength;
    auto cell = std::ranges::upper_bound(*m_cells, blockStart, {}, &TokenCell::end);
    for (; cell != m_cells->end() && cell->start < blockEnd; ++cell) {
        // The line end that a cell may hold is no character of the block.
        const int last = std::min(cell->end, blockEnd) - 1 - blockStart;
        QTextCharFormat spaced = format(last);
        spaced.setFontLetterSpacingType(QFont::AbsoluteSpacing);
        spaced.setFontLetterSpacing(m_gap);
        const int first = last > 0 && document()->characterAt(blockStart + last).isLowSurrogate()
            ? last - 1
            : last;
        setFormat(first, last - first + 1, spaced);
    }
}

void TokenSpacing::dimSpaces(const QString& text) {
    QTextCharFormat dimmed;
    dimmed.setForeground(m_spaceColor);
    for (qsizetype i = text.indexOf(QLatin1Char(' ')); i >= 0;
         i = text.indexOf(QLatin1Char(' '), i + 1))
        setFormat(static_cast<int>(i), 1, dimmed);
}

} // namespace vitrine::widgets
