#include "widgets/layers/activation_curve.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/layers/site_text.h"

namespace vitrine::widgets {

namespace {

constexpr double smallestReach = 3; // the curve's bend always shows
constexpr double axisRoom = 18;

} // namespace

ActivationCurve::ActivationCurve(QWidget* parent) : QWidget(parent) {
    retranslate();
}

void ActivationCurve::setActivation(Activation activation) {
    m_activation = activation;
    retranslate();
}

void ActivationCurve::setPoints(std::vector<float> inputs) {
    m_points = std::move(inputs);
    update();
}

QSize ActivationCurve::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(320), theme.px(170)};
}

QSize ActivationCurve::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(160), theme.px(110)};
}

void ActivationCurve::paintFigure(QPainter& painter, const QSize& size) const {
    const Theme theme = Theme::of(this);
    double reach = smallestReach;
    for (const float x : m_points)
        reach = std::fmax(reach, std::abs(x));
    const double low = -std::min(reach, 2 * smallestReach); // far left every curve is flat
    const double top = activated(reach, m_activation);
    const double bottom = std::min(-0.3, -0.05 * top);
    const double room = theme.px(axisRoom);
    const QRectF plot(0.5, 0.5, size.width() - 1, size.height() - room);
    const auto place = [&](double x) {
        const double y = activated(x, m_activation);
        return QPointF(plot.left() + (x - low) / (reach - low) * plot.width(),
            plot.bottom() - (y - bottom) / (top - bottom) * plot.height());
    };

    const QPointF origin = place(0);
    painter.setPen(QPen(theme.color(ColorRole::Line), 1));
    painter.drawLine(QPointF(plot.left(), origin.y()), QPointF(plot.right(), origin.y()));
    painter.drawLine(QPointF(origin.x(), plot.top()), QPointF(origin.x(), plot.bottom()));
    QPainterPath curve(place(low));
    for (int pixel = 1; pixel <= static_cast<int>(plot.width()); ++pixel)
        curve.lineTo(place(low + pixel / plot.width() * (reach - low)));
    painter.setPen(QPen(theme.color(ColorRole::Secondary), theme.px(1.5)));
    painter.drawPath(curve);

    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ColorRole::Accent, 0.35));
    const double radius = theme.px(2);
    for (const float x : m_points)
        painter.drawEllipse(place(std::fmax(x, low)), radius, radius);

    painter.setFont(theme.monoFont(TextSize::Rail));
    painter.setPen(theme.color(ColorRole::Secondary));
    const QRectF axis(plot.left(), plot.bottom(), plot.width(), room);
    painter.drawText(axis, Qt::AlignLeft | Qt::AlignVCenter, formatNumber(low, 1));
    painter.drawText(axis, Qt::AlignRight | Qt::AlignVCenter, formatNumber(reach, 1));
    painter.drawText(plot, Qt::AlignLeft | Qt::AlignTop, activationName(m_activation));
}

void ActivationCurve::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFigure(painter, size());
}

void ActivationCurve::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event))
        updateGeometry();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ActivationCurve::retranslate() {
    //: %1 is a function such as GELU
    setAccessibleName(tr("Curve of %1").arg(activationName(m_activation)));
    setToolTip(tr("Each point is a neuron of this layer for this token; points beyond the left "
                  "end stand at it"));
    update();
}

} // namespace vitrine::widgets
