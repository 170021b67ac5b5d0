#pragma once

#include <optional>
#include <vector>

#include "engine/values/generation_options.h"
#include "engine/values/next_token_distribution.h"
#include "widgets/common/scrolled_figure.h"
#include "widgets/generation/bar_geometry.h"
#include "widgets/generation/candidate_rows.h"

namespace vitrine::widgets {

class Theme;

/// The candidates for one position as bars: pale for the model's own probability, solid for what
/// the settings make of it, a dashed line where a truncation cuts. A click, or Return on the row
/// that the arrow keys move, chooses a candidate.
class ProbabilityBars : public ScrolledFigure {
    Q_OBJECT

public:
    explicit ProbabilityBars(QWidget* parent);

    /// `options` name the cuts ("top-p 0.9").
    void setDistribution(
        const NextTokenDistribution& distribution, const GenerationOptions& options);
    void clear();
    void setScale(BarScale scale);
    BarScale scale() const { return m_scale; }
    /// The token that the text goes on with here; its name is set off.
    void setChosen(std::optional<TokenId> token);
    /// What a click does, as the last words beneath the bars; unless set, it continues the text.
    void setInvitation(const QString& words);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void candidateChosen(vitrine::TokenId token);
    /// Unset when the pointer leaves.
    void candidateHovered(std::optional<vitrine::TokenId> token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void relayout() override;
    void retranslate() override;
    void pointTo(std::optional<QPointF> place) override;
    QString tooltipAt(const QPointF& place) const override;

private:
    struct Layout {
        BarGeometry geometry;
        double nameWidth = 0;
        double valueWidth = 0;
        double right = 0; ///< of the bars
        double rowsBottom = 0;
        double height = 0; ///< with the footer
    };

    Layout layoutFor(const QSize& size) const;
    std::vector<double> rowProbabilities() const;
    int footerHeight(double width) const;
    int rowAt(const QPointF& place) const;
    void setCurrentRow(int row);
    void choose(int row);

    void paintRows(QPainter& painter, const Layout& layout, double width) const;
    void paintRow(
        QPainter& painter, const Theme& theme, const Layout& layout, int row, double width) const;
    void paintCuts(QPainter& painter, const Layout& layout, double width) const;
    void paintAxis(QPainter& painter, const Layout& layout) const;
    void paintFooter(QPainter& painter, const Layout& layout, double width) const;
    QString valueText(const CandidateRow& row) const;
    QString footerText() const;
    QString tooltipOf(int row) const;

    NextTokenDistribution m_distribution;
    GenerationOptions m_options;
    std::vector<CandidateRow> m_rows;
    std::vector<QString> m_names;
    std::vector<CandidateCut> m_cuts;
    BarScale m_scale = BarScale::Linear;
    std::optional<TokenId> m_chosen;
    QString m_invitation;
    Layout m_layout;
    int m_currentRow = -1;
    int m_hoveredRow = -1;
};

} // namespace vitrine::widgets
