#include "widgets/common/legend_bar.h"

#include <utility>

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

namespace vitrine::widgets {

namespace {

constexpr double barLength = 88;
constexpr double barHeight = 8;
constexpr double gap = 6;

} // namespace

LegendBar::LegendBar(std::function<ColorScale(const Theme&)> scale, QWidget* parent)
    : QWidget(parent), m_scale(std::move(scale)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void LegendBar::setTexts(const QString& name, const QString& low, const QString& high) {
    m_name = name;
    m_low = low;
    m_high = high;
    setAccessibleName(tr("%1, from %2 to %3").arg(name, low, high));
    updateGeometry();
    update();
}

QSize LegendBar::sizeHint() const {
    const Theme theme = Theme::of(this);
    const QFontMetrics metrics(theme.font(TextSize::Caption));
    const int texts = metrics.horizontalAdvance(m_name) + metrics.horizontalAdvance(m_low)
        + metrics.horizontalAdvance(m_high);
    return {texts + theme.px(barLength) + 3 * theme.px(gap), metrics.height()};
}

QSize LegendBar::minimumSizeHint() const {
    return sizeHint();
}

void LegendBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(ColorRole::Secondary));
    const QFontMetrics metrics = painter.fontMetrics();
    int x = 0;
    const auto drawText = [&](const QString& text) {
        const int width = metrics.horizontalAdvance(text);
        painter.drawText(QRect(x, 0, width, height()), Qt::AlignVCenter | Qt::TextDontClip, text);
        x += width + theme.px(gap);
    };
    drawText(m_name);
    drawText(m_low);
    const QRectF bar(
        x, (height() - theme.px(barHeight)) / 2.0, theme.px(barLength), theme.px(barHeight));
    painter.save();
    painter.setPen(QPen(theme.color(ColorRole::Line), 1));
    painter.setBrush(m_scale(theme).gradient(bar));
    painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3));
    painter.restore();
    x += theme.px(barLength) + theme.px(gap);
    drawText(m_high);
}

void LegendBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event))
        updateGeometry();
}

} // namespace vitrine::widgets
