#include "widgets/embeddings/angle_view.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double Wing = 0.35; // radians between an arrow and each side of its head
constexpr double ShortestShare = 0.25; // of the longer arrow, so that a short one can be seen

QPointF direction(double degrees) {
    const double radians = degrees * std::numbers::pi / 180;
    return {std::cos(radians), -std::sin(radians)};
}

void drawArrow(QPainter& painter, const Theme& theme, const QPointF& from, const QPointF& to) {
    painter.drawLine(from, to);
    const double angle = std::atan2(to.y() - from.y(), to.x() - from.x());
    for (const double side : {angle - Wing, angle + Wing}) {
        painter.drawLine(to, to - QPointF(std::cos(side), std::sin(side)) * theme.px(9));
    }
}

} // namespace

AngleView::AngleView(QWidget* parent) : QWidget(parent) {
    describe();
}

void AngleView::setArrows(const Arrow& first, const Arrow& second, double degrees) {
    m_first = first;
    m_second = second;
    m_degrees = degrees;
    describe();
    update();
}

QSize AngleView::sizeHint() const {
    const auto theme = Theme::of(this);
    return {theme.px(240), theme.px(130)};
}

void AngleView::paintFigure(QPainter& painter, const QSize& size) const {
    const auto theme = Theme::of(this);
    const double margin = theme.px(24);
    const double longest = std::max(m_first.length, m_second.length);
    // A wide angle stands in the middle, a narrow one at the left.
    const double lean = std::clamp((m_degrees - 60) / 60, 0.0, 1.0);
    const QPointF origin(margin + lean * (size.width() / 2.0 - margin), size.height() - margin);
    const double room
        = std::min(size.width() - margin - origin.x() - theme.px(36), size.height() - 2 * margin);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(TextSize::Caption));
    const auto draw = [&](const Arrow& arrow, double degrees, ColorRole role, ColorRole textRole) {
        const double share = longest > 0 ? std::max(arrow.length / longest, ShortestShare) : 0;
        const auto tip = origin + direction(degrees) * room * share;
        painter.setPen(QPen(theme.color(role), theme.px(2)));
        drawArrow(painter, theme, origin, tip);
        painter.setPen(theme.color(textRole));
        const QFontMetricsF metrics(painter.font());
        const double width = metrics.horizontalAdvance(arrow.name);
        const auto along = direction(degrees);
        // Beyond the tip, whichever way the name is passed.
        const auto centre = tip
            + along
                * (theme.px(6) + std::abs(along.x()) * width / 2
                    + std::abs(along.y()) * metrics.height() / 2);
        const double left
            = std::clamp(centre.x() - width / 2, 0.0, std::max(size.width() - width, 0.0));
        painter.drawText(QPointF(left, centre.y() + metrics.ascent() / 2), arrow.name);
    };
    draw(m_first, 0, ColorRole::Accent, ColorRole::AccentText);
    draw(m_second, m_degrees, ColorRole::Second, ColorRole::SecondText);
    const double radius = room * 0.3;
    painter.setPen(QPen(theme.color(ColorRole::Secondary), 1));
    painter.drawArc(QRectF(origin - QPointF(radius, radius), QSizeF(radius, radius) * 2), 0,
        static_cast<int>(std::lround(m_degrees * 16)));
    painter.drawText(origin + direction(m_degrees / 2) * (radius + theme.px(8)),
        formatNumber(m_degrees, 1) + QStringLiteral("°"));
}

void AngleView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    paintFigure(painter, size());
}

void AngleView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event)) {
        updateGeometry();
        update();
    } else if (event->type() == QEvent::LanguageChange) {
        describe();
    }
}

void AngleView::describe() {
    //: %1 and %2 are words
    setAccessibleName(tr("Angle between %1 and %2: %3°")
                          .arg(m_first.name, m_second.name, formatNumber(m_degrees, 1)));
    setToolTip(tr("The angle between the two vectors, in the plane that both lie in"));
}

} // namespace vitrine::widgets
