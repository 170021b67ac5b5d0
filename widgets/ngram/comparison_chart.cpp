#include "widgets/ngram/comparison_chart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double lowestShown = 1e-6; // of a logarithmic axis
constexpr int linearLines = 4;

/// The next of 1, 2, 5 · 10ⁿ above a value.
double roundedUp(double value) {
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 4.0, 5.0}) {
        if (value <= step * power)
            return step * power;
    }
    return 10 * power;
}

} // namespace

ComparisonChart::ComparisonChart(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    retranslate();
}

void ComparisonChart::setComparison(
    std::vector<ModelSeries> series, std::vector<ComparedCandidate> candidates) {
    m_series = std::move(series);
    m_candidates = std::move(candidates);
    m_hovered.reset();
    const bool gone = m_selected
        && (m_selected->candidate >= static_cast<int>(m_candidates.size())
            || m_selected->model >= static_cast<int>(m_series.size()));
    if (gone)
        m_selected.reset();
    update();
}

void ComparisonChart::setLogarithmic(bool logarithmic) {
    m_logarithmic = logarithmic;
    update();
}

void ComparisonChart::setPlaceholder(const QString& text) {
    m_placeholder = text;
    update();
}

void ComparisonChart::setSelected(std::optional<BarPlace> place) {
    m_selected = place;
    update();
}

QSize ComparisonChart::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(420), theme.px(220)};
}

double ComparisonChart::probabilityAt(BarPlace place) const {
    return m_candidates[static_cast<std::size_t>(place.candidate)]
        .probabilities[static_cast<std::size_t>(place.model)];
}

ComparisonGeometry ComparisonChart::geometryFor(const QSize& size) const {
    const Theme theme = Theme::of(this);
    const QFontMetricsF numbers(theme.monoFont(TextSize::Rail));
    const double left = numbers.horizontalAdvance(QStringLiteral("0.0000")) + theme.px(8);
    const double top = paintLegend(nullptr, size.width()) + theme.px(8);
    const double bottom = QFontMetricsF(theme.monoFont(TextSize::Caption)).height() + theme.px(6);
    ComparisonGeometry geometry;
    geometry.plot = QRectF(left, top, size.width() - left, size.height() - top - bottom);
    geometry.candidates = static_cast<int>(m_candidates.size());
    geometry.models = static_cast<int>(m_series.size());
    geometry.logarithmic = m_logarithmic;
    geometry.lowest = lowestShown;
    double highest = 0;
    for (const auto& candidate : m_candidates) {
        for (const double probability : candidate.probabilities) {
            if (!std::isnan(probability))
                highest = std::max(highest, probability);
        }
    }
    geometry.highest = m_logarithmic ? 1 : roundedUp(std::max(highest, lowestShown));
    return geometry;
}

