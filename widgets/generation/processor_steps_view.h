#pragma once

#include <vector>

#include "engine/values/generation_options.h"
#include "engine/values/next_token_distribution.h"
#include "widgets/common/scrolled_figure.h"
#include "widgets/tokens/chip_layout.h"

namespace vitrine::widgets {

class Theme;

/// What each active setting does to the distribution, side by side: the model's own candidates in
/// one order, then the same after each processor, with the tokens kept and the entropy.
class ProcessorStepsView : public ScrolledFigure {
    Q_OBJECT

public:
    explicit ProcessorStepsView(QWidget* parent);

    void setDistribution(
        const NextTokenDistribution& distribution, const GenerationOptions& options);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void relayout() override;
    void retranslate() override;

private:
    struct Panel {
        QString title;
        QString caption;
        std::vector<double> probabilities; ///< of m_names
    };

    void rebuild();
    void addPanels();
    ChipLayout layoutFor(int width) const;
    std::vector<double> probabilitiesOf(const std::vector<TokenProbability>& candidates) const;
    QString captionOf(std::size_t kept, double entropy) const;
    void paintPanel(
        QPainter& painter, const Theme& theme, const Panel& panel, const QRect& rect) const;

    NextTokenDistribution m_distribution;
    GenerationOptions m_options;
    std::vector<TokenId> m_ids; ///< the rows of every panel
    std::vector<QString> m_names;
    std::vector<Panel> m_panels;
    ChipLayout m_layout;
    double m_maximum = 1;
};

} // namespace vitrine::widgets
