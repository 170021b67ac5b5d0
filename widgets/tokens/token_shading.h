#pragma once

#include <vector>

#include "engine/values/token.h"
#include "widgets/common/scrolled_figure.h"
#include "widgets/common/value_range.h"
#include "widgets/tokens/chip_layout.h"

namespace vitrine::widgets {

class Theme;

/// A text whose tokens are shaded by one value each: a neuron's activation, a divergence. Arrow
/// keys and clicks select a token.
class TokenShading : public ScrolledFigure {
    Q_OBJECT

public:
    enum class Colors {
        Signed, ///< second ↔ surface ↔ accent
        Positive, ///< surface → accent
    };

    explicit TokenShading(QWidget* parent);

    /// One value for each token, in `unit` (may be empty), for the tooltips.
    void setTokens(std::vector<Token> tokens, std::vector<double> values);
    void setColors(Colors colors);
    void setUnit(const QString& unit);
    /// What has the full colour; the largest magnitude of the values when unset (0).
    void setLargest(double largest);
    /// Does not emit tokenSelected.
    void setSelectedToken(int token);
    int selectedToken() const { return m_selected; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void tokenSelected(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void relayout() override;
    void measure() override;
    void retranslate() override;
    void pointTo(std::optional<QPointF> /*place*/) override { }
    QString tooltipAt(const QPointF& place) const override;

private:
    ValueRange range() const;
    int chipAt(const QPointF& place) const;
    void select(int token);
    QString tooltipOf(int token) const;

    std::vector<Token> m_tokens;
    std::vector<double> m_values;
    std::vector<QString> m_texts;
    std::vector<int> m_widths;
    std::vector<bool> m_breaks;
    ChipLayout::Metrics m_metrics;
    ChipLayout m_layout;
    Colors m_colors = Colors::Signed;
    QString m_unit;
    double m_largest = 0;
    int m_selected = -1;
};

} // namespace vitrine::widgets
