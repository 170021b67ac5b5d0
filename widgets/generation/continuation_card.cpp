#include "widgets/generation/continuation_card.h"

#include <QEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double padding = 12;
constexpr int textFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
constexpr int unlimited = 100000;

} // namespace

ContinuationCard::ContinuationCard(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    retranslate();
}

void ContinuationCard::setContinuation(const Continuation& continuation) {
    if (continuation == m_continuation)
        return;
    m_continuation = continuation;
    retranslate();
}

QSize ContinuationCard::sizeHint() const {
    const int width = Theme::of(this).px(240);
    return {width, heightForWidth(width)};
}

int ContinuationCard::heightForWidth(int width) const {
    const Theme theme = Theme::of(this);
    const QFontMetrics caption(theme.font(TextSize::Caption));
    const QFontMetrics body(theme.font(TextSize::Token));
    const QRect room(0, 0, width - 2 * theme.px(padding), unlimited);
    const int text
        = std::max(body.boundingRect(room, textFlags, shownText()).height(), body.lineSpacing());
    return caption.boundingRect(room, textFlags, captionText()).height() + text
        + 2 * theme.px(padding) + theme.px(4);
}

void ContinuationCard::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool marked = underMouse() || hasFocus();
    painter.setPen(QPen(theme.color(marked ? ColorRole::Accent : ColorRole::Raised), 1));
    painter.setBrush(theme.color(isDown() ? ColorRole::AccentTint : ColorRole::Raised));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8));

    QRect room = rect().adjusted(
        theme.px(padding), theme.px(padding), -theme.px(padding), -theme.px(padding));
    QRect used;
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(room, textFlags, captionText(), &used);
    room.setTop(used.bottom() + 1 + theme.px(4));
    painter.setFont(theme.font(TextSize::Token));
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(room, textFlags, shownText());
}

void ContinuationCard::changeEvent(QEvent* event) {
    QAbstractButton::changeEvent(event);
    if (isThemeChange(*event))
        updateGeometry();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ContinuationCard::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void ContinuationCard::retranslate() {
    setToolTip(tr("Continues the text with this one."));
    setAccessibleName(captionText() + QStringLiteral(": ") + shownText());
    updateGeometry();
    update();
}

QString ContinuationCard::captionText() const {
    const QString seed = tr("seed %1").arg(m_continuation.seed);
    if (m_continuation.tokens == 0)
        return seed;
    //: %1 is "seed 11", %2 a mean log-probability in nats
    return tr("%1 · %2 nats/token · %n tokens", nullptr, m_continuation.tokens)
        .arg(seed, formatBits(m_continuation.nats));
}

QString ContinuationCard::shownText() const {
    return m_continuation.running ? m_continuation.text + QStringLiteral(" …")
                                  : m_continuation.text;
}

} // namespace vitrine::widgets
