#include "widgets/common/markdown_view.h"

#include <QEvent>
#include <QTextBlock>
#include <QTextTable>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double headingMargin = 12;
constexpr double paragraphMargin = 6;
constexpr double cellPadding = 4;

/// Markdown has no table without a header, but one whose header is blank.
void dropBlankHeader(QTextTable& table) {
    for (int column = 0; column < table.columns(); ++column) {
        const QTextTableCell cell = table.cellAt(0, column);
        if (cell.firstCursorPosition() != cell.lastCursorPosition())
            return;
    }
    table.removeRows(0, 1);
}

void styleTable(QTextTable& table, const Theme& theme) {
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderCollapse(true);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(theme.color(ColorRole::Line));
    format.setCellSpacing(0);
    format.setCellPadding(theme.px(cellPadding));
    format.setTopMargin(theme.px(paragraphMargin));
    format.setBottomMargin(theme.px(paragraphMargin));
    table.setFormat(format);
}

void styleBlock(const QTextBlock& block, const Theme& theme) {
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    const int level = format.headingLevel();
    format.setTopMargin(level > 0 ? theme.px(headingMargin) : 0);
    const bool inTable = cursor.currentTable() != nullptr;
    format.setBottomMargin(inTable ? 0 : theme.px(paragraphMargin));
    cursor.setBlockFormat(format);
    if (level > 0) {
        QTextCharFormat type;
        type.setFont(theme.font(level == 1 ? TextSize::Title : TextSize::Token, QFont::DemiBold));
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.setCharFormat(
            type); // in the place of Markdown's own, which is a multiple of the body's
    }
}

} // namespace

MarkdownView::MarkdownView(QWidget* parent) : QTextBrowser(parent) {
    setOpenExternalLinks(true);
    setFrameShape(QFrame::NoFrame);
    setProperty("bare", true);
}

void MarkdownView::showMarkdown(const QString& markdown) {
    m_markdown = markdown;
    layOut();
}

void MarkdownView::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        layOut();
}

void MarkdownView::layOut() {
    const Theme theme = Theme::of(this);
    document()->setDefaultFont(theme.font(TextSize::Body));
    setMarkdown(m_markdown);
    for (QTextFrame* frame : document()->rootFrame()->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            dropBlankHeader(*table);
            styleTable(*table, theme);
        }
    }
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        styleBlock(block, theme);
}

} // namespace vitrine::widgets
