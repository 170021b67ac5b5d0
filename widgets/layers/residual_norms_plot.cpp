#include "widgets/layers/residual_norms_plot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QEvent>
#include <QVBoxLayout>

#include "widgets/common/segmented_control.h"
#include "widgets/common/plot_theme.h"
#include "widgets/common/theme.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::widgets {

ResidualNormsPlot::ResidualNormsPlot(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QVBoxLayout>(this)),
      m_view(makeParented<SegmentedControl>(this)), m_plot(makeParented<CurvePlot>(this)) {
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_view, 0, Qt::AlignLeft);
    m_layout->addWidget(m_plot, 1);
    m_plot->setWholeNumbers(true);
    connect(m_view, &SegmentedControl::currentChanged, this, &ResidualNormsPlot::refresh);
    connect(m_plot, &CurvePlot::placeChosen, this, &ResidualNormsPlot::choose);
    applyTheme();
    retranslate();
}

void ResidualNormsPlot::setNorms(const ResidualNorms& norms) {
    m_norms = norms;
    setPosition(m_position);
}

void ResidualNormsPlot::clear() {
    setNorms({});
}

void ResidualNormsPlot::setPosition(int position) {
    m_position = std::clamp(position, 0, std::max(0, m_norms.positions - 1));
    refresh();
}

void ResidualNormsPlot::setLayer(int layer) {
    m_layer = std::clamp(layer, 0, std::max(0, m_norms.layers - 1));
    refresh();
}

QSize ResidualNormsPlot::figureSize() const {
    return m_plot->size();
}

void ResidualNormsPlot::paintFigure(QPainter& painter, const QSize& size) const {
    m_plot->paint(painter, size);
}

void ResidualNormsPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (isThemeChange(*event))
        applyTheme();
}

void ResidualNormsPlot::refresh() {
    if (m_norms.positions == 0) {
        m_plot->setCurves({});
        return;
    }
    const Theme theme = Theme::of(this);
    const auto curve = [this](const QString& name, std::vector<double> y, const QColor& color,
                           Qt::PenStyle style) {
        std::vector<double> x(y.size());
        std::iota(x.begin(), x.end(), firstPlace());
        return Curve{name, std::move(x), std::move(y), color, style, style == Qt::SolidLine};
    };
    auto stream = values(m_norms.stream, m_norms.layers + 1);
    m_plot->setCurves({curve(tr("residual stream"), std::move(stream),
                           theme.color(ColorRole::Accent), Qt::SolidLine),
        curve(tr("attention adds"), values(m_norms.attention, m_norms.layers),
            theme.color(ColorRole::Second), Qt::DashLine),
        curve(tr("feed-forward adds"), values(m_norms.feedForward, m_norms.layers),
            theme.color(ColorRole::Good), Qt::DotLine)});
    const bool byLayer = m_view->current() == ByLayer;
    m_plot->setMarker(firstPlace() + (byLayer ? m_layer : m_position));
    m_plot->setAxes(byLayer ? tr("layer") : tr("token"), tr("length ‖x‖"));
}

/// Layers are counted from 0, tokens from 1.
int ResidualNormsPlot::firstPlace() const {
    return m_view->current() == ByLayer ? 0 : 1;
}

/// Of one position for each layer, or of one layer for each position.
std::vector<double> ResidualNormsPlot::values(const std::vector<float>& norms, int layers) const {
    std::vector<double> result;
    const bool byLayer = m_view->current() == ByLayer;
    const int count = byLayer ? layers : m_norms.positions;
    for (int i = 0; i < count; ++i)
        result.push_back(norms[byLayer ? m_norms.index(i, m_position) : m_norms.index(m_layer, i)]);
    return result;
}

void ResidualNormsPlot::choose(double place) {
    const int index = static_cast<int>(std::lround(place)) - firstPlace();
    if (m_view->current() == ByLayer && index >= 0 && index < m_norms.layers)
        Q_EMIT layerChosen(index);
    else if (m_view->current() == OverText && index >= 0 && index < m_norms.positions)
        Q_EMIT tokenChosen(index);
}

void ResidualNormsPlot::retranslate() {
    m_view->setSegments({{tr("by layer"), tr("The selected token through all layers")},
        {tr("over the text"), tr("All tokens at the selected layer")}});
    setAccessibleName(tr("Residual norms"));
    setAccessibleDescription(tr("Length of the residual stream and of what each block adds to it"));
    refresh();
}

void ResidualNormsPlot::applyTheme() {
    const Theme theme = Theme::of(this);
    m_plot->setStyle(plotStyle(theme));
    m_layout->setSpacing(theme.px(8));
    m_plot->setMinimumSize(theme.px(200), theme.px(140));
    refresh();
}

} // namespace vitrine::widgets
