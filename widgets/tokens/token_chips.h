#pragma once

#include <vector>

#include "engine/values/token.h"
#include "widgets/common/scrolled_figure.h"
#include "widgets/tokens/chip_layout.h"

namespace vitrine::widgets {

class Theme;

/// A text's tokens as coloured chips with their ids beneath, read-only. Neighbours differ in tint
/// and in border, so that no token is told apart by colour alone. Arrow keys, Home and End select.
class TokenChips : public ScrolledFigure {
    Q_OBJECT

public:
    explicit TokenChips(QWidget* parent);

    void setTokens(std::vector<Token> tokens);
    /// Does not emit tokenSelected.
    void setSelectedToken(int token);
    int selectedToken() const { return m_selected; }

    QSize sizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void tokenSelected(int token);
    /// -1 when the pointer leaves.
    void tokenHovered(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void relayout() override;
    void measure() override;
    void retranslate() override;
    void pointTo(std::optional<QPointF> place) override;
    QString tooltipAt(const QPointF& place) const override;

private:
    int chipAt(const QPointF& place) const;
    int keyTarget(int key) const;
    void select(int token);
    void paintChips(QPainter& painter, const ChipLayout& layout, int top, int bottom) const;
    void paintChip(QPainter& painter, const Theme& theme, int token, const QRect& rect) const;
    QString tooltipOf(int token) const;

    std::vector<Token> m_tokens;
    std::vector<QString> m_texts;
    std::vector<int> m_widths;
    std::vector<bool> m_breaks; ///< the token ends a line
    ChipLayout::Metrics m_metrics;
    ChipLayout m_layout;
    int m_selected = -1;
    int m_hovered = -1;
};

} // namespace vitrine::widgets
