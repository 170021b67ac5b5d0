#include "widgets/generation/processor_steps_view.h"

#include <algorithm>

#include <QFontMetrics>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/generation/processor_text.h"

namespace vitrine::widgets {

namespace {

constexpr std::size_t mostRows = 8;
constexpr double panelWidth = 176;
constexpr double widestPanel = 280;
constexpr double panelGap = 16;
constexpr double rowHeight = 18;
constexpr double barThickness = 8;
constexpr double nameShare = 0.42; // of a panel's width

} // namespace

ProcessorStepsView::ProcessorStepsView(QWidget* parent) : ScrolledFigure(parent) {
    retranslate();
}

void ProcessorStepsView::setDistribution(
    const NextTokenDistribution& distribution, const GenerationOptions& options) {
    m_distribution = distribution;
    m_options = options;
    rebuild();
}

QSize ProcessorStepsView::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(2 * panelWidth + panelGap), theme.px(220)};
}

QSize ProcessorStepsView::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(panelWidth), theme.px(120)};
}

QSize ProcessorStepsView::figureSize() const {
    return {viewport()->width(), std::max(m_layout.height(), 1)};
}

void ProcessorStepsView::paintFigure(QPainter& painter, const QSize& size) const {
    const Theme theme = Theme::of(this);
    const ChipLayout layout = layoutFor(size.width());
    for (std::size_t i = 0; i < m_panels.size(); ++i)
        paintPanel(painter, theme, m_panels[i], layout.chips()[i]);
}

void ProcessorStepsView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalScrollBar()->value());
    paintFigure(painter, viewport()->size());
}

void ProcessorStepsView::rebuild() {
    m_ids.clear();
    m_names.clear();
    m_panels.clear();
    for (const auto& candidate : m_distribution.candidates) {
        if (m_ids.size() == mostRows)
            break;
        m_ids.push_back(candidate.id);
        m_names.push_back(tokenText(candidate.bytes));
    }
    if (!m_ids.empty())
        addPanels();
    relayout();
}

void ProcessorStepsView::addPanels() {
    m_panels.push_back(
        {tr("the model's own"), captionOf(m_distribution.vocabularySize, m_distribution.entropy),
            probabilitiesOf(m_distribution.candidates)});
    for (const auto& step : m_distribution.processed) {
        m_panels.push_back({processorText(step.processor, m_options),
            captionOf(step.kept, step.entropy), probabilitiesOf(step.candidates)});
    }
    m_maximum = 0;
    for (const Panel& panel : m_panels)
        m_maximum = std::max(m_maximum, std::ranges::max(panel.probabilities));
}

void ProcessorStepsView::relayout() {
    m_layout = layoutFor(viewport()->width());
    setContentHeight(m_layout.height(), Theme::of(this).px(rowHeight));
}

void ProcessorStepsView::retranslate() {
    setAccessibleName(tr("The distribution after each setting"));
    rebuild();
}

ChipLayout ProcessorStepsView::layoutFor(int width) const {
    const Theme theme = Theme::of(this);
    const int text = QFontMetrics(theme.font(TextSize::Caption)).height();
    const int rows = static_cast<int>(m_names.size()) * std::max(theme.px(rowHeight), text);
    const ChipLayout::Metrics metrics{
        width, rows + 3 * text, theme.px(panelGap), theme.px(panelGap)};
    const int count = std::max(static_cast<int>(m_panels.size()), 1);
    const int share = (width - (count - 1) * metrics.gap) / count;
    const int panel = std::clamp(share, theme.px(panelWidth), theme.px(widestPanel));
    return ChipLayout(metrics, std::vector<int>(m_panels.size(), std::min(panel, width)));
}

std::vector<double> ProcessorStepsView::probabilitiesOf(
    const std::vector<TokenProbability>& candidates) const {
    std::vector<double> result;
    for (const TokenId id : m_ids) {
        const auto found = std::ranges::find(candidates, id, &TokenProbability::id);
        result.push_back(found == candidates.end() ? 0.0 : found->probability);
    }
    return result;
}

QString ProcessorStepsView::captionOf(std::size_t kept, double entropy) const {
    //: %1 is a number of tokens, %2 an entropy
    return tr("%1 kept · %2 bits")
        .arg(formatCount(static_cast<std::int64_t>(kept)), formatBits(entropy));
}

void ProcessorStepsView::paintPanel(
    QPainter& painter, const Theme& theme, const Panel& panel, const QRect& rect) const {
    const QFont caption = theme.font(TextSize::Caption);
    const int line = QFontMetrics(caption).height();
    painter.setFont(theme.font(TextSize::Caption, QFont::DemiBold));
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(
        rect.left(), rect.top(), rect.width(), line, Qt::AlignLeft | Qt::TextDontClip, panel.title);
    painter.setFont(caption);
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(rect.left(), rect.top() + line, rect.width(), line,
        Qt::AlignLeft | Qt::TextDontClip, panel.caption);

    const int nameWidth = static_cast<int>(rect.width() * nameShare);
    const int height = std::max(theme.px(rowHeight), line);
    const double barRoom = rect.width() - nameWidth - theme.px(4);
    painter.setFont(theme.monoFont(TextSize::Caption));
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const int top = rect.top() + 2 * line + theme.px(4) + static_cast<int>(i) * height;
        const bool gone = panel.probabilities[i] <= 0;
        painter.setPen(theme.color(gone ? ColorRole::Faint : ColorRole::Text));
        painter.drawText(rect.left(), top, nameWidth, height, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_names[i], Qt::ElideRight, nameWidth));
        const QRectF bar(rect.left() + nameWidth + theme.px(4),
            top + (height - theme.px(barThickness)) / 2.0,
            barRoom * panel.probabilities[i] / m_maximum, theme.px(barThickness));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(ColorRole::Accent));
        if (!gone)
            painter.drawRoundedRect(bar, std::min(2.0, bar.width() / 2), 2);
    }
}

} // namespace vitrine::widgets