void ComparisonChart::paintFigure(QPainter& painter, const QSize& size) const {
    const Theme theme = Theme::of(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_candidates.empty()) {
        painter.setFont(theme.font(TextSize::Body));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(
            QRectF(QPointF(), QSizeF(size)), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
        return;
    }
    const auto geometry = geometryFor(size);
    paintLegend(&painter, size.width());
    paintAxis(painter, geometry);
    paintBars(painter, geometry);
    paintNames(painter, geometry);
}

/// Returns its height; with no painter it only measures.
double ComparisonChart::paintLegend(QPainter* painter, double width) const {
    const Theme theme = Theme::of(this);
    const QFont font = theme.font(TextSize::Caption);
    const QFontMetricsF metrics(font);
    const double box = theme.px(10);
    double x = 0;
    double y = 0;
    for (const auto& series : m_series) {
        const double length
            = box + theme.px(6) + metrics.horizontalAdvance(series.name) + theme.px(14);
        if (x > 0 && x + length > width) {
            x = 0;
            y += metrics.height() + theme.px(2);
        }
        if (painter) {
            painter->fillRect(QRectF(x, y + (metrics.height() - box) / 2, box, box), series.color);
            painter->setFont(font);
            painter->setPen(theme.color(ColorRole::Text));
            painter->drawText(QPointF(x + box + theme.px(6), y + metrics.ascent()), series.name);
        }
        x += length;
    }
    return y + metrics.height();
}

void ComparisonChart::paintAxis(QPainter& painter, const ComparisonGeometry& geometry) const {
    const Theme theme = Theme::of(this);
    const QFont font = theme.monoFont(TextSize::Rail);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    std::vector<double> lines;
    if (m_logarithmic) {
        for (double value = 1; value >= lowestShown * 0.99; value /= 10)
            lines.push_back(value);
    } else {
        for (int i = 0; i <= linearLines; ++i)
            lines.push_back(geometry.highest * i / linearLines);
    }
    for (const double value : lines) {
        const double y = geometry.plot.bottom()
            - (m_logarithmic || value > 0 ? geometry.height(value) : 0) * geometry.plot.height();
        painter.setPen(QPen(theme.color(ColorRole::Line), 1));
        painter.drawLine(QPointF(geometry.plot.left(), y), QPointF(geometry.plot.right(), y));
        painter.setPen(theme.color(ColorRole::Secondary));
        const auto label = value > 0 ? QLocale().toString(value, 'g', 2) : QStringLiteral("0");
        painter.drawText(QRectF(0, y - metrics.height() / 2, geometry.plot.left() - theme.px(6),
                             metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, label);
    }
}

void ComparisonChart::paintBars(QPainter& painter, const ComparisonGeometry& geometry) const {
    const Theme theme = Theme::of(this);
    const double gap = geometry.group(0).width() / std::max(1, geometry.models) > theme.px(5);
    for (int candidate = 0; candidate < geometry.candidates; ++candidate) {
        for (int model = 0; model < geometry.models; ++model) {
            const BarPlace place{candidate, model};
            const auto bar = geometry.bar(place, probabilityAt(place));
            painter.fillRect(
                bar.adjusted(0, 0, -gap, 0), m_series[static_cast<std::size_t>(model)].color);
        }
    }
}

/// A name that has no room is left out rather than written over the next.
void ComparisonChart::paintNames(QPainter& painter, const ComparisonGeometry& geometry) const {
    const Theme theme = Theme::of(this);
    const QFont font = theme.monoFont(TextSize::Caption);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(theme.color(ColorRole::Text));
    const double step = geometry.plot.width() / std::max(1, geometry.candidates);
    for (int i = 0; i < geometry.candidates; ++i) {
        const auto& text = m_candidates[static_cast<std::size_t>(i)].text;
        const QRectF room(geometry.plot.left() + i * step, geometry.plot.bottom() + theme.px(4),
            step, metrics.height());
        painter.drawText(room, Qt::AlignHCenter | Qt::AlignTop,
            metrics.elidedText(text, Qt::ElideRight, step - theme.px(2)));
    }
}

void ComparisonChart::paintMark(QPainter& painter, const ComparisonGeometry& geometry) const {
    const Theme theme = Theme::of(this);
    for (const auto& place : {m_hovered, m_selected}) {
        if (!place)
            continue;
        auto bar = geometry.bar(*place, probabilityAt(*place));
        if (bar.isNull())
            continue;
        bar.setTop(std::min(bar.top(), geometry.plot.bottom() - theme.px(4)));
        painter.setPen(QPen(theme.color(ColorRole::Accent), theme.px(2)));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(bar.adjusted(-1, -1, 0, 0));
    }
}

void ComparisonChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintFigure(painter, size());
    if (!m_candidates.empty())
        paintMark(painter, geometryFor(size()));
}

void ComparisonChart::mouseMoveEvent(QMouseEvent* event) {
    m_hovered = geometryFor(size()).at(event->position());
    update();
}

void ComparisonChart::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    m_hovered.reset();
    update();
}

void ComparisonChart::mousePressEvent(QMouseEvent* event) {
    const auto place = geometryFor(size()).at(event->position());
    if (place && event->button() == Qt::LeftButton)
        choose(*place);
}

void ComparisonChart::keyPressEvent(QKeyEvent* event) {
    auto place = m_selected.value_or(BarPlace{});
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right
        || event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (m_candidates.empty() || m_series.empty() || !isArrow) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_selected) {
        place.candidate += (event->key() == Qt::Key_Right) - (event->key() == Qt::Key_Left);
        place.model += (event->key() == Qt::Key_Down) - (event->key() == Qt::Key_Up);
    }
    place.candidate = std::clamp(place.candidate, 0, static_cast<int>(m_candidates.size()) - 1);
    place.model = std::clamp(place.model, 0, static_cast<int>(m_series.size()) - 1);
    choose(place);
}

void ComparisonChart::choose(BarPlace place) {
    m_selected = place;
    update();
    Q_EMIT barSelected(place);
}

bool ComparisonChart::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto place = geometryFor(size()).at(help->pos());
    if (!place) {
        QToolTip::showText(help->globalPos(), toolTip(), this);
        return true;
    }
    const double probability = probabilityAt(*place);
    QToolTip::showText(help->globalPos(),
        //: a model, a word, its probability
        tr("%1: p(%2) = %3")
            .arg(m_series[static_cast<std::size_t>(place->model)].name,
                m_candidates[static_cast<std::size_t>(place->candidate)].text,
                std::isnan(probability) ? tr("no such token") : formatProbability(probability)),
        this);
    return true;
}

void ComparisonChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (isThemeChange(*event))
        update();
}

void ComparisonChart::retranslate() {
    setAccessibleName(tr("Next word under several models"));
    setAccessibleDescription(tr("Grouped bars: one group for each candidate, one bar for each "
                                "model. Arrow keys move the selection."));
    setToolTip(tr("Click a bar to see where its number comes from"));
    update();
}

} // namespace vitrine::widgets
