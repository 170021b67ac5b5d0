#include "widgets/generation/share_bar.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double barHeight = 16;
constexpr double gap = 4;

QString labelOf(const QString& name, double share) {
    return name + QLatin1Char(' ') + formatPercent(share);
}

} // namespace

ShareBar::ShareBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setShare(std::optional<double> share) {
    m_share = share;
    describe();
}

void ShareBar::setNames(const QString& first, const QString& second) {
    m_first = first;
    m_second = second;
    describe();
}

QSize ShareBar::sizeHint() const {
    const Theme theme = Theme::of(this);
    const QFontMetrics metrics(theme.font(TextSize::Body, QFont::DemiBold));
    return {theme.px(260), theme.px(barHeight) + theme.px(gap) + metrics.height()};
}

QSize ShareBar::minimumSizeHint() const {
    return {Theme::of(this).px(160), sizeHint().height()};
}

QSize ShareBar::figureSize() const {
    return {width(), sizeHint().height()};
}

void ShareBar::paintFigure(QPainter& painter, const QSize& size) const {
    const Theme theme = Theme::of(this);
    const QRectF bar(0, 0, size.width(), theme.px(barHeight));
    QPainterPath shape;
    shape.addRoundedRect(bar, theme.px(5), theme.px(5));
    painter.fillPath(shape, theme.color(ColorRole::Raised));
    if (!m_share)
        return;
    QPainterPath first;
    first.addRect(QRectF(bar.left(), bar.top(), bar.width() * *m_share, bar.height()));
    painter.fillPath(shape.intersected(first), theme.color(ColorRole::Accent));
    const double top = bar.bottom() + theme.px(gap);
    const QRectF labels(0, top, size.width(), size.height() - top);
    painter.setFont(theme.font(TextSize::Body, QFont::DemiBold));
    painter.setPen(theme.color(ColorRole::AccentText));
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignTop, labelOf(m_first, *m_share));
    painter.setFont(theme.font(TextSize::Body));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(labels, Qt::AlignRight | Qt::AlignTop, labelOf(m_second, 1 - *m_share));
}

void ShareBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFigure(painter, size());
}

void ShareBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event))
        updateGeometry();
    else if (event->type() == QEvent::LanguageChange)
        describe();
}

void ShareBar::describe() {
    const double share = m_share.value_or(0);
    //: two answers with their shares, "follows 87 %, does not follow 13 %"
    setAccessibleName(m_share
            ? tr("%1, %2").arg(labelOf(m_first, share), labelOf(m_second, 1 - share))
            : tr("%1 or %2").arg(m_first, m_second));
    update();
}

} // namespace vitrine::widgets
