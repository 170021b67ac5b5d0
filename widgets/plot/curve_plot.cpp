#include "widgets/plot/curve_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QMouseEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

namespace vitrine::widgets {

namespace {

constexpr double margin = 0.1; // of the range, above and below the curves and their points
constexpr double sideMargin = 0.02; // so that the last tick keeps its label
constexpr int tickHeight = 18; // pixels that a label of the y axis wants
constexpr int gap = 4; // pixels above and right of the axes; a low plot has none to waste
constexpr int fewestTicks = 2;
constexpr int mostTicks = 5;

} // namespace

CurvePlot::CurvePlot(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)),
      m_marker(std::numeric_limits<double>::quiet_NaN()) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_plot);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setBackground(Qt::NoBrush);
    m_plot->setAttribute(Qt::WA_OpaquePaintEvent, false);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->legend->setVisible(true);
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setBrush(Qt::NoBrush);
    m_plot->legend->setMargins({0, 0, gap, 0});
    m_plot->legend->setRowSpacing(0);
    m_plot->axisRect()->setMinimumMargins({0, gap, gap, 0});
    // Above the curves, not over them.
    m_plot->plotLayout()->insertRow(0);
    m_plot->plotLayout()->addElement(0, 0, m_plot->legend);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    connect(m_plot, &QCustomPlot::afterLayout, this, &CurvePlot::fitYAxis);
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] { showAll(); });
    connect(m_plot, &QCustomPlot::mousePress, this, [this](const QMouseEvent* event) {
        if (event->button() == Qt::LeftButton && !m_curves.empty())
            Q_EMIT placeChosen(m_plot->xAxis->pixelToCoord(event->position().x()));
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) {
        if (!m_curves.empty())
            Q_EMIT placePointed(m_plot->xAxis->pixelToCoord(event->position().x()));
        m_placed = m_placed || (event->buttons() & Qt::LeftButton);
    });
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this] { m_placed = true; });
    restyle();
}

void CurvePlot::setStyle(const PlotStyle& style) {
    m_style = style;
    restyle();
}

void CurvePlot::setAxes(const QString& x, const QString& y) {
    m_plot->xAxis->setLabel(x);
    m_yName = y;
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::setWholeNumbers(bool whole) {
    if (!whole) {
        m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
        return;
    }
    const auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
    ticker->setTickStep(1);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    m_plot->xAxis->setTicker(ticker);
}

void CurvePlot::setPlaceNames(const QStringList& names) {
    if (names.isEmpty()) {
        m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
        return;
    }
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (qsizetype i = 0; i < names.size(); ++i)
        ticker->addTick(static_cast<double>(i), names[i]);
    m_plot->xAxis->setTicker(ticker);
}

void CurvePlot::setCurves(const std::vector<Curve>& curves) {
    draw(curves);
    showAll();
}

void CurvePlot::updateCurves(const std::vector<Curve>& curves) {
    draw(curves);
    if (!m_placed)
        showAll();
}

void CurvePlot::setLogarithmic(bool logarithmic) {
    const auto type = logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear;
    if (type == m_plot->yAxis->scaleType())
        return;
    m_plot->yAxis->setScaleType(type);
    if (logarithmic)
        m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    else
        m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    showAll();
}

void CurvePlot::draw(const std::vector<Curve>& curves) {
    m_curves = curves;
    m_plot->clearGraphs();
    for (const auto& curve : curves) {
        auto* graph = m_plot->addGraph();
        graph->setName(curve.name);
        graph->setData(QVector<double>(curve.x.begin(), curve.x.end()),
            QVector<double>(curve.y.begin(), curve.y.end()), /*alreadySorted=*/true);
        if (curve.name.isEmpty())
            graph->removeFromLegend();
    }
    restyle();
}

void CurvePlot::setMarker(double x) {
    m_marker = x;
    m_plot->clearItems();
    if (!std::isnan(x)) {
        auto* line = new QCPItemStraightLine(m_plot);
        line->point1->setCoords(x, 0);
        line->point2->setCoords(x, 1);
        line->setPen(QPen(m_style.selection, m_style.lineWidth));
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::paint(QPainter& painter, const QSize& size) const {
    QCPPainter plotPainter;
    QPicture picture;
    plotPainter.begin(&picture);
    m_plot->toPainter(&plotPainter, size.width(), size.height());
    plotPainter.end();
    painter.drawPicture(0, 0, picture);
}

void CurvePlot::restyle() {
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(m_style.line));
        axis->setTickPen(QPen(m_style.line));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(m_style.text);
        axis->setLabelColor(m_style.text);
        axis->setTickLabelFont(m_style.font);
        axis->setLabelFont(m_style.font);
        axis->grid()->setPen(QPen(m_style.line, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(QPen(m_style.line));
    }
    m_plot->legend->setFont(m_style.font);
    m_plot->legend->setTextColor(m_style.text);
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        const auto& curve = m_curves[static_cast<std::size_t>(i)];
        auto* graph = m_plot->graph(i);
        graph->setPen(QPen(curve.color, (curve.marked ? 2 : 1) * m_style.lineWidth, curve.style));
        graph->setScatterStyle(curve.marked
                ? QCPScatterStyle(QCPScatterStyle::ssDisc, 3 * m_style.lineWidth)
                : QCPScatterStyle(QCPScatterStyle::ssNone));
    }
    wrapLegend();
    setMarker(m_marker);
}

void CurvePlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    wrapLegend();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

/// As many ticks as have room, and no more of the axis's name than stands beside the curves.
void CurvePlot::fitYAxis() {
    auto* axis = m_plot->yAxis;
    const int height = m_plot->axisRect()->height();
    const int ticks = std::clamp(height / tickHeight, fewestTicks, mostTicks);
    const auto name
        = QFontMetrics(m_style.font).elidedText(m_yName, Qt::ElideRight, height + 2 * gap);
    if (ticks == axis->ticker()->tickCount() && name == axis->label())
        return;
    axis->ticker()->setTickCount(ticks);
    axis->setLabel(name);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

/// As few rows as hold every name whole, and these about equally long.
void CurvePlot::wrapLegend() {
    auto* legend = m_plot->legend;
    int count = 0;
    int widest = 0;
    for (int cell = 0; cell < legend->elementCount(); ++cell) {
        if (const auto* item = legend->item(cell)) { // the last row may end early
            ++count;
            widest = std::max(widest, item->minimumOuterSizeHint().width());
        }
    }
    const int fitting = std::max(1, width() / std::max(1, widest + legend->columnSpacing()));
    const int rows = (count + fitting - 1) / fitting;
    legend->setWrap(rows > 1 ? (count + rows - 1) / rows : 0);
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, /*rearrange=*/true);
}

void CurvePlot::showAll() {
    m_placed = false;
    m_plot->rescaleAxes();
    m_plot->xAxis->scaleRange(1 + 2 * sideMargin);
    m_plot->yAxis->scaleRange(1 + 2 * margin);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace vitrine::widgets
