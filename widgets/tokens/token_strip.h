#pragma once

#include <vector>

#include <QTextEdit>

#include "engine/values/scored_token.h"
#include "widgets/common/color_scale.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_alignment.h"

class QTextLine;

namespace vitrine::widgets {

class TokenSpacing;

/// The text under glass: a text editor (keyboard, input methods, undo, accessibility are
/// QTextEdit's) that shows its text as tokens shaded by surprisal. A token is selected by a click,
/// by moving the caret onto it, or by Alt+Left and Alt+Right, which also reach the single bytes of
/// a character that several tokens share. No selected token (-1) means the position after the text.
class TokenStrip : public QTextEdit, public Figure {
    Q_OBJECT

public:
    explicit TokenStrip(QWidget* parent);

    /// Replaces what differs, as one step of the undo history; the caret keeps its place, at the
    /// end it stays at the end. Line ends become \n. Does not emit textEdited.
    void setText(const QString& text);
    /// The text with its tokens, laid out once: for a text that grows with every frame.
    void setText(const QString& text, std::vector<ScoredToken> tokens);
    /// The text with \n as its line end: what tokens are to be made of.
    QString text() const { return m_text; }
    /// What was undone cannot be redone, and what was done cannot be undone.
    void clearHistory();

    /// Tokens of text(), by byte offsets in its UTF-8. Until the next call they are moved along
    /// with the edits; those that an edit touches lose their shade.
    void setTokens(std::vector<ScoredToken> tokens);
    const std::vector<ScoredToken>& tokens() const { return m_tokens; }
    /// Index in tokens(), or -1. Does not emit tokenSelected.
    void setSelectedToken(int token);
    int selectedToken() const { return m_selectedToken; }
    /// Where a token is, in viewport coordinates; empty when it is nowhere.
    QRect tokenRect(int token) const;
    /// The strip grows up to this many lines, then scrolls.
    void setMaximumLines(int lines);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void textEdited(const QString& text);
    void tokenSelected(int token);
    /// -1 when the pointer leaves.
    void tokenHovered(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct CellPart {
        QRectF rect; ///< document coordinates
        bool lineEnd = false; ///< the cell's line end is drawn here
    };

    void replaceText(const QString& wanted);
    void takeTokens(std::vector<ScoredToken> tokens, const QString& text);
    QString documentText() const;
    void takeDocumentChange();
    void takeTextChange();
    void applyTheme();
    void retranslate();
    void updateHeight();

    int cellOfToken(int token) const;
    int tokenAt(const QPoint& viewportPosition) const;
    int tokenAtCaret() const;
    void select(int token);
    void stepToken(int direction);
    void setHoveredToken(int token);

    QPointF scrollOffset() const;
    std::vector<CellPart> partsOfCell(const TokenCell& cell) const;
    QRectF partRect(const QTextBlock& block, const QTextLine& line, int start, int end) const;
    double cellSurprisal(const TokenCell& cell) const;
    void paintCells(QPainter& painter, const QRectF& visible) const;
    void paintCell(QPainter& painter, const TokenCell& cell) const;
    void paintByteMarks(QPainter& painter, const TokenCell& cell, const QRectF& rect) const;
    void paintSelection(QPainter& painter) const;
    QString tooltipOf(int token) const;

    Theme m_theme; ///< as of the last style change, with what was measured by it
    ColorScale m_shades;
    QString m_text;
    QString m_reportedText;
    std::vector<ScoredToken> m_tokens;
    std::vector<TokenCell> m_cells;
    int m_selectedToken = -1;
    int m_hoveredToken = -1;
    int m_maximumLines = 4;
    bool m_settingText = false;
    parented_ptr<TokenSpacing> m_spacing;
};

} // namespace vitrine::widgets
