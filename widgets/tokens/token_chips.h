#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/values/token.h"
#include "widgets/common/scrolled_figure.h"
#include "widgets/tokens/chip_layout.h"
#include "widgets/tokens/mask_guess.h"

namespace vitrine::widgets {

class Theme;

/// A text's tokens as coloured chips with their ids beneath, read-only. Neighbours differ in tint
/// and in border, so that no token is told apart by colour alone. Arrow keys, Home and End select.
/// Where tokens can be hidden from the model, they stand on plain chips instead, and beneath each
/// hidden one what the model puts in its place.
class TokenChips : public ScrolledFigure {
    Q_OBJECT

public:
    explicit TokenChips(QWidget* parent);

    void setTokens(std::vector<Token> tokens);
    /// Which tokens are hidden, and the model's guesses; from now on ids are not shown.
    void setGuesses(std::map<int, MaskGuess> guesses);
    /// Does not emit tokenSelected.
    void setSelectedToken(int token);
    int selectedToken() const { return m_selected; }
    /// In the viewport.
    QRect tokenRect(int token) const;

    QSize sizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void tokenSelected(int token);
    /// Clicked, or Space or Return on the selected one, where tokens can be hidden.
    void tokenToggled(int token);
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
    struct CaptionMetrics;

    int chipAt(const QPointF& place) const;
    /// The chip without what stands beneath it.
    static QRect boxOf(const Theme& theme, const QRect& chip);
    int keyTarget(int key) const;
    void select(int token);
    void paintChips(QPainter& painter, const ChipLayout& layout, int top, int bottom) const;
    void paintChip(QPainter& painter, const Theme& theme, int token, const QRect& rect) const;
    void paintId(QPainter& painter, const Theme& theme, int token, const QRectF& room) const;
    void paintGuess(QPainter& painter, const Theme& theme, int token, const QRectF& room) const;
    const MaskGuess* guessOf(int token) const;
    int captionWidth(const CaptionMetrics& metrics, int token) const;
    QString tooltipOf(int token) const;

    std::vector<Token> m_tokens;
    std::optional<std::map<int, MaskGuess>> m_guesses; ///< unset where nothing can be hidden
    std::vector<QString> m_texts;
    std::vector<int> m_widths;
    std::vector<bool> m_breaks; ///< the token ends a line
    ChipLayout::Metrics m_metrics;
    ChipLayout m_layout;
    int m_selected = -1;
    int m_hovered = -1;
};

} // namespace vitrine::widgets
